/** The answer to one operation as a client reads it. */
export interface Answer {
  readonly data?: unknown;
  readonly errors?: readonly AnswerError[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

export interface AnswerError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/**
 * What differs between two answers; undefined when nothing that matters does.
 *
 * The data must be equal, the order of its keys included. Errors must be equal as multisets, with one exception that the
 * GraphQL specification makes ("Handling Execution Errors"): where a null was handed up to a place of the answer, whatever was
 * under way at or below that place may be given up, so which errors stand there depends on the order of the work. At or below
 * such a place both must have an error, or neither.
 */
export function compareAnswers(walked: Answer, planned: Answer): string | undefined {
  const [left, right] = [JSON.stringify(walked.data), JSON.stringify(planned.data)];
  if (left !== right) return `data:\n  walk ${left}\n  plan ${right}`;
  const errors = compareTexts('errors', errorsOf(walked), errorsOf(planned));
  const isCut = [walked, planned].some(({ data, errors: all = [] }) => all.some(({ path }) => nullAbove(data, path)));
  return errors ?? compareTexts('extensions', extensionsOf(walked, isCut), extensionsOf(planned, isCut));
}

function compareTexts(what: string, walked: readonly string[], planned: readonly string[]): string | undefined {
  const onlyWalked = without(walked, planned);
  const onlyPlanned = without(planned, walked);
  if (onlyWalked.length === 0 && onlyPlanned.length === 0) return undefined;
  return `${what}:\n  only walk ${onlyWalked.join('\n            ')}\n  only plan ${onlyPlanned.join('\n            ')}`;
}

function without(texts: readonly string[], others: readonly string[]): string[] {
  const left = [...others];
  return texts.filter((text) => {
    const index = left.indexOf(text);
    if (index >= 0) left.splice(index, 1);
    return index === -1;
  });
}

/** Each error as text; those at or below a place that a null was handed up to as one that names the place. */
function errorsOf({ data, errors = [] }: Answer): string[] {
  const above = errors.map(({ path }) => nullAbove(data, path));
  const places = new Set(above.flatMap((place) => (place ? [JSON.stringify(place)] : [])));
  const exact = errors.filter(({ path }, index) => above[index] === undefined && !places.has(JSON.stringify(path)));
  return [...exact.map((error) => JSON.stringify(error)), ...[...places].map((place) => `some at or below ${place}`)];
}

/** The null that stands above the path, if there is one; the path to it. */
function nullAbove(data: unknown, path: readonly (string | number)[] = []): readonly (string | number)[] | undefined {
  let value = data;
  for (const [depth, key] of path.entries()) {
    if (value === null) return path.slice(0, depth);
    value = typeof value === 'object' && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
  }
  return undefined;
}

/**
 * The request's id is its own; older copies may be noted in any order. Which of them were noted in time depends on the order
 * of the work where a null was handed up, and for customer records, which are not waited for once they cannot matter.
 */
function extensionsOf({ extensions = {} }: Answer, isCut: boolean): string[] {
  const { requestId: _own, freshness = [], ...rest } = extensions;
  const copies = (freshness as readonly { readonly coordinate?: string }[]).filter(
    ({ coordinate }) => !isCut && coordinate !== 'Customer',
  );
  return [...copies.map((part) => JSON.stringify(part)), JSON.stringify(rest)];
}
