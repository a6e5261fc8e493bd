import * as fc from 'fast-check';
import type { GraphAnswer } from '../start-gateway.ts';
import { ASKS, orderOf, type See } from './privacy-asks.ts';
import { canariesOf, consentsOf, expectedOf, READ, RULES, seeOf, type Call, type Key } from './privacy-expectations.ts';
import { startPrivacyWorld, type Person, type PrivacyWorld, type ToldConsent } from './privacy-world.ts';

const RUNS = Number(process.env['C360_TEST_PRIVACY_RUNS'] ?? 600);
const PURPOSES = ['MARKETING', 'SUPPORT', 'CREDIT', 'CARE', 'AUDIT'];
const KEYS: readonly Key[] = [
  { name: 'shop app', kind: 'user', scopes: READ, purposes: PURPOSES },
  { name: 'bare app', kind: 'user', scopes: READ, purposes: [] },
  { name: 'Acme', kind: 'partner', scopes: READ, purposes: PURPOSES },
  { name: 'Bolt', kind: 'partner', scopes: READ, purposes: PURPOSES },
  { name: 'Narrow', kind: 'partner', scopes: ['customer:read', 'orders:read'], purposes: PURPOSES },
  { name: 'Regio', kind: 'partner', scopes: READ, purposes: PURPOSES, territory: 'EAST' },
  { name: 'desk', kind: 'operator', scopes: READ, purposes: PURPOSES },
];

let world: PrivacyWorld;
const keys = new Map<Key, string>();
/** What the gateway itself was told, beside what the people system says. */
const told = new Map<string, readonly ToldConsent[]>();

beforeAll(async () => {
  world = await startPrivacyWorld({
    size: 30,
    consentsOf,
    flags: {
      'privacy.rules': RULES,
      'privacy.sourceConsentMaxAgeMs': 0,
      'privacy.rows': [{ callers: ['partner'], roles: ['regional'], rule: 'territory.code = principal.territory' }],
    },
  });
  for (const key of KEYS) {
    const { territory, ...granted } = { ...key, purposes: [...key.purposes] };
    const regional = territory === undefined ? {} : { roles: ['regional'], attributes: { territory } };
    keys.set(key, (await world.app.access.createKey({ ...granted, ...regional })).key);
  }
  await tellTheGateway();
}, 120_000);
afterAll(() => world.stop());

async function tellTheGateway(): Promise<void> {
  const { key } = await world.app.access.createKey({
    name: 'consent desk',
    scopes: ['customer:read', 'consent:write'],
  });
  const ask = (query: string, variables: object) => world.query(query, variables, { authorization: `Bearer ${key}` });
  for (const [index, person] of world.people.entries()) {
    if (index % 3 !== 0) continue;
    const partner = index % 2 === 0 ? 'Acme' : undefined;
    const consent = {
      purpose: 'MARKETING',
      state: 'GRANTED' as const,
      collectedAt: '2026-03-01T00:00:00Z',
      ...(partner && { partner }),
    };
    const id = world.ids.get(person.id);
    const kept = await ask(
      'mutation ($id: ID!, $consent: ConsentInput!) { recordConsent(customer: $id, consent: $consent) { state } }',
      { id, consent },
    );
    expect(kept.errors).toBeUndefined();
    told.set(person.id, [consent]);
    if (index % 4 !== 0) continue;
    const taken = await ask('mutation ($id: ID!) { withdrawConsent(customer: $id, purpose: "MARKETING") { state } }', {
      id,
    });
    expect(taken.errors).toBeUndefined();
    told.set(person.id, [consent, { purpose: 'MARKETING', state: 'WITHDRAWN', collectedAt: new Date().toISOString() }]);
  }
}

const saidBy = (person: Person) => [...person.consents, ...(told.get(person.id) ?? [])];
const isVisible = (person: Person, { key }: Call) => key.territory === undefined || key.territory === person.territory;
const idOf = (person: Person) => world.ids.get(person.id) ?? '';
const all = (see: See, categories: readonly string[]) => categories.every((category) => see([category]) === 'all');

/** A way to ask, the variables it takes, and what has to come of it; `ask` writes the fields of one customer. */
interface Way {
  readonly name: string;
  query(fields: string): string;
  variables(person: Person): object;
  expected(person: Person, call: Call, page: (person: Person) => object): object;
}

const isFindable = (person: Person, call: Call, categories: readonly string[]) =>
  isVisible(person, call) && all(seeOf(person, call, saidBy(person)), categories);

const byKey = (name: string, key: (person: Person) => object, categories: readonly string[]): Way => ({
  name: `customerBy ${name}`,
  query: (fields) => `query ($key: CustomerKey!) { found: customerBy(key: $key) { ${fields} } }`,
  variables: (person) => ({ key: key(person) }),
  expected: (person, call, page) => ({ found: isFindable(person, call, categories) ? page(person) : null }),
});

const WAYS: readonly Way[] = [
  {
    name: 'customer',
    query: (fields) => `query ($id: ID!) { x: customer(id: $id) { ${fields} } }`,
    variables: (person) => ({ id: idOf(person) }),
    expected: (person, call, page) => ({ x: isVisible(person, call) ? page(person) : null }),
  },
  {
    name: 'node',
    query: (fields) => `query ($id: ID!) { node(id: $id) { ... on Customer { ${fields} } } }`,
    variables: (person) => ({ id: idOf(person) }),
    expected: (person, call, page) => ({ node: isVisible(person, call) ? page(person) : null }),
  },
  {
    name: '_entities',
    query: (fields) => `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Customer { ${fields} } } }`,
    variables: (person) => ({ of: [{ __typename: 'Customer', id: idOf(person) }] }),
    expected: (person, call, page) => ({ _entities: [isVisible(person, call) ? page(person) : null] }),
  },
  {
    name: 'customers',
    query: (fields) =>
      `query { customers(first: 200, orderBy: { field: CREATED_AT, direction: DESC }) { totalCount edges { node { id ${fields} } } } }`,
    variables: () => ({}),
    expected: (_person, call, page) => ({
      customers: {
        totalCount: call.key.territory === undefined ? world.people.length : null,
        edges: world.people
          .filter((person) => isVisible(person, call))
          .sort((a, b) => (idOf(a) < idOf(b) ? 1 : -1))
          .map((person) => ({ node: { id: idOf(person), ...page(person) } })),
      },
    }),
  },
  {
    name: 'search',
    query: (fields) =>
      `query ($text: String!) { searchCustomers(text: $text) { totalCount nodes { ${fields} } pageInfo { hasNextPage } } }`,
    variables: (person) => ({ text: person.familyName }),
    expected: (person, call, page) => ({
      searchCustomers: {
        totalCount: null,
        nodes: isFindable(person, call, ['IDENTITY', 'CONTACT']) ? [page(person)] : [],
        pageInfo: { hasNextPage: false },
      },
    }),
  },
  byKey('email', ({ emails }) => ({ email: emails[0]?.address }), ['CONTACT']),
  byKey('phone', ({ phones }) => ({ phone: phones[0]?.number }), ['CONTACT']),
  byKey('record', ({ id }) => ({ record: { source: 'people', id } }), ['IDENTITY']),
  byKey('externalId', ({ identifiers: [first] }) => ({ externalId: { type: first?.type, value: first?.value } }), [
    'IDENTITY',
  ]),
];

const ORDER_FIELDS = 'id orderNumber total { amount } invoices { number }';

/** Orders that are asked for by their own number: whose they are is found out before anything is shown. */
const ORDER_WAYS = [
  ['order', `query ($id: ID!) { o: order(id: $id) { ${ORDER_FIELDS} } }`],
  ['node', `query ($id: ID!) { o: node(id: $id) { ... on Order { ${ORDER_FIELDS} } } }`],
] as const;

const SECTIONS = expect.any(Array) as unknown;
const ALLOWED_CODES = ['CUSTOMER_NOT_FOUND', 'FIELD_FORBIDDEN', 'FIELD_WITHHELD', 'RECORD_NOT_FOUND'];

/** What stands beside the data may name fields and reasons, never a value. */
function expectNothingBeside({ errors = [], extensions }: GraphAnswer, sections: unknown): void {
  const text = JSON.stringify({ errors, extensions, sections });
  expect(canariesOf(world.people).filter((canary) => text.includes(canary))).toEqual([]);
  expect(
    errors.map(({ extensions: { code } }) => code).filter((code) => !ALLOWED_CODES.includes(String(code))),
  ).toEqual([]);
}

const anyCall = fc.constantFrom(...KEYS).chain((key) =>
  fc.record({
    key: fc.constant(key),
    purpose: key.purposes.length === 0 ? fc.constant(undefined) : fc.constantFrom(...key.purposes),
  }),
);
const anyPerson = fc.nat({ max: 29 });
const anyWriting = fc.constantFrom<(alias: string, gql: string, at: number) => readonly [string, string]>(
  (alias, gql) => [`${alias}: ${gql}`, ''],
  (alias, gql) => [`... { ${alias}: ${gql} }`, ''],
  (alias, gql) => [`... on Customer @include(if: true) { ${alias}: ${gql} }`, ''],
  (alias, gql, at) => [
    `...F${at}`,
    ` fragment F${at} on Customer { ...G${at} } fragment G${at} on Customer { ${alias}: ${gql} }`,
  ],
);
const anyAsked = fc.array(fc.tuple(fc.constantFrom(...ASKS), anyWriting), { minLength: 1, maxLength: 6 });

async function send({ key, purpose }: Call, query: string, variables: object, trace: boolean): Promise<GraphAnswer> {
  return world.query(query, variables, {
    authorization: `Bearer ${keys.get(key)}`,
    ...(purpose && { 'x-purpose': purpose }),
    ...(trace && { 'x-c360-trace': '1' }),
  });
}

it(
  `shows in ${RUNS} operations exactly what a plain oracle allows, whoever asks, for what, and however`,
  async () => {
    await fc.assert(
      fc.asyncProperty(
        anyCall,
        anyPerson,
        fc.constantFrom(...WAYS),
        fc.record({ asked: anyAsked, sections: fc.boolean(), trace: fc.boolean() }),
        async (call, at, way, { asked, sections, trace }) => {
          const person = world.people[at];
          if (!person) return;
          const written = asked.map(([{ gql }, write], index) => write(`f${index}`, gql, index));
          const fields = `${written.map(([text]) => text).join(' ')}${sections ? ' sections { part source status reason }' : ''}`;
          const query = `${way.query(fields)}${written.map(([, fragments]) => fragments).join('')}`;
          const answer = await send(call, query, way.variables(person), trace);
          const page = (of: Person) => ({
            ...Object.fromEntries(
              asked.map(([ask], index) => [`f${index}`, expectedOf(of, ask, { call, consents: saidBy(of) })]),
            ),
            ...(sections && { sections: SECTIONS }),
          });
          expect(answer.data).toEqual(way.expected(person, call, page));
          expectNothingBeside(answer, sectionsIn(answer.data));
        },
      ),
      { numRuns: RUNS },
    );
  },
  RUNS * 200 + 60_000,
);

function sectionsIn(value: unknown): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, child]) => (name === 'sections' ? [child] : sectionsIn(child)));
}

it('shows an order asked for by its own id to whom its customer’s orders are shown', async () => {
  await fc.assert(
    fc.asyncProperty(anyCall, anyPerson, fc.constantFrom(...ORDER_WAYS), async (call, at, [, query]) => {
      const person = world.people[at];
      const order = person?.orders[1];
      if (!person || !order) return;
      const answer = await send(call, query, { id: `order:people:${order.id}` }, true);
      const see = seeOf(person, call, saidBy(person));
      const mayAsk = call.key.scopes.includes('orders:read') && isVisible(person, call) && see(['BEHAVIOUR']) === 'all';
      const finance: See = (categories, hasMask) =>
        call.key.scopes.includes('finance:read') ? see(categories, hasMask) : 'nothing';
      expect(answer.data).toEqual({ o: mayAsk ? orderOf(person, order, finance) : null });
      expectNothingBeside(answer, []);
    }),
    { numRuns: Math.ceil(RUNS / 10) },
  );
}, 120_000);

it('answers for a customer that does not exist for the caller as for one that does not exist at all', async () => {
  const key = KEYS.find(({ territory }) => territory !== undefined);
  const hidden = world.people.find(({ territory }) => territory === 'WEST');
  if (!key || !hidden) throw new Error('the world has no hidden customer');
  const query = 'query ($id: ID!) { customer(id: $id) { id displayName orders { totalCount } sections { part } } }';
  const ask = async (id: string) => {
    const { data, errors, extensions } = await send({ key, purpose: 'SUPPORT' }, query, { id }, true);
    return { data, errors, told: Object.keys(extensions ?? {}) };
  };
  expect(await ask(idOf(hidden))).toEqual(await ask('cus_00000000000000000000000000'));
});

it('refuses the whole operation where the field says so, before any source is asked', async () => {
  const [key] = KEYS;
  const [person] = world.people;
  if (!key || !person) throw new Error('the world is empty');
  const query = 'query ($id: ID!) { customer(id: $id) { id ...T } } fragment T on Customer { t: territory { code } }';
  const { data, errors } = await send({ key, purpose: 'SUPPORT' }, query, { id: idOf(person) }, false);
  expect(data ?? null).toBeNull();
  expect(errors?.map(({ extensions }) => extensions)).toEqual([{ code: 'FIELD_FORBIDDEN', retryable: false }]);
  const { key: manager } = await world.app.access.createKey({ name: 'manager', scopes: READ, roles: ['manager'] });
  const answer = await world.query(query, { id: idOf(person) }, { authorization: `Bearer ${manager}` });
  expect(answer.data).toEqual({ customer: { id: idOf(person), t: { code: person.territory } } });
});

it('withholds what rests on consent while a source of consents does not answer', async () => {
  const call: Call = { key: KEYS[0] as Key, purpose: 'MARKETING' };
  world.setConsentsDown(true);
  try {
    for (const person of world.people) {
      const query = 'query ($id: ID!) { customer(id: $id) { displayName emails { address } orders { totalCount } } }';
      const { data } = await send(call, query, { id: idOf(person) }, false);
      const see = seeOf(person, call, 'unreadable');
      const [name, emails] = ASKS.filter((ask) => ['displayName', 'emails'].includes(ask.name)).map((ask) =>
        ask.expected(person, see, call),
      );
      expect(data).toEqual({
        customer: { displayName: name, emails, orders: see(['BEHAVIOUR']) === 'all' ? { totalCount: 2 } : null },
      });
    }
  } finally {
    world.setConsentsDown(false);
  }
}, 60_000);
