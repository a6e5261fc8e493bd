import { z } from 'zod';

const atMost = z.int().min(0).max(1_000_000_000);

/** How much one credential may ask for, unless its key says otherwise. */
export const QuotaSettings = z.strictObject({
  requestsPerMinute: atMost
    .default(0)
    .describe('Requests a minute for one credential whose key says nothing else; 0 for any number.'),
  costPerMinute: atMost.default(0).describe('The same for the cost of its operations, as `limits.maxCost` counts it.'),
  costPerDay: atMost.default(0).describe('The same for a day.'),
  concurrent: atMost.default(256).describe('Requests of one credential in flight at one gateway; 0 for any number.'),
  gateways: z
    .int()
    .min(1)
    .max(1_000)
    .default(1)
    .describe('How many gateways share these quotas: without Redis, or while it is away, each lets through its part.'),
});

export type QuotaSettings = z.output<typeof QuotaSettings>;
