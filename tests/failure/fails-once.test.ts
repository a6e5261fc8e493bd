import type { Fault } from '../../src/demo/fault.ts';
import { SOURCES } from './customer-page.ts';
import { startFailingGateway, START_TIMEOUT_MS, type FailingGateway } from './failing-gateway.ts';

const ONCE: readonly Fault[] = [
  { kind: 'status', status: 503, times: 1 },
  { kind: 'reset', times: 1 },
];

describe('a source that fails once', () => {
  let gateway: FailingGateway;
  beforeAll(async () => (gateway = await startFailingGateway()), START_TIMEOUT_MS);
  afterAll(() => gateway.stop());

  it.each(SOURCES.flatMap((source) => ONCE.map((fault) => [source, fault.kind, fault] as const)))(
    '%s, %s: is asked again, and nobody notices',
    async (source, _kind, fault) => {
      gateway.sources[source].setFault(fault);
      const { page, errors } = await gateway.askPage();
      expect(errors).toBeUndefined();
      expect(page).toEqual(gateway.healthy.page);
    },
  );
});
