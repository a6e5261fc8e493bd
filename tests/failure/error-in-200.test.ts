import { everySourceInTurn } from './every-source-in-turn.ts';

everySourceInTurn('a source that answers 200 with an error inside', {
  fault: { kind: 'errorIn200' },
  // Where the manifest says what a success is, the error is a refusal; elsewhere it is an answer without rows.
  code: (source) => (['erp', 'dmp'].includes(source) ? 'SOURCE_REJECTED' : 'SOURCE_BAD_DATA'),
});
