import { everySourceInTurn } from './every-source-in-turn.ts';

everySourceInTurn('a source that answers 200 with a log-in page', { fault: { kind: 'html' }, code: 'SOURCE_BAD_DATA' });
