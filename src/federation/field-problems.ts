import type { RecordProblem } from '../domain/check-record.ts';

/** Why a field of a record is null, for records whose source gave something that could not be used. */
const problemsByRecord = new WeakMap<object, Map<string, RecordProblem>>();

/** A problem and the field of a value that is empty, or a list that is shorter, because of it. */
export interface PlacedProblem {
  /** Path from the value on. */
  readonly place: string;
  readonly problem: RecordProblem;
}

/** Remembers each problem at the object and field it left empty, so that a null can say why when it is asked for. */
export function rememberProblems(record: unknown, placed: readonly PlacedProblem[]): void {
  for (const { place, problem } of placed) remember(record, place.split('.'), problem);
}

/** Undefined when nothing is known to be wrong with the field: then its source does not have it. */
export function problemOf(record: object, field: string): RecordProblem | undefined {
  return problemsByRecord.get(record)?.get(field);
}

/** Whether anything is known to be wrong with a field of the record itself. */
export function hasProblems(record: object): boolean {
  return problemsByRecord.has(record);
}

/** Every problem anywhere in a value. */
export function problemsBelow(value: unknown, prefix = ''): PlacedProblem[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = [...(problemsByRecord.get(value) ?? [])].map(([field, problem]) => ({
    place: `${prefix}${field}`,
    problem,
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
