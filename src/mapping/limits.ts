/** What one evaluation may use before it is stopped. Every limit is on by default. */
export interface Limits {
  /** Loop turns, calls and steps an evaluation may take. */
  readonly fuel: number;
  /** Nested calls of functions written in the expression. */
  readonly depth: number;
  /** Members of any one array. */
  readonly sequenceLength: number;
  /** Characters of any one string. */
  readonly stringLength: number;
  readonly timeoutMs: number;
}

export const DEFAULT_LIMITS: Limits = {
  fuel: 5_000_000,
  depth: 500,
  sequenceLength: 100_000,
  stringLength: 1_000_000,
  timeoutMs: 1_000,
};
