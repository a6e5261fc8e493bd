import { SOURCES } from './customer-page.ts';
import { startFailingGateway, START_TIMEOUT_MS, type FailingGateway } from './failing-gateway.ts';

const KEPT = { ttl: '1ms', staleIfError: '1h' };

describe('a source that fails after it has answered', () => {
  let gateway: FailingGateway;
  beforeAll(async () => (gateway = await startFailingGateway({ settings: { cache: KEPT } })), START_TIMEOUT_MS);
  afterAll(() => gateway.stop());

  it.each(SOURCES)('%s: the copy stands in, and its section says that it is one', async (source) => {
    gateway.sources[source].setFault({ kind: 'down' });
    const { page, errors, extensions } = await gateway.askPage();
    gateway.sources[source].setFault(undefined);

    expect(errors).toBeUndefined();
    const { sections: _before, ...before } = gateway.healthy.page;
    const { sections, ...after } = page;
    expect(after).toEqual(before);
    const own = sections.filter((section) => section.source === source);
    // Products are no part of a customer's sections.
    expect(own.length === 0).toBe(source === 'inventory');
    // What stands for products is told beside the data.
    expect(extensions?.freshness).toEqual(
      expect.arrayContaining([expect.objectContaining({ source, stale: true, reason: 'SOURCE_UNAVAILABLE' })]),
    );
    const copies = own.map(({ status, reason, retryable }) => ({ status, reason, retryable }));
    expect(copies).toEqual(own.map(() => ({ status: 'STALE', reason: 'SOURCE_UNAVAILABLE', retryable: true })));
    const ofOthers = sections.filter((section) => section.source !== source);
    expect(new Set(ofOthers.map(({ status }) => status))).toEqual(new Set(['OK']));
  });

  it.each(SOURCES)('%s: a refusal is not answered from memory', async (source) => {
    gateway.sources[source].setFault({ kind: 'status', status: 403 });
    const { errors = [] } = await gateway.askPage();
    gateway.sources[source].setFault(undefined);
    expect(errors).not.toEqual([]);
    for (const error of errors) expect(error.extensions).toEqual({ code: 'SOURCE_REJECTED', source, retryable: false });
  });
});
