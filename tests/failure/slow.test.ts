import { everySourceInTurn } from './every-source-in-turn.ts';
import { SHIPPED_TIMEOUT_MS } from './live-connectors.ts';

everySourceInTurn('a source slower than its timeout', {
  fault: { kind: 'slow', delayMs: SHIPPED_TIMEOUT_MS * 2 },
  settings: { timeoutMs: SHIPPED_TIMEOUT_MS },
  code: 'SOURCE_TIMEOUT',
});
