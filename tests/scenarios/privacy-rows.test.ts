import type { GraphAnswer } from '../start-gateway.ts';
import { READ } from './privacy-expectations.ts';
import { startPrivacyWorld, type Person, type PrivacyWorld } from './privacy-world.ts';

/** A document runs as a compiled plan from its second time on. */
const TIMES = [1, 2, 3];

let world: PrivacyWorld;
let regional: string;
let unlimited: string;

beforeAll(async () => {
  world = await startPrivacyWorld({
    sensitive: false,
    flags: { 'privacy.rows': [{ roles: ['regional'], rule: 'territory.code = principal.territory' }] },
  });
  const key = { name: 'partner', scopes: [...READ] };
  unlimited = (await world.app.access.createKey(key)).key;
  const east = { roles: ['regional'], attributes: { territory: 'EAST' } };
  regional = (await world.app.access.createKey({ ...key, ...east })).key;
}, 60_000);
afterAll(() => world.stop());

function ask(key: string, query: string, variables: object): Promise<GraphAnswer> {
  return world.query(query, variables, { authorization: `Bearer ${key}`, 'x-c360-trace': '1' });
}

const idOf = (person: Person) => world.ids.get(person.id) ?? '';
const peopleOf = (territory: string) => world.people.filter((person) => person.territory === territory);

const WAYS: readonly [string, string, (person: Person) => object, (person: Person) => unknown][] = [
  [
    'customer',
    'query ($id: ID!) { customer(id: $id) { familyName orders { totalCount } } }',
    (person) => ({ id: idOf(person) }),
    ({ familyName }) => ({ customer: { familyName, orders: { totalCount: 2 } } }),
  ],
  [
    'node',
    'query ($id: ID!) { node(id: $id) { ... on Customer { familyName } } }',
    (person) => ({ id: idOf(person) }),
    ({ familyName }) => ({ node: { familyName } }),
  ],
  [
    'customerBy',
    'query ($email: String) { customerBy(key: { email: $email }) { familyName } }',
    ({ emails: [first] }) => ({ email: first?.address }),
    ({ familyName }) => ({ customerBy: { familyName } }),
  ],
  [
    'order',
    'query ($id: ID!) { order(id: $id) { orderNumber } }',
    ({ orders: [first] }) => ({ id: `order:people:${first?.id}` }),
    ({ orders: [first] }) => ({ order: { orderNumber: first?.orderNumber } }),
  ],
  [
    'an invoice’s node',
    'query ($id: ID!) { node(id: $id) { ... on Invoice { number } } }',
    ({ invoices: [first] }) => ({ id: `invoice:people:${first?.id}` }),
    ({ invoices: [first] }) => ({ node: { number: first?.number } }),
  ],
];

it.each(WAYS)(
  '%s: gives whom the rule shows and nobody else, walked or compiled',
  async (_name, query, variables, shown) => {
    for (const time of TIMES) {
      for (const person of peopleOf('EAST')) {
        expect({ time, data: (await ask(regional, query, variables(person))).data }).toEqual({
          time,
          data: shown(person),
        });
      }
      for (const person of peopleOf('WEST')) {
        const { data, errors, extensions } = await ask(regional, query, variables(person));
        expect(Object.values(data ?? {})).toEqual([null]);
        expect(errors?.map(({ extensions: { code } }) => code)).toEqual([
          expect.stringMatching(/^(CUSTOMER|RECORD)_NOT_FOUND$/),
        ]);
        expect(Object.keys(extensions ?? {})).toEqual(['requestId']);
      }
    }
    const [anybody] = world.people;
    const { extensions } = await ask(unlimited, query, anybody ? variables(anybody) : {});
    expect(extensions?.['trace']).toMatchObject({ executor: 'plan' });
  },
);

it.each(TIMES)('lists and finds only those, and counts nobody (time %i)', async () => {
  const list = '{ customers(first: 4) { totalCount nodes { id } pageInfo { hasNextPage endCursor } } }';
  const { data } = await ask(regional, list, {});
  const east = peopleOf('EAST').map(idOf).sort();
  const first = east.slice(0, 4);
  expect(data).toMatchObject({
    customers: { totalCount: null, nodes: first.map((id) => ({ id })), pageInfo: { hasNextPage: true } },
  });

  const { customers } = data as unknown as { customers: { pageInfo: { endCursor: string } } };
  const next =
    'query ($after: String) { customers(first: 4, after: $after) { nodes { id } pageInfo { hasNextPage } } }';
  const rest = await ask(regional, next, { after: customers.pageInfo.endCursor });
  expect(rest.data).toEqual({
    customers: { nodes: east.slice(4).map((id) => ({ id })), pageInfo: { hasNextPage: false } },
  });

  const search = 'query ($text: String!) { searchCustomers(text: $text) { nodes { id } pageInfo { hasNextPage } } }';
  const [hidden] = peopleOf('WEST');
  const found = await ask(regional, search, { text: hidden?.familyName });
  expect(found.data).toEqual({ searchCustomers: { nodes: [], pageInfo: { hasNextPage: false } } });
  const all = await ask(unlimited, list.replace('4', '20'), {});
  expect(all.data).toMatchObject({ customers: { totalCount: world.people.length } });
});
