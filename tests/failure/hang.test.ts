import { everySourceInTurn } from './every-source-in-turn.ts';
import { SHIPPED_TIMEOUT_MS } from './live-connectors.ts';

everySourceInTurn('a source that accepts and never answers', {
  fault: { kind: 'hang' },
  code: 'SOURCE_TIMEOUT',
  settings: { timeoutMs: SHIPPED_TIMEOUT_MS },
});
