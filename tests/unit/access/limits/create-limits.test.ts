import { createCounters } from '../../../../src/access/limits/counters.ts';
import { createLimits } from '../../../../src/access/limits/create-limits.ts';
import { QuotaSettings } from '../../../../src/config/quota-settings.ts';
import { principalWith } from '../../../principal-with.ts';

const limitsOf = (settings: Partial<QuotaSettings> = {}) =>
  createLimits({ settings: QuotaSettings.parse(settings), counters: createCounters({ gateways: 1 }) });
const exceeded = expect.objectContaining({ code: 'QUOTA_EXCEEDED', retryAfterMs: expect.any(Number) });
const partner = principalWith({ id: 'partner' });

describe('what a credential may ask for', () => {
  it('is any number when nothing says otherwise', async () => {
    const limits = limitsOf({ concurrent: 0 });
    for (let asked = 0; asked < 1_000; asked += 1) await limits.enter(partner);
    await expect(limits.spend(partner, 1_000_000_000)).resolves.toBeUndefined();
  });

  it('is what the settings say, for each credential by itself', async () => {
    const limits = limitsOf({ requestsPerMinute: 2 });
    await limits.enter(partner);
    await limits.enter(partner);
    await expect(limits.enter(partner)).rejects.toEqual(exceeded);
    await limits.enter(principalWith({ id: 'another' }));
    await limits.enter({ ...partner, tenant: 'another' });
    await limits.enter({ ...partner, via: 'jwt' });
  });

  it('is what its key says, more or less than the settings', async () => {
    const limits = limitsOf({ requestsPerMinute: 2, costPerMinute: 10 });
    const generous = { ...partner, limits: { requestsPerMinute: 5, costPerMinute: 1_000 } };
    for (let asked = 0; asked < 5; asked += 1) await limits.enter(generous);
    await expect(limits.enter(generous)).rejects.toEqual(exceeded);
    await limits.spend(generous, 1_000);
    await expect(limits.spend(generous, 1)).rejects.toEqual(exceeded);
  });

  it.each([
    ['a minute', { costPerMinute: 100 }],
    ['a day', { costPerDay: 100 }],
  ])('is a budget of cost %s', async (_, settings) => {
    const limits = limitsOf(settings);
    await limits.spend(partner, 60);
    await expect(limits.spend(partner, 60)).rejects.toEqual(exceeded);
    await limits.spend(partner, 40);
    await expect(limits.spend(partner, 0)).rejects.toEqual(exceeded);
  });

  it('is a number of requests at once; one that ends makes room for one', async () => {
    const limits = limitsOf({ concurrent: 2 });
    const leave = await limits.enter(partner);
    await limits.enter(partner);
    await expect(limits.enter(partner)).rejects.toEqual(exceeded);
    leave();
    leave();
    await limits.enter(partner);
    await expect(limits.enter(partner)).rejects.toEqual(exceeded);
  });

  it('does not count a request at once that the rate has refused', async () => {
    const limits = limitsOf({ concurrent: 1, requestsPerMinute: 1 });
    const leave = await limits.enter(partner);
    leave();
    for (let asked = 0; asked < 3; asked += 1) {
      await expect(limits.enter(partner)).rejects.toMatchObject({ message: 'The credential has used up its quota.' });
    }
  });
});
