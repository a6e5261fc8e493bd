import type { Mapping } from '../run-mapping.ts';
import { lossyCoercionsOf, type LossyCoercion } from './lossy-coercions.ts';
import { scalarPathsOf, toRecordingRow } from './recording-row.ts';

export interface Coverage {
  readonly rows: number;
  /** Fields of the rows that hold something and that the mapping never read, most frequent first. */
  readonly dropped: readonly { readonly path: string; readonly rows: number }[];
  /** Fields that the target type knows and that no row filled. */
  readonly unfilled: readonly string[];
  /** Fields that were filled, and in how many rows. */
  readonly filled: readonly { readonly path: string; readonly rows: number }[];
  readonly lossy: readonly LossyCoercion[];
}

export interface CoverageOptions {
  /** Fields that the target type knows, in any depth: `total.amount`, `lines.sku`. */
  readonly targetFields?: readonly string[];
  readonly bindings?: Readonly<Record<string, unknown>>;
}

/** What a mapping makes of sample rows: which of their fields it drops, which fields of the target it leaves empty. */
export function coverageOf(
  mapping: Mapping,
  rows: readonly unknown[],
  { targetFields = [], bindings }: CoverageOptions = {},
): Coverage {
  const dropped = new Map<string, number>();
  const filled = new Map<string, number>();
  const runs = rows.map((row) => runRecorded(mapping, row, bindings));
  for (const run of runs) {
    count(dropped, run.dropped);
    count(filled, run.filled);
  }
  return {
    rows: rows.length,
    dropped: toList(dropped),
    unfilled: targetFields.filter((field) => !filled.has(field)),
    filled: toList(filled),
    lossy: lossyCoercionsOf(mapping),
  };
}

function runRecorded(mapping: Mapping, row: unknown, bindings: CoverageOptions['bindings']) {
  const recording = toRecordingRow(row);
  const { value } = mapping.run(recording.row, bindings);
  // Reading the answer reads the parts of the row that were taken over whole.
  const filled = withAncestors(scalarPathsOf(value));
  return { filled, dropped: new Set(scalarPathsOf(row).filter((path) => !recording.read.has(path))) };
}

/** `total.amount` fills `total` as well. */
function withAncestors(paths: readonly string[]): Set<string> {
  return new Set(
    paths.flatMap((path) => path.split('.').map((_, index, names) => names.slice(0, index + 1).join('.'))),
  );
}

function count(counts: Map<string, number>, paths: Iterable<string>): void {
  for (const path of paths) counts.set(path, (counts.get(path) ?? 0) + 1);
}

function toList(counts: ReadonlyMap<string, number>): { path: string; rows: number }[] {
  return [...counts]
    .map(([path, rows]) => ({ path, rows }))
    .sort((a, b) => b.rows - a.rows || a.path.localeCompare(b.path));
}
