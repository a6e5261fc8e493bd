import type { z } from 'zod';
import type { Route } from '../connector/route.ts';

/** A route in service: together with the canonical type its rows must have. */
export interface LiveRoute {
  readonly route: Route;
  /** Checks one mapped row. */
  readonly schema: z.ZodType;
}
