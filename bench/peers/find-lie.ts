/** One entry of `errors` in an answer. */
export interface AnswerError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: { readonly code?: string };
}

type Path = readonly (string | number)[];

/**
 * The first place where an answer's data says something that is not so, or leaves something out that no error owns up to;
 * undefined when there is none. Relay connections are compared with the lists they hold.
 */
export function findLie(
  truth: unknown,
  data: unknown,
  errors: readonly AnswerError[],
  path: Path = [],
): string | undefined {
  if (isObject(data) && 'nodes' in data) return findLie(truth, data.nodes, errors, [...path, 'nodes']);
  if (isMissing(data, truth)) return truth == null || isOwned(path, errors) ? undefined : `${toPlace(path)} is missing`;
  if (Array.isArray(truth) && Array.isArray(data)) {
    if (truth.length !== data.length) return `${toPlace(path)} has ${data.length} entries instead of ${truth.length}`;
    return firstOf(truth.map((item, index) => () => findLie(item, data[index], errors, [...path, index])));
  }
  if (isObject(truth) && isObject(data)) {
    return firstOf(Object.keys(truth).map((name) => () => findLie(truth[name], data[name], errors, [...path, name])));
  }
  return truth === data ? undefined : `${toPlace(path)} is ${JSON.stringify(data)} instead of ${JSON.stringify(truth)}`;
}

/** A list that cannot be null is empty when its source failed. */
function isMissing(data: unknown, truth: unknown): boolean {
  return data == null || (Array.isArray(data) && data.length === 0 && Array.isArray(truth) && truth.length > 0);
}

/** Whether an error lies at, above or below the place. */
function isOwned(path: Path, errors: readonly AnswerError[]): boolean {
  return errors.some((error) => {
    const at = error.path ?? [];
    const shared = Math.min(at.length, path.length);
    return at.slice(0, shared).every((step, index) => step === path[index]);
  });
}

function firstOf(checks: readonly (() => string | undefined)[]): string | undefined {
  for (const check of checks) {
    const found = check();
    if (found !== undefined) return found;
  }
  return undefined;
}

function toPlace(path: Path): string {
  return ['data', ...path].join('.');
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
