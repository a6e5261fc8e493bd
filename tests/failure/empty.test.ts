import { everySourceInTurn } from './every-source-in-turn.ts';

everySourceInTurn('a source that answers 200 with nothing', { fault: { kind: 'empty' }, code: 'SOURCE_BAD_DATA' });
