import { recordKey } from '../../../src/domain/record-ref.ts';
import { AppError } from '../../../src/errors.ts';
import type { IdentitySpine } from '../../../src/identity/create-identity.ts';
import type { CustomerIdentity } from '../../../src/identity/identity.ts';
import { CUSTOMER_SOURCES } from './invented-setup.ts';
import { diceAt, happens } from './seeded-dice.ts';

/** Ids that operations ask for: known, merged away, unknown. */
export const CUSTOMER_IDS = ['c0', 'c1', 'c2', 'c3', 'c4', 'merged', 'nobody', ''];

const AT = '2026-01-05T10:00:00Z';

/** Five customers over the invented sources; `rest` is a spine for what operations do not ask. */
export function createInventedIdentity(seed: number, rest: IdentitySpine): IdentitySpine {
  const dice = diceAt(seed, 'identity');
  const isDown = happens(dice, 10);
  const customers = Array.from({ length: 5 }, (_, index) => createCustomer(seed, index));
  const byId = new Map(customers.map((customer) => [customer.id, customer]));
  const current = (id: string) => byId.get(id === 'merged' ? 'c1' : id);
  const owners = new Map(customers.flatMap(({ id, records }) => records.map((record) => [recordKey(record), id])));
  const found = async <T>(value: T): Promise<T> => {
    if (isDown) throw new AppError('STORE_UNAVAILABLE');
    return value;
  };
  const recordsOf = (ids: readonly string[]) =>
    found(
      new Map(ids.flatMap((id) => [[id, current(id)] as const].flatMap(([key, each]) => (each ? [[key, each]] : [])))),
    );
  const customersOf: IdentitySpine['customersOf'] = (records) =>
    found(new Map(records.map(recordKey).flatMap((key) => [[key, owners.get(key)]].filter(isKnown))));
  const [a, b] = [
    { source: 'alpha', id: '0' },
    { source: 'beta', id: '1' },
  ];
  return {
    ...rest,
    recordsOf,
    customersOf,
    findBy: ({ value }) => found(value.startsWith('ann') ? ['c0'] : value.startsWith('bob') ? ['c1', 'c2'] : []),
    list: ({ first, after, newestFirst, filter }) => {
      const all = customers
        .filter(({ kind }) => filter?.kind === undefined || filter.kind === kind)
        .map(({ id }) => id);
      const ordered = newestFirst ? all.toReversed() : all;
      const from = after === undefined ? 0 : ordered.indexOf(after) + 1;
      const ids = ordered.slice(from, from + first);
      return found({ ids, hasMore: from + first < all.length, total: all.length });
    },
    asOf: (instant) => {
      if (instant.startsWith('1999')) throw new AppError('BAD_REQUEST', { message: 'asOf must be an RFC 3339 time' });
      return { recordsOf, customersOf };
    },
    why: (of) =>
      found({ same: of.source === 'alpha', customers: new Map(), path: [], quarantined: [{ rule: 'R', detail: 'd' }] }),
    history: (customer) =>
      found([
        { at: AT, cause: 'sync', actor: 'system', reason: 'sync', type: 'linked', customer, record: a },
        { at: AT, cause: 'ruling', actor: 'k', reason: 'said so', type: 'merged', customer, other: 'merged' },
      ]),
    stewardship: {
      ...rest.stewardship,
      quarantined: () => found({ pairs: [{ a, b, rule: 'NAME', evidence: [] }], total: 1 }),
      rulings: () => found([{ ruling: 1, at: AT, actor: 'k', reason: 'said so', pairs: [{ kind: 'LINK', a, b }] }]),
    },
  };
}

function createCustomer(seed: number, index: number): CustomerIdentity {
  const dice = diceAt(seed, 'customer', index);
  const records = CUSTOMER_SOURCES.filter((_, at) => at === index % 3 || dice.roll(3) > 0).flatMap((source) =>
    [String(index), `${index}b`].slice(0, dice.roll(5) === 0 ? 2 : 1).map((id) => ({
      source,
      id,
      evidence: [
        { rule: 'TAX_ID', detail: 'same', bits: 12.5 },
        { rule: 'EMAIL', detail: 'same' },
      ].slice(dice.roll(3)),
      linkedAt: AT,
    })),
  );
  return { id: `c${index}`, kind: dice.pick(['PERSON', 'ORGANIZATION']), records };
}

function isKnown(entry: (string | undefined)[]): entry is [string, string] {
  return entry[1] !== undefined;
}
