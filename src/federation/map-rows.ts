import { isDeepStrictEqual } from 'node:util';
import type { KeyedRow, Route } from '../connector/route.ts';
import { checkRecord, type RecordProblem } from '../domain/check-record.ts';
import { AppError } from '../errors.ts';
import { rememberProblems } from './field-problems.ts';
import type { Outcome, RecipeObserver } from './outcome.ts';
import type { LiveRoute } from './live-route.ts';

/** A canonical record, or the plain value of a field that a connector adds. */
type RowValue = object | string | number | boolean;

interface MappedRow {
  /** None when the row could not be kept. */
  readonly records: readonly RowValue[];
  readonly lost: readonly RecordProblem[];
}

/** Matches rows to the keys that were asked for, maps and checks them. Every key gets an outcome. */
export function mapRows(
  live: LiveRoute,
  keys: readonly string[],
  answer: { rows: readonly KeyedRow[]; fetchedAt: number; observer: RecipeObserver },
): Map<string, Outcome> {
  const rowsByKey = groupByKey(answer.rows, new Set(keys));
  countRows(live, keys, { ...answer, rowsByKey });
  const outcomes = new Map<string, Outcome>();
  for (const key of keys) {
    const mapped = mapAll(live, rowsByKey.get(key) ?? [], answer.observer);
    outcomes.set(key, toOutcome(live, mapped, answer));
  }
  return outcomes;
}

/** The canonical records of rows that were enumerated, without those that could not be kept. */
export function mapRecords(live: LiveRoute, rows: readonly KeyedRow[], observer: RecipeObserver): RowValue[] {
  const mapped = mapAll(
    live,
    rows.map(({ row }) => row),
    observer,
  );
  return mapped.flatMap(({ records }) => records);
}

function mapAll(live: LiveRoute, rows: readonly unknown[], observer: RecipeObserver): MappedRow[] {
  return rows.map((row) => checkRow(live, live.route.mapping.run(row, live.route.bindings), observer));
}

type MappingResult = ReturnType<Route['mapping']['run']>;

function groupByKey(rows: readonly KeyedRow[], asked: ReadonlySet<string>): Map<string, unknown[]> {
  const groups = new Map<string, unknown[]>();
  for (const { key, row } of rows) {
    if (!asked.has(key)) continue;
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return groups;
}

function countRows(
  { route }: LiveRoute,
  keys: readonly string[],
  {
    rows,
    rowsByKey,
    observer,
  }: { rows: readonly KeyedRow[]; rowsByKey: ReadonlyMap<string, unknown[]>; observer: RecipeObserver },
): void {
  const matched = [...rowsByKey.values()].reduce((count, group) => count + group.length, 0);
  const duplicate = route.many ? 0 : matched - rowsByKey.size;
  observer.onRows(route, 'duplicate', duplicate);
  observer.onRows(route, 'unasked', rows.length - matched);
  observer.onRows(route, 'missing', keys.length - rowsByKey.size);
}

function checkRow({ route, schema }: LiveRoute, mapped: MappingResult, observer: RecipeObserver): MappedRow {
  const report = (problem: RecordProblem) => {
    observer.onProblem(route, problem);
    return problem;
  };
  const refused = mapped.problems.map(({ path = '', at = path, code, message }) => {
    report({ path, code, message });
    return { path: at, code, message };
  });
  const failed = refused.find(({ code }) => code === 'MAPPING_FAILED');
  if (failed) return { records: [], lost: [failed] };

  const lost: RecordProblem[] = [];
  const many = Array.isArray(mapped.value);
  const values: readonly unknown[] = Array.isArray(mapped.value) ? mapped.value : [mapped.value];
  const records = values.flatMap((value, index): RowValue[] => {
    const checked = checkRecord(schema, value);
    const own = many ? below(refused, index) : refused;
    for (const problem of checked.problems) report(problem);
    if (isPlain(checked.value)) return [checked.value];
    if (typeof checked.value !== 'object' || checked.value === null) {
      lost.push(whyLost(checked.problems, own));
      return [];
    }
    const record = Object.assign(checked.value, { source: route.source });
    const problems = [...checked.problems, ...own];
    rememberProblems(
      record,
      problems.map((problem) => ({ place: checked.placeOf(problem.path), problem })),
    );
    return [record];
  });
  return { records, lost };
}

function isPlain(value: unknown): value is string | number | boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

/** A required field is missing because the mapping refused its value: that tells more than that it is missing. */
function whyLost([first]: readonly RecordProblem[], refused: readonly RecordProblem[]): RecordProblem {
  const reason = refused.find(({ path }) => path === first?.path) ?? first;
  return reason ?? { path: '', code: 'WRONG_TYPE', message: 'the mapping gave no record' };
}

/** The problems of one element of a list, with paths from that element on. */
function below(problems: readonly RecordProblem[], index: number): RecordProblem[] {
  const prefix = `${index}.`;
  return problems
    .filter(({ path }) => path.startsWith(prefix))
    .map((problem) => ({ ...problem, path: problem.path.slice(prefix.length) }));
}

function toOutcome(
  { route }: LiveRoute,
  mapped: readonly MappedRow[],
  { fetchedAt, observer }: { fetchedAt: number; observer: RecipeObserver },
): Outcome {
  const records = mapped.flatMap((row) => row.records);
  const lost = mapped.flatMap((row) => row.lost);
  if (route.many) {
    const { kept, repeated, contradicting } = withoutRepetitions(records);
    observer.onRows(route, 'duplicate', repeated);
    return { status: 'found', value: kept, fetchedAt, lost: [...lost, ...contradicting.map(() => DUPLICATE_ROW)] };
  }

  if (mapped.length === 0) return { status: 'missing', fetchedAt };
  const [record, ...others] = records;
  if (record === undefined) return unusable(route.source, lost);
  if (others.some((other) => !isDeepStrictEqual(other, record))) {
    return unusable(route.source, [DUPLICATE_ROW]);
  }
  return { status: 'found', value: record, fetchedAt, lost };
}

const DUPLICATE_ROW: RecordProblem = { path: '', code: 'DUPLICATE_ROW', message: 'different rows with one id' };

/** A record sent twice stands once; records that share an id and differ all go, for nobody can say which of them is right. */
function withoutRepetitions(records: readonly RowValue[]) {
  // Records without an id, such as stock levels, repeat one another when they are alike in everything.
  const groups = Map.groupBy(records, (record) =>
    typeof record === 'object' && 'id' in record ? record.id : JSON.stringify(record),
  );
  const repeated = records.length - groups.size;
  if (repeated === 0) return { kept: records, repeated, contradicting: [] };

  const kept: RowValue[] = [];
  const contradicting: RowValue[] = [];
  for (const [first, ...others] of groups.values()) {
    if (first === undefined) continue;
    (others.every((other) => isDeepStrictEqual(other, first)) ? kept : contradicting).push(first);
  }
  return { kept, repeated, contradicting };
}

function unusable(source: string, lost: readonly RecordProblem[]): Outcome {
  const failedMapping = lost.some(({ code }) => code === 'MAPPING_FAILED');
  const detail = lost.map(({ path, code }) => `${path || 'row'}: ${code}`).join(', ');
  return {
    status: 'failed',
    error: new AppError(failedMapping ? 'MAPPING_FAILED' : 'SOURCE_BAD_DATA', { source, detail }),
  };
}
