import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GraphAnswer } from '../start-gateway.ts';
import { canariesOf, READ } from './privacy-expectations.ts';
import { startPrivacyWorld, type Person, type PrivacyWorld } from './privacy-world.ts';

const PAGE = `query ($id: ID!) {
  customer(id: $id) {
    displayName emails { address } orders { nodes { orderNumber invoices { number } } } shipments { nodes { trackingNumber } }
  }
}`;
const EXPORT = 'mutation ($id: ID!) { exportCustomerData(customer: $id) { customer exportedAt complete json html } }';
const ERASE = `mutation ($id: ID!, $reason: String!) {
  eraseCustomer(customer: $id, reason: $reason) { customers erased { place count } remaining { place reason } }
}`;

let folder: string;
let world: PrivacyWorld;
let app: string;
let desk: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'c360-rights-'));
  world = await startPrivacyWorld({ size: 6, flags: { storeUrl: `sqlite:${join(folder, 'c360.db')}` } });
  app = (await world.app.access.createKey({ name: 'app', scopes: READ })).key;
  desk = (await world.app.access.createKey({ name: 'desk', scopes: ['rights:write', 'consent:write'] })).key;
}, 60_000);
afterAll(async () => {
  await world.stop();
  rmSync(folder, { recursive: true, force: true });
});

function ask(key: string, query: string, variables: object): Promise<GraphAnswer> {
  return world.query(query, variables, { authorization: `Bearer ${key}` });
}

function person(index: number): Person {
  const found = world.people[index];
  if (!found) throw new Error(`the world has no person ${index}`);
  return found;
}

const idOf = (of: Person) => world.ids.get(of.id) ?? '';
const known = (text: string, people: readonly Person[]) => canariesOf(people).filter((canary) => text.includes(canary));

it('exports everything that is known of a customer, by source, and nothing of anybody else', async () => {
  const of = person(1);
  const { data } = await ask(desk, EXPORT, { id: idOf(of) });
  const { exportCustomerData: exported } = data as unknown as {
    exportCustomerData: { complete: boolean; json: string; html: string };
  };
  const others = world.people.filter((other) => other !== of);
  expect(exported.complete).toBe(true);
  for (const text of [exported.json, exported.html]) {
    expect(canariesOf([of]).filter((canary) => !text.includes(canary))).toEqual([]);
    expect(known(text, others)).toEqual([]);
  }
  const { sources } = JSON.parse(exported.json) as { sources: { part: string; source: string; fetchedAt: string }[] };
  expect(sources).toContainEqual(
    expect.objectContaining({ part: 'Customer.orders', source: 'people', fetchedAt: expect.any(String) as string }),
  );
});

it('says that an export is not complete while a source does not answer', async () => {
  world.setConsentsDown(true);
  const { data } = await ask(desk, EXPORT, { id: idOf(person(1)) });
  world.setConsentsDown(false);
  expect(data).toMatchObject({ exportCustomerData: { complete: false } });
});

it('lets the data of a customer rest, and lifts it', async () => {
  const of = person(2);
  const change = (name: string) =>
    ask(desk, `mutation ($id: ID!) { ${name}(customer: $id, reason: "asked for it") }`, { id: idOf(of) });
  expect((await change('restrictCustomer')).data).toEqual({ restrictCustomer: true });
  expect((await ask(app, PAGE, { id: idOf(of) })).data).toEqual({ customer: null });
  expect((await ask(desk, EXPORT, { id: idOf(of) })).data).toMatchObject({ exportCustomerData: { complete: true } });
  expect((await change('liftRestriction')).data).toEqual({ liftRestriction: true });
  expect((await ask(app, PAGE, { id: idOf(of) })).data).toMatchObject({ customer: { displayName: of.displayName } });
});

it('erases a customer from everything the gateway keeps, and no sync brings them back', async () => {
  const of = person(3);
  const id = idOf(of);
  for (let time = 0; time < 2; time += 1) await ask(app, PAGE, { id });
  for (const state of ['GRANTED', 'DENIED'])
    await ask(
      desk,
      'mutation ($id: ID!, $consent: ConsentInput!) { recordConsent(customer: $id, consent: $consent) { state } }',
      {
        id,
        consent: { purpose: `${state}_ONE`, state, proof: `form of ${of.familyName}` },
      },
    );

  const { data, errors } = await ask(desk, ERASE, { id, reason: 'asked for it' });
  expect(errors).toBeUndefined();
  expect(data).toEqual({
    eraseCustomer: {
      customers: [id],
      erased: [
        { place: 'identity records', count: 1 },
        { place: 'consents', count: 2 },
        { place: 'cached copies', count: expect.any(Number) },
      ],
      remaining: expect.arrayContaining([
        { place: 'source people', reason: expect.stringContaining('owner') as string },
      ]),
    },
  });

  await world.app.syncIdentity();
  expect((await ask(app, PAGE, { id })).data).toEqual({ customer: null });
  const byEmail = 'query ($email: String) { customerBy(key: { email: $email }) { id } }';
  expect((await ask(app, byEmail, { email: of.emails[0]?.address })).data).toEqual({ customerBy: null });
  const search = 'query ($text: String!) { searchCustomers(text: $text) { nodes { id } } }';
  expect((await ask(app, search, { text: of.familyName })).data).toEqual({ searchCustomers: { nodes: [] } });

  const again = await ask(desk, ERASE, { id, reason: 'asked for it again' });
  expect(again.data).toMatchObject({
    eraseCustomer: { erased: [{ count: 0 }, { count: 0 }, { count: 0 }], remaining: [] },
  });
});

it('keeps nothing of an erased customer in store or log', () => {
  const files = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'latin1'));
  expect(files.length).toBeGreaterThan(0);
  expect(known(files.join('\n'), [person(3)])).toEqual([]);
  expect(known(world.logLines.join('\n'), world.people)).toEqual([]);
});

it.each([
  ['exports', EXPORT],
  ['erases', ERASE],
])('%s nothing for a key without the scope', async (_name, query) => {
  const { data, errors } = await ask(app, query, { id: idOf(person(4)), reason: 'none' });
  expect(data ?? null).toBeNull();
  expect(errors?.map(({ extensions }) => extensions['code'])).toEqual(['FIELD_FORBIDDEN']);
});
