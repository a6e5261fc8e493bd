import { setTimeout as delay } from 'node:timers/promises';
import { SOURCES } from './customer-page.ts';
import { peopleInLog } from './expect-partial-answer.ts';
import { startFailingGateway, START_TIMEOUT_MS, type FailingGateway } from './failing-gateway.ts';

const COOLDOWN_MS = 1_500;

describe('a source that was down and is back', () => {
  let gateway: FailingGateway;
  beforeAll(async () => {
    const breaker = { failureRatio: 0.5, window: '1s', minimumCalls: 2, cooldown: `${COOLDOWN_MS}ms` };
    gateway = await startFailingGateway({ settings: { breaker } });
  }, START_TIMEOUT_MS);
  afterAll(() => gateway.stop());

  const healthOf = async (source: string) => {
    const { data } = await gateway.query('{ sources { name health } }');
    const all = data?.['sources'] as unknown as { name: string; health: string }[];
    return all.find(({ name }) => name === source)?.health;
  };

  it.each(SOURCES)('%s: is left alone while it is down, and answers again afterwards', async (source) => {
    const demo = gateway.sources[source];
    // Answers 500 and not nothing, so that it sees who still asks.
    demo.setFault({ kind: 'status', status: 500 });
    for (let ask = 0; ask < 20 && (await healthOf(source)) !== 'DOWN'; ask += 1) await gateway.askPage();
    expect(await healthOf(source)).toBe('DOWN');

    demo.resetCalls();
    const { errors } = await gateway.askPage();
    expect(demo.calls()).toEqual([]);
    expect(errors).toContainEqual(
      expect.objectContaining({
        extensions: { code: 'SOURCE_UNAVAILABLE', source, retryable: true, retryAfterMs: COOLDOWN_MS },
      }),
    );

    demo.setFault(undefined);
    await delay(COOLDOWN_MS + 100);
    // The first question is the probe; those beside it may still be turned away.
    await gateway.askPage();
    const { page, errors: none } = await gateway.askPage();
    expect(none).toBeUndefined();
    expect(page).toEqual(gateway.healthy.page);
    expect(await healthOf(source)).toBe('UP');
  });

  it('leaves nobody in the log', () => expect(peopleInLog(gateway)).toEqual([]));
});
