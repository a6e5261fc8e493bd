import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MatchRecord } from '../../src/identity/matching/resolve-records.ts';
import type { LabelledSet, SetReader } from './labelled-set.ts';
import { parseCsv } from './parse-csv.ts';

const FOLDER = join(import.meta.dirname, '../../../shared/datasets/identity');

/** Reads a labelled set under new record ids, so that no id can leak the truth. */
export function loadSet(reader: SetReader): LabelledSet {
  const truth: string[] = [];
  const records: MatchRecord[] = [];
  for (const file of reader.files) {
    for (const row of parseCsv(readFileSync(join(FOLDER, file), 'utf8'))) {
      const id = String((records.length * 7919 + 104_729) % 1_000_003);
      records.push({
        ref: { source: reader.sourceOf?.(row) ?? 'set', id },
        record: { id, kind: reader.kind, ...reader.toRecord(row) },
      });
      truth.push(reader.entityOf(row));
    }
  }
  return { name: reader.name, kind: reader.kind, records, truth };
}
