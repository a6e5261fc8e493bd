import { everySourceInTurn } from './every-source-in-turn.ts';

everySourceInTurn('a source that nests its answer 100,000 deep', {
  fault: { kind: 'deepJson' },
  code: 'SOURCE_BAD_DATA',
});
