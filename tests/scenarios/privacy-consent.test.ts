import { READ } from './privacy-expectations.ts';
import { startPrivacyWorld, type Person, type PrivacyWorld } from './privacy-world.ts';
import type { GraphAnswer } from '../start-gateway.ts';

const RULES = [
  { categories: ['IDENTITY'], basis: 'CONSENT' },
  { categories: ['CONTACT', 'FINANCIAL'], basis: 'CONSENT', otherwise: 'WITHHOLD' },
  { categories: ['BEHAVIOUR'], basis: 'CONTRACT' },
];
const PAGE = `query ($id: ID!) {
  customer(id: $id) {
    displayName emails { address } orders { totalCount } health { bloodGroup }
    sections { part source status reason retryable }
  }
}`;
const RECORD = `mutation ($id: ID!, $consent: ConsentInput!) {
  recordConsent(customer: $id, consent: $consent) { purpose state partner jurisdiction legalBasis collectedAt expiresAt }
}`;
const WITHDRAW =
  'mutation ($id: ID!, $partner: String) { withdrawConsent(customer: $id, purpose: "ADS", partner: $partner) { state } }';

let world: PrivacyWorld;
let partner: string;
let desk: string;
let ada: Person;
let grace: Person;

beforeAll(async () => {
  world = await startPrivacyWorld({ size: 4, flags: { 'privacy.rules': RULES } });
  partner = await keyOf({ name: 'Acme', scopes: READ, purposes: ['ADS'] });
  desk = await keyOf({ name: 'desk', scopes: ['customer:read', 'consent:write'] });
  const [first, second] = world.people;
  if (!first || !second) throw new Error('the world is empty');
  [ada, grace] = [first, second];
}, 60_000);
afterAll(() => world.stop());

async function keyOf(key: Parameters<PrivacyWorld['app']['access']['createKey']>[0]): Promise<string> {
  return (await world.app.access.createKey(key)).key;
}

function ask(key: string, query: string, variables: object): Promise<GraphAnswer> {
  return world.query(query, variables, { authorization: `Bearer ${key}` });
}

const idOf = (person: Person) => world.ids.get(person.id) ?? '';
const emailsOf = async (person: Person) => {
  const { data } = await ask(partner, 'query ($id: ID!) { customer(id: $id) { emails { address } } }', {
    id: idOf(person),
  });
  return (data as unknown as { customer: { emails: unknown } }).customer.emails;
};

it('says beside the data what was kept back and why', async () => {
  const { data, errors, extensions } = await ask(partner, PAGE, { id: idOf(ada) });
  expect(errors).toBeUndefined();
  expect(data).toEqual({
    customer: {
      displayName: 'S.',
      emails: null,
      orders: { totalCount: 2 },
      health: null,
      sections: [
        { part: 'Customer', source: 'people', status: 'OK', reason: null, retryable: null },
        { part: 'Customer.orders', source: 'people', status: 'OK', reason: null, retryable: null },
        { part: 'Customer.displayName', source: 'gateway', status: 'MASKED', reason: 'NO_CONSENT', retryable: false },
        { part: 'Customer.emails', source: 'gateway', status: 'WITHHELD', reason: 'NO_CONSENT', retryable: false },
        // Below the orders that were asked for: whoever asks for more of them reads here what to expect.
        { part: 'Shipment.shipTo', source: 'gateway', status: 'WITHHELD', reason: 'NO_CONSENT', retryable: false },
        { part: 'Order.invoices', source: 'gateway', status: 'WITHHELD', reason: 'NO_CONSENT', retryable: false },
        { part: 'Customer.health', source: 'gateway', status: 'WITHHELD', reason: 'CATEGORY_OFF', retryable: false },
      ],
    },
  });
  expect(extensions?.['withheld']).toEqual([
    { field: 'Customer.displayName', how: 'MASKED', reason: 'NO_CONSENT', count: 1 },
    { field: 'Customer.emails', how: 'WITHHELD', reason: 'NO_CONSENT', count: 1 },
    { field: 'Customer.health', how: 'WITHHELD', reason: 'CATEGORY_OFF', count: 1 },
  ]);
});

it('shows from the next request on what was agreed to, and not what was taken back', async () => {
  expect(await emailsOf(grace)).toBeNull();
  const consent = {
    purpose: 'ADS',
    state: 'GRANTED',
    jurisdiction: 'GDPR',
    legalBasis: 'Art. 6(1)(a)',
    proof: 'form 7',
  };
  const kept = await ask(desk, RECORD, { id: idOf(grace), consent });
  expect(kept.data).toEqual({
    recordConsent: {
      purpose: 'ADS',
      state: 'GRANTED',
      partner: null,
      jurisdiction: 'GDPR',
      legalBasis: 'Art. 6(1)(a)',
      collectedAt: expect.any(String),
      expiresAt: null,
    },
  });
  expect(await emailsOf(grace)).toEqual(grace.emails);
  await ask(desk, WITHDRAW, { id: idOf(grace) });
  expect(await emailsOf(grace)).toBeNull();
  const { data } = await ask(desk, 'query ($id: ID!) { customer(id: $id) { consents { purpose state } } }', {
    id: idOf(grace),
  });
  expect(data).toEqual({
    customer: {
      consents: [
        { purpose: 'ADS', state: 'GRANTED' },
        { purpose: 'ADS', state: 'WITHDRAWN' },
      ],
    },
  });
});

it.each<[string, string, object, string]>([
  ['a key without the scope', 'partner', { purpose: 'ADS', state: 'GRANTED' }, 'FIELD_FORBIDDEN'],
  ['a state that nobody can say', 'desk', { purpose: 'ADS', state: 'UNKNOWN' }, 'BAD_REQUEST'],
  ['a time to come', 'desk', { purpose: 'ADS', state: 'GRANTED', collectedAt: '2999-01-01T00:00:00Z' }, 'BAD_REQUEST'],
])('keeps no consent for %s', async (_name, who, consent, code) => {
  const { errors } = await ask(who === 'desk' ? desk : partner, RECORD, { id: idOf(ada), consent });
  expect(errors?.map(({ extensions }) => extensions['code'])).toEqual([code]);
  expect(await emailsOf(ada)).toBeNull();
});

it('says by an error what is kept back of an order that was asked for by its own id', async () => {
  const query = 'query ($id: ID!) { order(id: $id) { orderNumber invoices { number } } }';
  const { data, errors } = await ask(partner, query, { id: `order:people:${ada.orders[0]?.id}` });
  expect(data).toEqual({ order: { orderNumber: ada.orders[0]?.orderNumber, invoices: null } });
  const extensions = { code: 'FIELD_WITHHELD', retryable: false, reason: 'NO_CONSENT' };
  expect(errors).toEqual([expect.objectContaining({ path: ['order', 'invoices'], extensions })]);
});

it('leaves a customer whose data must rest to operators, and shows these only what rests on more than a contract', async () => {
  const operator = await keyOf({ name: 'operator', kind: 'operator', scopes: READ, purposes: ['ADS'] });
  const who = { customer: idOf(ada), actor: 'test', reason: 'asked for it' };
  await world.app.identity.restrict(who);
  try {
    const hidden = await ask(partner, PAGE, { id: idOf(ada) });
    expect(hidden.data).toEqual({ customer: null });
    expect(hidden.errors?.[0]?.extensions['code']).toBe('CUSTOMER_NOT_FOUND');
    const { data } = await ask(
      operator,
      'query ($id: ID!) { customer(id: $id) { id orders { totalCount } sections { part reason } } }',
      { id: idOf(ada) },
    );
    expect(data).toEqual({
      customer: { id: idOf(ada), orders: null, sections: [{ part: 'Customer.orders', reason: 'RESTRICTED' }] },
    });
  } finally {
    await world.app.identity.unrestrict(who);
  }
  expect((await ask(partner, PAGE, { id: idOf(ada) })).data).not.toEqual({ customer: null });
});
