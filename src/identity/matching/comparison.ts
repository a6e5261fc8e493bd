import type { Features } from './features.ts';

/** Level of a pair of which one side does not say: it counts neither for nor against. */
export const MISSING = 255;

/** However rare, a coincidence counts for no less than this. */
export const LEAST_SHARE = 1e-8;

/** How one field of two records is compared: a ladder of levels from the best agreement down to disagreement. */
export interface Comparison {
  readonly field: string;
  readonly levels: readonly string[];
  /** Shipped parameters, used when there is too little data to estimate: share of each level among true pairs, */
  readonly m: readonly number[];
  /** and among pairs of two random records. */
  readonly u: readonly number[];
  /** Index into `levels`, or MISSING. Symmetric. */
  readonly compare: (a: Features, b: Features) => number;
  /** Where a common value says less than a rare one; undefined where the level's own `u` holds. Symmetric. */
  readonly coincidence?: (pair: ComparedPair, share: ValueShare) => Coincidence | undefined;
  /** Values whose frequency `coincidence` asks for, as `table value`. */
  readonly values?: (features: Features) => readonly string[];
}

/** How likely two random records coincide as a pair does: a probability of its own, or so many times the level's `u`. */
export type Coincidence = { readonly share: number } | { readonly times: number };

export interface ComparedPair {
  readonly a: Features;
  readonly b: Features;
  readonly level: number;
}

/** Share of records that hold a value of `Comparison.values`. */
export type ValueShare = (value: string) => number;
