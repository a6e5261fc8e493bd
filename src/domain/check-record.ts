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
}

type Path = readonly PropertyKey[];

/**
 * Keeps what fits the canonical type and says what did not: a bad field becomes null where the type allows it, else the
 * object around it goes, and so on outwards. Nothing is coerced.
 */
export function checkRecord(schema: z.ZodType, record: unknown): CheckedRecord {
  const first = schema.safeParse(record);
  if (first.success) return { value: first.data, problems: [] };

  const problems = first.error.issues.map((issue) => ({
    path: issue.path.map(String).join('.'),
    code: 'WRONG_TYPE',
    message: issue.message,
  }));
  return { value: prune(schema, record, first.error.issues), problems };
}

/** Takes out what is wrong, from the inside outwards, until the rest fits; undefined when nothing can. */
function prune(schema: z.ZodType, record: unknown, firstIssues: readonly { path: Path }[]): unknown {
  const copy: unknown = structuredClone(record);
  const cleared = new Set<string>();
  let issues = firstIssues;
  for (;;) {
    const paths = issues.map(({ path }) => nextToClear(path, cleared));
    if (paths.some((path) => path.length === 0)) return undefined;
    clear(copy, paths, cleared);
    const again = schema.safeParse(copy);
    if (again.success) return again.data;
    issues = again.error.issues;
  }
}

/** The issue's own place, or the nearest place around it that has not been cleared in vain. */
function nextToClear(path: Path, cleared: ReadonlySet<string>): Path {
  return cleared.has(path.join('.')) ? nextToClear(path.slice(0, -1), cleared) : path;
}

function clear(root: unknown, paths: readonly Path[], cleared: Set<string>): void {
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
  for (const list of shrunk) list.splice(0, list.length, ...list.filter((element) => element !== null));
}

function forgetBelow(prefix: string, cleared: Set<string>): void {
  for (const path of cleared) if (path.startsWith(`${prefix}.`)) cleared.delete(path);
}

function childOf(value: unknown, key: PropertyKey): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}
