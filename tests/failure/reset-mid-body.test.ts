import { everySourceInTurn } from './every-source-in-turn.ts';

everySourceInTurn('a source that resets the connection half-way', {
  fault: { kind: 'reset' },
  code: 'SOURCE_UNAVAILABLE',
});
