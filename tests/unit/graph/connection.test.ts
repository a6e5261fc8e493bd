import * as fc from 'fast-check';
import { decodeCursor, encodeCursor, pageSize, toConnection, type Connection } from '../../../src/graph/connection.ts';

interface Row {
  readonly id: string;
  readonly time: string;
}

const row = fc.record({
  id: fc.string({ minLength: 1, maxLength: 4 }),
  time: fc.oneof(fc.constant(''), fc.constantFrom('2026-01-01', '2026-01-02T10:00:00Z', '2026-01-02T18:00:00+08:00')),
});
const rows = fc.uniqueArray(row, { selector: ({ id }) => id, maxLength: 30 });
const positionOf = ({ id, time }: Row) => ({ id, time });

function readAll(all: readonly Row[], first: number): string[] {
  const seen: string[] = [];
  for (let after: string | null = null; ;) {
    const page: Connection<Row> = toConnection(all, { first, after }, positionOf);
    seen.push(...page.nodes.map(({ id }) => id));
    if (!page.pageInfo.hasNextPage) return seen;
    after = page.pageInfo.endCursor;
  }
}

it('gives every row once, page by page, whatever the page size', () => {
  fc.assert(
    fc.property(rows, fc.integer({ min: 1, max: 7 }), (all, first) => {
      expect(readAll(all, first).toSorted()).toEqual(all.map(({ id }) => id).toSorted());
    }),
  );
});

it('gives the same pages in whatever order the sources answered', () => {
  fc.assert(
    fc.property(rows, fc.integer({ min: 1, max: 7 }), (all, first) => {
      expect(readAll(all.toReversed(), first)).toEqual(readAll(all, first));
    }),
  );
});

it('puts the newest first, ties by id, and rows without a time last', () => {
  const all = [
    { id: 'b', time: '2026-01-01' },
    { id: 'none', time: '' },
    { id: 'a', time: '2026-01-01' },
    { id: 'new', time: '2026-03-01' },
  ];
  const { nodes, totalCount, pageInfo } = toConnection(all, { first: 3 }, positionOf);
  expect(nodes.map(({ id }) => id)).toEqual(['new', 'a', 'b']);
  expect({ totalCount, pageInfo }).toEqual({
    totalCount: 4,
    pageInfo: {
      hasNextPage: true,
      hasPreviousPage: false,
      startCursor: encodeCursor({ time: '2026-03-01', id: 'new' }),
      endCursor: encodeCursor({ time: '2026-01-01', id: 'b' }),
    },
  });
});

it('reads its own cursors back', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (time, id) =>
      expect(decodeCursor(encodeCursor({ time, id }))).toEqual({ time, id }),
    ),
  );
});

it.each(['', 'x', Buffer.from('{}').toString('base64url'), Buffer.from('[1,2]').toString('base64url')])(
  'refuses the cursor %j',
  (cursor) => expect(() => decodeCursor(cursor)).toThrow('after: expected a cursor'),
);

it('takes 20 when no size is asked for, and refuses sizes it will not serve', () => {
  expect(pageSize(null)).toBe(20);
  expect(pageSize(0)).toBe(0);
  expect(() => pageSize(201)).toThrow('first: expected 0 to 200, got 201.');
  expect(() => pageSize(-1)).toThrow('first: expected 0 to 200');
});
