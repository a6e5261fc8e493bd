import { setTimeout as delay } from 'node:timers/promises';
import { ASKS } from './privacy-asks.ts';
import { canariesOf, consentsOf, expectedOf, READ, RULES, type Call, type Key } from './privacy-expectations.ts';
import { startPrivacyWorld, type Person, type PrivacyWorld, type ToldConsent } from './privacy-world.ts';

const SECONDS = Number(process.env['C360_TEST_PRIVACY_SECONDS'] ?? 4);
const PARTNERS = 50;
const PURPOSES = ['MARKETING', 'SUPPORT', 'CREDIT', 'CARE'];
const NAMES = ['Acme', 'Bolt', 'Cargo', 'Dial', 'Ember'];

/** Each differs from the others in scopes, purpose, name in consents, or the people it sees. */
const KEYS: readonly Key[] = Array.from({ length: PARTNERS }, (_, index) => ({
  name: NAMES[index % NAMES.length] ?? '',
  kind: 'partner',
  scopes: READ.filter((scope, at) => scope === 'customer:read' || (index >> at) % 2 === 0),
  purposes: [PURPOSES[Math.floor(index / NAMES.length) % PURPOSES.length] ?? ''],
  ...(index % 7 === 0 && { territory: index % 2 === 0 ? 'EAST' : 'WEST' }),
}));

const PAGE = `query ($id: ID!) { customer(id: $id) { id ${ASKS.map(({ gql }, at) => `f${at}: ${gql}`).join(' ')} } }`;

let world: PrivacyWorld;
let secrets: readonly string[];
/** What the gateway itself was told about each person; a change replaces the list. */
const told = new Map<string, readonly ToldConsent[]>();
/** What it is being told right now. */
const underWay = new Map<string, readonly ToldConsent[]>();

beforeAll(async () => {
  world = await startPrivacyWorld({
    size: 20,
    consentsOf,
    flags: {
      'privacy.rules': RULES,
      'privacy.rows': [{ callers: ['partner'], roles: ['regional'], rule: 'territory.code = principal.territory' }],
    },
  });
  secrets = await Promise.all(
    KEYS.map(async ({ territory, purposes, ...key }) => {
      const regional = territory === undefined ? {} : { roles: ['regional'], attributes: { territory } };
      return (await world.app.access.createKey({ ...key, purposes: [...purposes], ...regional })).key;
    }),
  );
  // Everything is in the cache, read for a caller who may see all of it.
  for (const person of world.people) await ask('AUDIT', person);
}, 120_000);
afterAll(() => world.stop());

async function ask(purpose: string, person: Person): Promise<void> {
  const key = { name: 'desk', kind: 'operator' as const, scopes: READ, purposes: [purpose] };
  const { key: secret } = await world.app.access.createKey({ ...key, scopes: [...READ] });
  const { data } = await world.query(PAGE, { id: idOf(person) }, { authorization: `Bearer ${secret}` });
  expect(JSON.stringify(data)).toContain(person.familyName);
}

const idOf = (person: Person) => world.ids.get(person.id) ?? '';

function pageOf(person: Person, call: Call, own: readonly ToldConsent[]): object | null {
  const { territory } = call.key;
  if (territory !== undefined && territory !== person.territory) return null;
  const consents = [...person.consents, ...own];
  const fields = ASKS.map((each, at) => [`f${at}`, expectedOf(person, each, { call, consents })]);
  return { id: idOf(person), ...(Object.fromEntries(fields) as object) };
}

interface Tally {
  answers: number;
  readonly wrong: unknown[];
}

async function hammer(index: number, until: number, tally: Tally): Promise<void> {
  const key = KEYS[index];
  const secret = secrets[index];
  if (!key || !secret) return;
  const call: Call = { key, purpose: key.purposes[0] };
  for (let turn = index; Date.now() < until; turn += 1) {
    const person = world.people[turn % world.people.length];
    if (!person) continue;
    const before = told.get(person.id) ?? [];
    const { data, errors, extensions } = await world.query(
      PAGE,
      { id: idOf(person) },
      { authorization: `Bearer ${secret}` },
    );
    const possible = [before, told.get(person.id) ?? [], underWay.get(person.id) ?? before];
    tally.answers += 1;
    // What changes while an answer is on its way may be in it or not; what changed before it was asked for must be.
    const right = possible.some((own) => isEqual(data, { customer: pageOf(person, call, own) }));
    const beside = JSON.stringify({ errors, extensions });
    const leaked = canariesOf(world.people).filter((canary) => beside.includes(canary));
    if (!right || leaked.length > 0) tally.wrong.push({ key, person: person.id, data, leaked });
  }
}

function isEqual(actual: unknown, expected: unknown): boolean {
  try {
    expect(actual).toEqual(expected);
    return true;
  } catch {
    return false;
  }
}

/** People give and take back consents while everybody asks. */
async function changeTheirMinds(until: number): Promise<number> {
  const { key } = await world.app.access.createKey({
    name: 'consent desk',
    scopes: ['customer:read', 'consent:write'],
  });
  let changes = 0;
  for (; Date.now() < until; changes += 1) {
    const person = world.people[(changes * 7) % world.people.length];
    if (!person) continue;
    const state = changes % 2 === 0 ? ('GRANTED' as const) : ('DENIED' as const);
    const partner = NAMES[changes % 3];
    const consent = { purpose: 'MARKETING', state, collectedAt: new Date().toISOString(), ...(partner && { partner }) };
    const own = [...(told.get(person.id) ?? []), consent];
    underWay.set(person.id, own);
    const { errors } = await world.query(
      'mutation ($id: ID!, $consent: ConsentInput!) { recordConsent(customer: $id, consent: $consent) { state } }',
      { id: idOf(person), consent },
      { authorization: `Bearer ${key}` },
    );
    expect(errors).toBeUndefined();
    told.set(person.id, own);
    underWay.delete(person.id);
    await delay(40);
  }
  return changes;
}

it(
  `${PARTNERS} partners ask for ${SECONDS} s for the same people while consents come and go: each answer is right, field by field`,
  async () => {
    const tally: Tally = { answers: 0, wrong: [] };
    const until = Date.now() + SECONDS * 1000;
    const [changes] = await Promise.all([
      changeTheirMinds(until),
      ...KEYS.map((_, index) => hammer(index, until, tally)),
    ]);
    expect(tally.wrong.slice(0, 3)).toEqual([]);
    expect(tally.answers).toBeGreaterThan(PARTNERS);
    expect(changes).toBeGreaterThan(0);
  },
  SECONDS * 1000 + 120_000,
);
