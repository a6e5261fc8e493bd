import { Counter, Gauge, Registry } from 'prom-client';
import { createMetricsSum, type MetricsSnapshot } from '../../../src/telemetry/metrics-sum.ts';

/** What a worker says that has counted so many and uses so much. */
async function snapshotOf(counted: number, used: number): Promise<MetricsSnapshot> {
  const registry = new Registry();
  new Counter({ name: 'asked', help: 'asked', labelNames: ['by'], registers: [registry] }).inc({ by: 'all' }, counted);
  new Gauge({ name: 'used', help: 'used', registers: [registry] }).set(used);
  return registry.getMetricsAsJSON();
}

describe('the sum of workers', () => {
  it('counts what each has counted', async () => {
    const page = await createMetricsSum().render(
      new Map([
        [1, await snapshotOf(3, 10)],
        [2, await snapshotOf(4, 20)],
      ]),
    );
    expect(page).toContain('asked{by="all"} 7');
    expect(page).toContain('used 30');
  });

  it('shows one that does not answer as it was', async () => {
    const sum = createMetricsSum();
    await sum.render(new Map([[1, await snapshotOf(3, 10)]]));
    expect(await sum.render(new Map([[2, await snapshotOf(4, 20)]]))).toContain('asked{by="all"} 7');
  });

  it('keeps what ended ones have counted, and frees what they used', async () => {
    const sum = createMetricsSum();
    for (const worker of [1, 2, 3]) {
      await sum.render(new Map([[worker, await snapshotOf(worker, 10)]]));
      await sum.forget(worker);
    }
    const page = await sum.render(new Map([[4, await snapshotOf(4, 20)]]));
    expect(page).toContain('asked{by="all"} 10');
    expect(page).toContain('used 20');
  });

  it('is not changed by one that was never heard of', async () => {
    const sum = createMetricsSum();
    await sum.forget(1);
    expect(await sum.render(new Map([[2, await snapshotOf(4, 20)]]))).toContain('asked{by="all"} 4');
  });
});
