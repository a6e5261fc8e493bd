import type { RecordProblem } from '../domain/check-record.ts';

/** Why a field of a record is null, for records whose source gave something that could not be used. */
const problemsByRecord = new WeakMap<object, Map<string, RecordProblem>>();

/** Remembers each problem at the object and field it left empty, so that a null can say why when it is asked for. */
export function rememberProblems(record: unknown, problems: readonly RecordProblem[]): void {
  for (const problem of problems) remember(record, problem.path.split('.'), problem);
}

/** Undefined when nothing is known to be wrong with the field: then its source does not have it. */
export function problemOf(record: object, field: string): RecordProblem | undefined {
  return problemsByRecord.get(record)?.get(field);
}

/** Every problem anywhere in a value, with paths from the value on. */
export function problemsBelow(value: unknown, prefix = ''): RecordProblem[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = [...(problemsByRecord.get(value) ?? [])].map(([field, problem]) => ({
    ...problem,
    path: `${prefix}${field}`,
  }));
  return [...own, ...Object.entries(value).flatMap(([field, child]) => problemsBelow(child, `${prefix}${field}.`))];
}

function remember(holder: unknown, [field, ...rest]: string[], problem: RecordProblem): void {
  if (typeof holder !== 'object' || holder === null || field === undefined) return;
  const value: unknown = Reflect.get(holder, field);
  if (rest.length > 0 && typeof value === 'object' && value !== null) {
    remember(value, rest, problem);
    return;
  }
  const known = problemsByRecord.get(holder) ?? new Map<string, RecordProblem>();
  problemsByRecord.set(holder, known.set(field, problem));
}
