export interface Match {
  readonly match: string;
  readonly start: number;
  readonly end: number;
  readonly groups: readonly (string | undefined)[];
}

/** A regular expression that cannot be made to run long, whatever the pattern and the text. */
export interface Pattern {
  readonly source: string;
  /** The first match at or after `from`. */
  exec(text: string, from: number): Match | undefined;
  /** The host's own expression, where this text cannot make it run long and none of its matches is empty. */
  quick(text: string): RegExp | undefined;
  readonly hasGroups: boolean;
}

const PATTERN = Symbol('JSONata pattern');

/** The pattern behind a regular expression value, also when it was passed on as an argument. */
export function patternOf(value: unknown): Pattern | undefined {
  if (typeof value !== 'function') return undefined;
  return (value as { [PATTERN]?: Pattern })[PATTERN];
}

/** Lets a function stand for the pattern, so that text functions need not call it match by match. */
export function withPattern<Target extends object>(target: Target, pattern: Pattern | undefined): Target {
  return pattern ? Object.assign(target, { [PATTERN]: pattern }) : target;
}
