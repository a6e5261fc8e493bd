import { startGateway, type TestGateway } from '../start-gateway.ts';

const LEVELS = 30;

/** Each fragment spreads the next one twice: in less than 2 kB a billion fields. */
function exponentialQuery(leaf: string): string {
  const levels = Array.from({ length: LEVELS }, (_unused, level) => {
    const inner = level + 1 < LEVELS ? `...F${level + 1} ...F${level + 1}` : leaf;
    return `fragment F${level} on Customer { ${inner} }`;
  });
  return `{ customers(first: 1) { nodes { ...F0 } } } ${levels.join(' ')}`;
}

/** The same by nesting: each level lists customers' parents twice under other names. */
const NESTED = exponentialQuery('a: parent { id }').replaceAll(
  /\.\.\.(F[1-9]\d*) \.\.\.\1/g,
  'a: parent { ...$1 } b: parent { ...$1 }',
);

describe('a short query that asks for a billion things', () => {
  let gateway: TestGateway;

  beforeAll(async () => {
    gateway = await startGateway({ sync: false });
  }, 60_000);
  afterAll(async () => gateway.stop());

  const callsAtTheSources = () =>
    Object.values(gateway.sources).reduce((sum, source) => sum + source.calls().length, 0);

  it.each([
    ['fields', exponentialQuery('displayName')],
    ['lists from a source', exponentialQuery('orders { nodes { id } }')],
    ['customers in customers', NESTED],
    ['type names', exponentialQuery('__typename')],
  ])('is refused without asking any source: %s', async (_what, query) => {
    expect(query.length).toBeLessThan(2_200);
    const before = callsAtTheSources();
    const answer = await gateway.query(query);
    expect(answer.errors).toMatchObject([{ extensions: { code: 'QUERY_TOO_COSTLY', retryable: false } }]);
    expect(answer.data ?? null).toBeNull();
    expect(callsAtTheSources()).toBe(before);
  });

  it('leaves the gateway answering others', async () => {
    expect(await gateway.query('{ viewer { name } }')).toMatchObject({ data: { viewer: { name: 'test' } } });
  });
});
