import { everySourceInTurn } from './every-source-in-turn.ts';
import { SHIPPED_TIMEOUT_MS } from './live-connectors.ts';

everySourceInTurn('a source that sends a byte every 100 ms', {
  fault: { kind: 'drip' },
  code: 'SOURCE_TIMEOUT',
  settings: { timeoutMs: SHIPPED_TIMEOUT_MS },
});
