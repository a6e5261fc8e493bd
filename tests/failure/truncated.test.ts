import { everySourceInTurn } from './every-source-in-turn.ts';

everySourceInTurn('a source whose JSON ends half-way', { fault: { kind: 'truncated' }, code: 'SOURCE_BAD_DATA' });
