import { z } from 'zod';

const most = z.int().min(1).max(1_000_000_000);

/** How much one credential may ask for; what is absent is as the configuration says. Cost is that of the SDL's `@cost` and `@listSize`. */
export const PrincipalLimits = z.strictObject({
  requestsPerMinute: most.optional(),
  costPerMinute: most.optional(),
  costPerDay: most.optional(),
  /** Requests in flight at one gateway. */
  concurrent: most.optional(),
  /** Of one operation. */
  maxCost: most.optional(),
});

export type PrincipalLimits = Readonly<z.output<typeof PrincipalLimits>>;
