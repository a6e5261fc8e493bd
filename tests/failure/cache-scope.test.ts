import { startFailingGateway, START_TIMEOUT_MS, type FailingGateway } from './failing-gateway.ts';

describe('a copy that was read for somebody else', () => {
  let gateway: FailingGateway;
  beforeAll(async () => {
    gateway = await startFailingGateway({ settings: { cache: { ttl: '1h', staleIfError: '1h' } } });
  }, START_TIMEOUT_MS);
  afterAll(() => gateway.stop());

  it.each([
    ['fresh', false],
    ['standing in for sources that are down', true],
  ])('%s: does not reach a caller without the scope', async (_name, down) => {
    const { key } = await gateway.app.access.createKey({ name: 'customers only', scopes: ['customer:read'] });
    const fault = down ? ({ kind: 'down' } as const) : undefined;
    for (const source of Object.values(gateway.sources)) source.setFault(fault);
    const { page, errors = [] } = await gateway.askPage({ key, ...(down && { maxAge: '0s' }) });
    for (const source of Object.values(gateway.sources)) source.setFault(undefined);

    expect(page['displayName']).toBe(gateway.healthy.page['displayName']);
    for (const part of ['orders', 'invoices', 'payments', 'credit', 'shipments', 'segments']) {
      expect([part, page[part]]).toEqual([part, null]);
      expect(errors).toContainEqual(
        expect.objectContaining({
          path: ['customer', part],
          extensions: expect.objectContaining({ code: 'FIELD_FORBIDDEN' }),
        }),
      );
      expect(page.sections).toContainEqual(
        expect.objectContaining({ part: `Customer.${part}`, status: 'WITHHELD', reason: 'FIELD_FORBIDDEN' }),
      );
    }
  });
});
