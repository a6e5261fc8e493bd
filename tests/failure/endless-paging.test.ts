import { everySourceInTurn } from './every-source-in-turn.ts';

everySourceInTurn('a source whose pages do not end', {
  fault: { kind: 'endlessPaging' },
  code: 'SOURCE_BAD_DATA',
  // Finance answers customers by id in one page.
  untouched: ['Customer'],
  // The audience system answers in one page.
  sources: ['erp', 'finance', 'scm', 'inventory'],
});
