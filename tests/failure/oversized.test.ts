import { everySourceInTurn } from './every-source-in-turn.ts';

everySourceInTurn('a source that answers with more bytes than it may', {
  fault: { kind: 'oversized', bytes: 600_000 },
  settings: { maxResponseBytes: '300kB' },
  code: 'SOURCE_TOO_LARGE',
});
