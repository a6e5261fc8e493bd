import { startGateway, type TestGateway } from '../start-gateway.ts';

interface Page {
  readonly totalCount: number;
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
  readonly nodes: readonly { readonly id: string }[];
}

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startGateway();
}, 120_000);

afterAll(() => gateway.stop());

async function readAll(args: string): Promise<string[]> {
  const ids: string[] = [];
  for (let after: string | null = null; ;) {
    const { data, errors } = await gateway.query(
      `query ($after: String) { customers(first: 120, after: $after ${args}) { totalCount pageInfo { hasNextPage endCursor } nodes { id } } }`,
      { after },
    );
    expect(errors).toBeUndefined();
    const page: Page = (data as unknown as { customers: Page }).customers;
    ids.push(...page.nodes.map(({ id }) => id));
    if (page.pageInfo.hasNextPage) after = page.pageInfo.endCursor;
    else return ids;
  }
}

it('lists every customer once, from either end', async () => {
  const oldest = await readAll('');
  expect(new Set(oldest).size).toBe(oldest.length);
  expect(oldest).toEqual(oldest.toSorted());
  expect(await readAll('orderBy: { field: CREATED_AT, direction: DESC }')).toEqual(oldest.toReversed());
});

it('lists the customers of one kind, and of one source', async () => {
  const persons = await readAll('filter: { kind: PERSON }');
  const organisations = await readAll('filter: { kind: ORGANIZATION }');
  const all = await readAll('');
  expect([...persons, ...organisations].toSorted()).toEqual(all);
  expect(persons.length).toBeGreaterThan(0);
  const known = await readAll('filter: { source: "erp" }');
  expect(known.length).toBeLessThanOrEqual(all.length);
  expect(await readAll('filter: { source: "nowhere" }')).toEqual([]);
});

it.each([
  ['customers(first: 201) { totalCount }', 'first: expected 0 to 200, got 201.'],
  ['customers(after: "x") { totalCount }', 'after: expected a cursor that an earlier page gave as endCursor.'],
  ['searchCustomers(text: " a ") { totalCount }', 'text: expected at least 2 characters.'],
])('says what is wrong with %s', async (field, message) => {
  const { errors } = await gateway.query(`{ ${field} }`);
  expect(errors).toEqual([expect.objectContaining({ message, extensions: { code: 'BAD_REQUEST', retryable: false } })]);
});

it('finds customers by the words of the source systems, each once', async () => {
  const [{ displayName } = { displayName: '' }] = gateway.world.truth;
  const { data, errors } = await gateway.query(
    'query ($text: String!) { searchCustomers(text: $text) { nodes { displayName } } }',
    { text: displayName },
  );
  expect(errors).toBeUndefined();
  expect(data).toEqual({ searchCustomers: { nodes: expect.arrayContaining([{ displayName }]) } });
});
