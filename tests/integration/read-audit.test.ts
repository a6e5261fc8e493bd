import { startGateway, type TestGateway } from '../start-gateway.ts';

const NAMES = `query Names($first: Int) { customers(first: $first) { nodes { id displayName emails { address } } } }`;

describe('the audit of reads', () => {
  let gateway: TestGateway;
  beforeAll(async () => (gateway = await startGateway()), 120_000);
  afterAll(() => gateway.stop());

  async function readsSince(count: number) {
    await gateway.app.audit.flush();
    const records = await gateway.app.audit.read();
    return records.slice(count).flatMap(({ entry }) => (entry.kind === 'read' ? entry : []));
  }

  const countAll = async () => {
    await gateway.app.audit.flush();
    return (await gateway.app.audit.read()).length;
  };

  it('holds who read which fields of whom from where, the same whichever executor answers', async () => {
    const before = await countAll();
    const walked = await gateway.query(NAMES, { first: 3 });
    const planned = await gateway.query(NAMES, { first: 3 });
    const ids = (walked.data as unknown as { customers: { nodes: { id: string }[] } }).customers.nodes.map(
      ({ id }) => id,
    );
    const entries = await readsSince(before);
    expect(entries).toHaveLength(2);
    for (const [index, entry] of entries.entries()) {
      expect(entry).toMatchObject({
        who: { via: 'key' },
        operation: { hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
      });
      expect(entry.requestId).toBe([walked, planned][index]?.extensions?.['requestId']);
      expect(entry.customers.toSorted()).toEqual(ids.toSorted());
      expect(entry.released.toSorted()).toEqual(['Customer.displayName', 'Customer.emails', 'EmailAddress.address']);
      expect(entry.sources).toContain('erp');
    }
  });

  it('holds no value', async () => {
    const { data } = await gateway.query(NAMES, { first: 5 });
    await gateway.app.audit.flush();
    const text = JSON.stringify(await gateway.app.audit.read());
    const names = (data as unknown as { customers: { nodes: { displayName: string }[] } }).customers.nodes;
    for (const { displayName } of names) expect(text).not.toContain(displayName);
  });

  it('holds refusals, and nothing of what is no personal data', async () => {
    const before = await countAll();
    const { key } = await gateway.app.access.createKey({ name: 'narrow', scopes: ['customer:read'] });
    const query = '{ customers(first: 1) { nodes { id credit { blocked } } } }';
    const ask = (document: string) => gateway.query(document, {}, { authorization: `Bearer ${key}` });
    await ask(query);
    await ask(query);
    await ask('{ __typename customers(first: 1) { totalCount nodes { id kind } } }');
    const entries = await readsSince(before);
    expect(entries.map(({ released, withheld }) => ({ released, withheld }))).toEqual([
      { released: [], withheld: ['Customer.credit'] },
      { released: [], withheld: ['Customer.credit'] },
    ]);
  });
});
