import * as fc from 'fast-check';
import type { PrincipalKind } from '../../src/access/principal.ts';
import type { Scope } from '../../src/access/scopes.ts';
import type { GraphAnswer } from '../start-gateway.ts';
import { ASKS, orderOf, type Ask, type See } from './privacy-asks.ts';
import { lawsFor, seen, type OracleCaller, type OracleRule } from './privacy-oracle.ts';
import { startPrivacyWorld, type Person, type PrivacyWorld, type ToldConsent } from './privacy-world.ts';

const RUNS = Number(process.env['C360_TEST_PRIVACY_RUNS'] ?? 600);
const PURPOSES = ['MARKETING', 'SUPPORT', 'CREDIT', 'CARE', 'AUDIT'];
const READ: readonly Scope[] = [
  'customer:read',
  'orders:read',
  'finance:read',
  'shipments:read',
  'audience:read',
  'interactions:read',
];

const RULES: readonly OracleRule[] = [
  { categories: ['IDENTITY', 'CONTACT'], purposes: ['SUPPORT'], callers: ['user', 'operator'], basis: 'CONTRACT' },
  { categories: ['IDENTITY', 'CONTACT', 'BEHAVIOUR'], laws: ['PIPL'], callers: ['partner'], basis: 'SEPARATE_CONSENT' },
  { categories: ['CONTACT'], purposes: ['MARKETING'], basis: 'CONSENT', otherwise: 'WITHHOLD' },
  { categories: ['IDENTITY'], purposes: ['MARKETING', 'CREDIT'], basis: 'CONSENT' },
  { categories: ['BEHAVIOUR'], purposes: ['MARKETING'], basis: 'LEGITIMATE_INTERESTS' },
  { categories: ['FINANCIAL'], purposes: ['CREDIT'], basis: 'CONSENT', consent: 'SCORING' },
  { categories: ['FINANCIAL', 'BEHAVIOUR'], purposes: ['SUPPORT'], basis: 'CONTRACT' },
  { categories: ['HEALTH'], purposes: ['CARE'], laws: ['GDPR', 'UNKNOWN'], callers: ['operator'], basis: 'CONSENT' },
  {
    categories: ['IDENTITY', 'CONTACT', 'BEHAVIOUR', 'FINANCIAL'],
    purposes: ['AUDIT'],
    callers: ['operator'],
    basis: 'LEGAL_OBLIGATION',
  },
];

interface Key {
  readonly name: string;
  readonly kind: PrincipalKind;
  readonly scopes: readonly Scope[];
  readonly purposes: readonly string[];
  /** Sees the people of this territory only. */
  readonly territory?: string;
}

const KEYS: readonly Key[] = [
  { name: 'shop app', kind: 'user', scopes: READ, purposes: PURPOSES },
  { name: 'bare app', kind: 'user', scopes: READ, purposes: [] },
  { name: 'Acme', kind: 'partner', scopes: READ, purposes: PURPOSES },
  { name: 'Bolt', kind: 'partner', scopes: READ, purposes: PURPOSES },
  { name: 'Narrow', kind: 'partner', scopes: ['customer:read', 'orders:read'], purposes: PURPOSES },
  { name: 'Regio', kind: 'partner', scopes: READ, purposes: PURPOSES, territory: 'EAST' },
  { name: 'desk', kind: 'operator', scopes: READ, purposes: PURPOSES },
];

/** Statements that contradict, expire, lack a time and name partners, differently for each person. */
function consentsOf(index: number): readonly ToldConsent[] {
  const statement = fc.record(
    {
      purpose: fc.constantFrom('MARKETING', 'MARKETING', 'SCORING', 'CREDIT', 'CARE'),
      state: fc.constantFrom(
        'GRANTED' as const,
        'GRANTED' as const,
        'GRANTED' as const,
        'DENIED' as const,
        'WITHDRAWN' as const,
        'UNKNOWN' as const,
      ),
      partner: fc.constantFrom('Acme', 'Bolt'),
      collectedAt: fc.constantFrom('2024-01-01T00:00:00Z', '2025-01-01T00:00:00Z', '2026-01-01T00:00:00Z'),
      expiresAt: fc.constantFrom('2026-02-01T00:00:00Z', '2099-01-01T00:00:00Z'),
    },
    { requiredKeys: ['purpose', 'state'] },
  );
  return fc.sample(fc.array(statement, { minLength: 0, maxLength: 6 }), { numRuns: 1, seed: 360 + index })[0] ?? [];
}

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

interface Call {
  readonly key: Key;
  readonly purpose: string | undefined;
}

function seeOf(person: Person, { key, purpose }: Call, consents?: 'unreadable'): See {
  const caller: OracleCaller = { name: key.name, kind: key.kind, purpose };
  const laws = lawsFor(person);
  const said = consents ?? [...person.consents, ...(told.get(person.id) ?? [])];
  return (categories, hasMask = false) => seen(RULES, { categories, hasMask, caller, laws, consents: said });
}

function expectedOf(person: Person, ask: Ask, call: Call): unknown {
  if (ask.scope && !call.key.scopes.includes(ask.scope)) return null;
  const see = seeOf(person, call);
  const finance: See = (categories, hasMask) =>
    categories.includes('FINANCIAL') && !call.key.scopes.includes('finance:read')
      ? 'nothing'
      : see(categories, hasMask);
  return ask.expected(person, finance, call);
}

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
  isVisible(person, call) && all(seeOf(person, call), categories);

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

const canaries = () =>
  world.people.flatMap(({ consents: _consents, kind: _kind, territory: _territory, addresses, ...person }) => [
    ...textsIn(person),
    ...addresses.flatMap(({ lines, locality, postalCode }) => [...lines, locality, postalCode]),
  ]);

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return value.length >= 6 && value !== 'people' && value !== 'LOYALTY' ? [value] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

const SECTIONS = expect.any(Array) as unknown;
const ALLOWED_CODES = ['CUSTOMER_NOT_FOUND', 'FIELD_FORBIDDEN', 'FIELD_WITHHELD', 'RECORD_NOT_FOUND'];

/** What stands beside the data may name fields and reasons, never a value. */
function expectNothingBeside({ errors = [], extensions }: GraphAnswer, sections: unknown): void {
  const text = JSON.stringify({ errors, extensions, sections });
  expect(canaries().filter((canary) => text.includes(canary))).toEqual([]);
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
            ...Object.fromEntries(asked.map(([ask], index) => [`f${index}`, expectedOf(of, ask, call)])),
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
      const see = seeOf(person, call);
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
