import { everySourceInTurn } from './every-source-in-turn.ts';
import { startFailingGateway, START_TIMEOUT_MS, type FailingGateway } from './failing-gateway.ts';

everySourceInTurn('a source that answers 429 with Retry-After', {
  fault: { kind: 'throttled', retryAfterSeconds: 1 },
  code: 'SOURCE_THROTTLED',
  extensions: { retryAfterMs: expect.any(Number) },
});

describe('a source that asked to be left alone', () => {
  let gateway: FailingGateway;
  beforeAll(async () => (gateway = await startFailingGateway()), START_TIMEOUT_MS);
  afterAll(() => gateway.stop());

  it('gets no call before the time it named, and each answer says how much of it is left', async () => {
    const { scm } = gateway.sources;
    scm.setFault({ kind: 'throttled', retryAfterSeconds: 60 });
    await gateway.askPage();
    scm.resetCalls();
    const { errors = [] } = await gateway.askPage();
    expect(scm.calls()).toEqual([]);
    const left = errors.map(({ extensions }) => Number(extensions['retryAfterMs']));
    expect(left).not.toEqual([]);
    expect(left.filter((ms) => !(ms > 0 && ms < 60_000))).toEqual([]);
  });
});
