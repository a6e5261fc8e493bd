/** One documented case of a function; every one is run as a test and printed in docs/mapping-functions.md. */
export interface FunctionExample {
  readonly expression: string;
  /** The row, when the expression reads one. */
  readonly in?: unknown;
  /** Absent when the answer is nothing. */
  readonly out?: unknown;
  /** Code of the problem that is reported. */
  readonly problem?: string;
}

/** A function mappings may call by `$name`: synchronous, pure, total. It never throws; it answers a Refusal instead, or a Flawed value. */
export interface StandardFunction {
  /** How it is called, for people: `$isoDateTime(value, zone?, order?)`. */
  readonly usage: string;
  /** JSONata signature; it checks only the number of arguments, since rows may hold anything. */
  readonly signature: string;
  readonly summary: string;
  readonly accepts: string;
  readonly refuses: string;
  readonly examples: readonly FunctionExample[];
  readonly apply: (...args: readonly unknown[]) => unknown;
}
