import { readFileSync } from 'node:fs';
import { AppError, ERROR_CODES, setupInvalid } from '../../src/errors.ts';

it('explains every code in docs/errors.md, and none that does not exist', () => {
  const rows = readFileSync('docs/errors.md', 'utf8').matchAll(/^\| `([A-Z_]+)` +\|/gm);
  expect(new Set([...rows].map(([, code]) => code))).toEqual(new Set(Object.keys(ERROR_CODES)));
});

it('says every setup problem at once: where, what is wrong, what would be right', () => {
  const error = setupInvalid([
    {
      file: 'connectors/erp/connector.yaml',
      line: 3,
      column: 5,
      message: 'kind is missing',
      hint: 'use one of rest, odata',
    },
    { file: 'C360_PORT', message: 'is no number' },
  ]);
  expect(error.code).toBe('SETUP_INVALID');
  expect(error.message).toBe(
    'connectors/erp/connector.yaml:3:5: kind is missing; use one of rest, odata\nC360_PORT: is no number',
  );
});

it('shows callers the words of the table, and keeps its detail and cause to itself', () => {
  const error = new AppError('SOURCE_TIMEOUT', { source: 'erp', detail: 'ETIMEDOUT', cause: new Error('secret') });
  expect({ message: error.message, retry: error.retry, fault: error.fault }).toEqual({
    message: 'A source system did not answer in time.',
    retry: true,
    fault: 'source',
  });
  expect(JSON.stringify(error)).not.toContain('secret');
});
