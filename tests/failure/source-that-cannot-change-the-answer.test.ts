import { START_TIMEOUT_MS, startFailingGateway, type FailingGateway } from './failing-gateway.ts';

/** Long beside an answer, short beside the time a source has. */
const PATIENCE_MS = 8_000;

describe('a source that cannot change the answer', () => {
  let gateway: FailingGateway;

  beforeAll(async () => {
    gateway = await startFailingGateway({ settings: { timeoutMs: 60_000 }, flags: { requestTimeoutMs: 30_000 } });
  }, START_TIMEOUT_MS);
  afterAll(() => gateway.stop());

  async function ask(fields: string) {
    const response = await fetch(gateway.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${gateway.key}` },
      body: JSON.stringify({
        query: `query ($id: ID!) { customer(id: $id) { ${fields} } }`,
        variables: { id: gateway.healthy.page.id },
      }),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    return (await response.json()) as { data: { customer: Record<string, unknown> }; errors?: unknown };
  }

  it.each(['first, walked', 'then, as a plan'])('is not waited for: %s', async () => {
    gateway.sources.finance.setFault({ kind: 'hang' });
    const { data, errors } = await ask('displayName');
    gateway.sources.finance.setFault(undefined);
    expect(errors).toBeUndefined();
    expect(data.customer['displayName']).toBe(gateway.healthy.page.displayName);
  });

  it('is not asked when it has nothing to say of the fields', async () => {
    for (const source of Object.values(gateway.sources)) source.resetCalls();
    await ask('birthDate');
    const asked = Object.values(gateway.sources).filter((source) => source.calls().length > 0);
    expect(asked.map(({ name }) => name)).toEqual(['erp']);
  });

  it('but is waited for where it can', async () => {
    gateway.sources.finance.setFault({ kind: 'hang' });
    await expect(ask('emails { address }')).rejects.toMatchObject({ name: 'TimeoutError' });
    gateway.sources.finance.setFault(undefined);
  });
});
