import { startGateway, type TestGateway } from '../start-gateway.ts';
import { startIssuer, type TestIssuer } from '../unit/access/tokens/start-issuer.ts';
import { ask, send, type Attack, type Target } from './attacks/attack.ts';
import { CREDENTIAL_ATTACKS } from './attacks/credentials.ts';
import { DOCUMENT_ATTACKS } from './attacks/documents.ts';
import { REQUEST_ATTACKS } from './attacks/requests.ts';

const ATTACKS = [...DOCUMENT_ATTACKS, ...REQUEST_ATTACKS, ...CREDENTIAL_ATTACKS];

/** Of the inside, and of who else is there: no answer to an attack says any of it. */
const TELLTALE =
  /node_modules|\bat \S+ \(|\.ts:\d|\/src\/|ECONN|ENOENT|sqlite|postgres|redis|select \*|"stack|stacktrace|INTERNAL/i;

let gateway: TestGateway;
let issuer: TestIssuer;
let target: Target;

beforeAll(async () => {
  issuer = await startIssuer();
  gateway = await startGateway({
    flags: {
      'tokens.issuer': issuer.issuer,
      'tokens.audience': issuer.settings.audience,
      trustedProxies: ['127.0.0.1'],
    },
  });
  const { access } = gateway.app;
  const partner = { name: 'partner', scopes: ['customer:read'], purposes: ['SERVICE'] };
  const revoked = await access.createKey(partner);
  await access.revokeKey(revoked.id);
  const expired = await access.createKey({ ...partner, expiresAt: new Date(Date.now() + 50).toISOString() });
  const record = gateway.world.truth[0]?.records.find(({ source }) => source === 'erp');
  const { data } = await gateway.query(
    'query ($record: RecordKey) { customerBy(key: { record: $record }) { id orders(first: 1) { nodes { id } } } }',
    { record },
  );
  const customer = data?.['customerBy'] as unknown as { id: string; orders: { nodes: [{ id: string }] } };
  target = {
    url: new URL(gateway.url),
    partnerKey: (await access.createKey(partner)).key,
    adminKey: gateway.key,
    revokedKey: revoked.key,
    expiredKey: expired.key,
    issuer,
    customerId: customer.id,
    address: '203.0.113.1',
    orderId: customer.orders.nodes[0].id,
  };
}, 120_000);

afterAll(async () => {
  await gateway.stop();
  await issuer.stop();
});

function firstCode(text: string): unknown {
  try {
    return JSON.parse(text).errors?.[0]?.extensions?.code;
  } catch {
    return undefined;
  }
}

it('is of at least 80 attacks, each with a name of its own', () => {
  expect(ATTACKS.length).toBeGreaterThanOrEqual(80);
  expect(new Set(ATTACKS.map(({ name }) => name)).size).toBe(ATTACKS.length);
});

describe('the safe answer is given, and others are served meanwhile, when somebody sends', () => {
  it.each(ATTACKS.map((attack): [string, Attack] => [attack.name, attack]))('%s', async (_, attack) => {
    const [answer, other] = await Promise.all([
      attack.send({ ...target, address: `203.0.${ATTACKS.indexOf(attack)}.1` }),
      ask(target, { query: '{ viewer { name } }' }, { key: target.adminKey }),
    ]);
    expect(attack.status).toContain(answer.status);
    expect({
      code: attack.code && firstCode(answer.text),
      said: TELLTALE.exec(answer.text)?.[0] ?? attack.never?.exec(answer.text)?.[0],
      origin: answer.headers['access-control-allow-origin'],
      madeBy: answer.headers['x-powered-by'],
    }).toEqual({ code: attack.code, said: undefined, origin: undefined, madeBy: undefined });
    expect(JSON.parse(other.text)).toMatchObject({ data: { viewer: { name: 'test' } } });
  });

  it('nothing of it has changed what every object inherits', () => {
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});

describe('no source system is asked for', () => {
  const refused = DOCUMENT_ATTACKS.filter(({ code }) => code === 'QUERY_TOO_COSTLY');
  it.each(refused.map((attack): [string, Attack] => [attack.name, attack]))('%s', async (_, attack) => {
    const calls = () => Object.values(gateway.sources).reduce((sum, source) => sum + source.calls().length, 0);
    const before = calls();
    await attack.send(target);
    expect(calls()).toBe(before);
  });
});

describe('who guesses credentials', () => {
  it('is locked out with all that is new from there, whatever address it claims, and nobody else is', async () => {
    const guess = (index: number) =>
      send(target, {
        headers: {
          authorization: `Bearer guess-${index}`,
          'content-type': 'application/json',
          'x-forwarded-for': `198.51.100.${index}, 203.0.113.200`,
        },
        body: '{"query":"{ viewer { id } }"}',
      });
    const statuses: number[] = [];
    for (let index = 0; index < 120; index += 1) statuses.push((await guess(index)).status);
    expect(statuses).toEqual([...Array<number>(20).fill(401), ...Array<number>(100).fill(429)]);

    const there = { ...target, address: '203.0.113.200' };
    const fresh = await gateway.app.access.createKey({ name: 'fresh', scopes: ['customer:read'] });
    expect((await ask(there, { query: '{ viewer { id } }' }, { key: fresh.key })).status).toBe(429);
    expect((await ask(there, { query: '{ viewer { id } }' })).status).toBe(200);
    expect((await ask(target, { query: '{ viewer { id } }' }, { key: fresh.key })).status).toBe(200);
  });
});
