import { assignCustomers, type RecordPast } from '../../../src/identity/assign-customers.ts';

interface Case {
  readonly name: string;
  /** `record: current < former < earlier`. */
  readonly pasts: Record<string, string>;
  readonly redirects?: Record<string, string>;
  readonly retired?: string[];
  readonly clusters: string[];
  readonly ids: string[];
  readonly redirected?: string[];
}

function toPast(text: string): RecordPast {
  const [current = '', ...former] = text.split('<').map((part) => part.trim());
  return current === '' ? { former } : { current, former };
}

const CASES: Case[] = [
  { name: 'new records get new ids', pasts: {}, clusters: ['r s', 't'], ids: ['new1', 'new2'] },
  { name: 'a record joins a customer', pasts: { r: 'A' }, clusters: ['r s'], ids: ['A'] },
  {
    name: 'a merge keeps the id with more records',
    pasts: { r: 'A', s: 'B', t: 'B' },
    clusters: ['r s t'],
    ids: ['B'],
    redirected: ['A>B'],
  },
  {
    name: 'a merge keeps the older id on a tie',
    pasts: { r: 'B', s: 'A' },
    clusters: ['r s'],
    ids: ['A'],
    redirected: ['B>A'],
  },
  {
    name: 'a split keeps the id with more records',
    pasts: { r: 'A', s: 'A', t: 'A' },
    clusters: ['r', 's t'],
    ids: ['new1', 'A'],
  },
  {
    name: 'a split in halves keeps it with the first record',
    pasts: { r: 'A', s: 'A' },
    clusters: ['s', 'r'],
    ids: ['new1', 'A'],
  },
  {
    name: 'an undone merge gives both ids back, though the smaller side was there first',
    pasts: { r: 'A', s: 'A < B', t: 'A < B' },
    redirects: { B: 'A' },
    clusters: ['r', 's t'],
    ids: ['A', 'B'],
  },
  {
    name: 'of merges one into another, the one that was left comes back, and the inner one follows it',
    pasts: { d: 'D', a: 'D < A', b: 'D < A < B' },
    redirects: { B: 'A', A: 'D' },
    clusters: ['d', 'a b'],
    ids: ['D', 'A'],
  },
  {
    name: 'an inner id comes back alone when only its records leave',
    pasts: { d: 'D', a: 'D < A', b: 'D < A < B' },
    redirects: { B: 'A', A: 'D' },
    clusters: ['a d', 'b'],
    ids: ['D', 'B'],
  },
  {
    name: 'an id whose records are on both sides does not come back',
    pasts: { a: 'A', b: 'A < B', c: 'A < B' },
    redirects: { B: 'A' },
    clusters: ['a b', 'c'],
    ids: ['A', 'new1'],
  },
  {
    name: 'an id follows its records into another customer',
    pasts: { a: 'A', b: 'A < B', c: 'C' },
    redirects: { B: 'A' },
    clusters: ['a', 'b c'],
    ids: ['A', 'C'],
    redirected: ['B>C'],
  },
  {
    name: 'a record moves from one customer to another',
    pasts: { r: 'A', s: 'A', t: 'B' },
    clusters: ['r', 's t'],
    ids: ['A', 'B'],
  },
  {
    name: 'a record that is back takes up its retired customer',
    pasts: { r: '< A' },
    retired: ['A'],
    clusters: ['r'],
    ids: ['A'],
  },
  { name: 'a record that is back leaves a living customer alone', pasts: { r: '< A' }, clusters: ['r'], ids: ['new1'] },
];

describe('ids of customers', () => {
  it.each(CASES)('$name', ({ pasts, redirects = {}, retired = [], clusters, ids, redirected = [] }) => {
    let made = 0;
    const input = {
      clusters: clusters.map((cluster) => cluster.split(' ')),
      pasts: new Map(Object.entries(pasts).map(([key, text]) => [key, toPast(text)])),
      redirects: new Map(Object.entries(redirects)),
      isRetired: (id: string) => retired.includes(id),
      newId: () => `new${(made += 1)}`,
    };
    const assignment = assignCustomers(input);
    expect(assignment.ids).toEqual(ids);
    const changed = assignment.redirects.filter(({ from, to }) => input.redirects.get(from) !== to);
    expect(changed.map(({ from, to }) => `${from}>${to}`)).toEqual(redirected);
  });
});
