import { everySourceInTurn } from './every-source-in-turn.ts';

everySourceInTurn('a source whose small answer unpacks to a huge one', {
  fault: { kind: 'gzipBomb', bytes: 4_000_000 },
  settings: { maxResponseBytes: '300kB' },
  code: 'SOURCE_TOO_LARGE',
});
