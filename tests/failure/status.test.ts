import { everySourceInTurn } from './every-source-in-turn.ts';

everySourceInTurn('a source that answers 500', { fault: { kind: 'status', status: 500 }, code: 'SOURCE_UNAVAILABLE' });
everySourceInTurn('a source that answers 401', { fault: { kind: 'status', status: 401 }, code: 'SOURCE_REJECTED' });
everySourceInTurn('a source that answers 403', { fault: { kind: 'status', status: 403 }, code: 'SOURCE_REJECTED' });
