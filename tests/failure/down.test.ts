import { everySourceInTurn } from './every-source-in-turn.ts';

everySourceInTurn('a source that takes no connection', { fault: { kind: 'down' }, code: 'SOURCE_UNAVAILABLE' });
