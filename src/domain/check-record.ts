import type { z } from 'zod';

/** A value that could not be kept, by its place in the canonical record; never the value itself. */
export interface RecordProblem {
  /** `lines.0.quantity`; empty when the whole record is concerned. */
  readonly path: string;
  /** `WRONG_TYPE` from the canonical check, or what a mapping reports: `UNKNOWN_CODE`, `INVALID_PHONE`. */
  readonly code: string;
  readonly message: string;
}

export interface CheckedRecord {
  /** Undefined when what is left lacks something required of the record itself. */
  readonly value: unknown;
  readonly problems: readonly RecordProblem[];
  /** Where a path of the given record leads in `value`; to the list itself for an element that was taken out of it. */
  readonly placeOf: (path: string) => string;
}

type Path = readonly PropertyKey[];

/**
 * Keeps what fits the canonical type and says what did not: a bad field becomes null where the type allows it, else the
 * object around it goes, and so on outwards. Nothing is coerced.
 */
export function checkRecord(schema: z.ZodType, record: unknown): CheckedRecord {
  const first = schema.safeParse(record);
  if (first.success) return { value: first.data, problems: [], placeOf: (path) => path };

  const problems = first.error.issues.map((issue) => ({
    path: issue.path.map(String).join('.'),
    code: 'WRONG_TYPE',
    message: issue.message,
  }));
  return { ...prune(schema, record, first.error.issues), problems };
}

/** The indexes that the elements left in a list had at first; a list that lost none is not in it. */
type Origins = WeakMap<readonly unknown[], readonly number[]>;

/** Takes out what is wrong, from the inside outwards, until the rest fits; undefined when nothing can. */
function prune(
  schema: z.ZodType,
  record: unknown,
  firstIssues: readonly { path: Path }[],
): Pick<CheckedRecord, 'value' | 'placeOf'> {
  const copy: unknown = structuredClone(record);
  const cleared = new Set<string>();
  const origins: Origins = new WeakMap();
  const placeOf = (path: string) => placeIn(copy, path, origins);
  let issues = firstIssues;
  for (;;) {
    const paths = issues.map(({ path }) => nextToClear(path, cleared));
    if (paths.some((path) => path.length === 0)) return { value: undefined, placeOf };
    clear(copy, paths, { cleared, origins });
    const again = schema.safeParse(copy);
    if (again.success) return { value: again.data, placeOf };
    issues = again.error.issues;
  }
}

/** The issue's own place, or the nearest place around it that has not been cleared in vain. */
function nextToClear(path: Path, cleared: ReadonlySet<string>): Path {
  return cleared.has(path.join('.')) ? nextToClear(path.slice(0, -1), cleared) : path;
}

function clear(
  root: unknown,
  paths: readonly Path[],
  { cleared, origins }: { cleared: Set<string>; origins: Origins },
): void {
  const shrunk = new Set<unknown[]>();
  for (const path of paths) {
    const parent = path.slice(0, -1).reduce<unknown>((value, key) => childOf(value, key), root);
    if (typeof parent !== 'object' || parent === null) continue;
    if (Array.isArray(parent)) shrunk.add(parent);
    else cleared.add(path.join('.'));
    Reflect.set(parent, path.at(-1) ?? '', null);
    // Elements after a removed one move up, so what was tried inside this list no longer says anything.
    if (Array.isArray(parent)) forgetBelow(path.slice(0, -1).join('.'), cleared);
  }
  for (const list of shrunk) {
    const before = origins.get(list) ?? [...list.keys()];
    origins.set(
      list,
      before.filter((_, index) => list[index] !== null),
    );
    list.splice(0, list.length, ...list.filter((element) => element !== null));
  }
}

function placeIn(root: unknown, path: string, origins: Origins): string {
  const place: string[] = [];
  let value = root;
  for (const step of path.split('.')) {
    const left = Array.isArray(value) ? origins.get(value) : undefined;
    const index = left?.indexOf(Number(step));
    if (index === -1) break;
    const name = index === undefined ? step : String(index);
    place.push(name);
    value = childOf(value, name);
  }
  return place.join('.');
}

function forgetBelow(prefix: string, cleared: Set<string>): void {
  for (const path of cleared) if (path.startsWith(`${prefix}.`)) cleared.delete(path);
}

function childOf(value: unknown, key: PropertyKey): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}
