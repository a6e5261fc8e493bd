import { z } from 'zod';

const limits = {
  /** Only requests whose path starts so. */
  path: z.string().optional(),
  /** Only so many answers; afterwards the fault is gone. */
  times: z.int().positive().optional(),
};
const key = z.string();

/** How a demo system can be told to misbehave. */
export const Fault = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.enum(['down', 'hang', 'html', 'empty', 'truncated', 'reset', 'endlessPaging', 'errorIn200']),
    ...limits,
  }),
  z.strictObject({ kind: z.literal('slow'), delayMs: z.int().nonnegative(), ...limits }),
  z.strictObject({
    kind: z.literal('drip'),
    delayMs: z.int().positive().optional(),
    bytes: z.int().positive().optional(),
    ...limits,
  }),
  z.strictObject({ kind: z.literal('status'), status: z.int().min(400).max(599), ...limits }),
  z.strictObject({ kind: z.literal('throttled'), retryAfterSeconds: z.int().nonnegative(), ...limits }),
  z.strictObject({ kind: z.literal('oversized'), bytes: z.int().positive(), ...limits }),
  z.strictObject({ kind: z.literal('gzipBomb'), bytes: z.int().positive().optional(), ...limits }),
  z.strictObject({ kind: z.literal('deepJson'), depth: z.int().positive().optional(), ...limits }),
  z.strictObject({ kind: z.enum(['missingRow', 'duplicateRow']), key, ...limits }),
  z.strictObject({ kind: z.literal('wrongType'), field: z.string(), value: z.json().optional(), ...limits }),
]);
export type Fault = z.infer<typeof Fault>;

export interface FaultSwitch {
  set(faults: Fault | readonly Fault[] | undefined): void;
  /** The fault for this request, counted as used; undefined when the server should behave. */
  take(path: string): Fault | undefined;
}

export function createFaultSwitch(): FaultSwitch {
  let active: { fault: Fault; left: number }[] = [];
  return {
    set(faults) {
      const list = faults === undefined ? [] : [faults].flat();
      active = list.map((fault) => ({ fault, left: fault.times ?? Number.POSITIVE_INFINITY }));
    },
    take(path) {
      const found = active.find(({ fault, left }) => left > 0 && path.startsWith(fault.path ?? '/'));
      if (found === undefined) return undefined;
      found.left -= 1;
      return found.fault;
    },
  };
}
