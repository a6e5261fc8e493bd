import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { nameSimilarity } from '../../src/identity/matching/name-similarity.ts';
import { parseCsv } from './parse-csv.ts';

const FILE = join(import.meta.dirname, '../../../shared/datasets/identity/name-bench/cases.csv');
/** Fixed beforehand: from here two names are held to be one. */
const SAME_NAME = 0.8;

export interface NamePairsMeasurement {
  readonly pairs: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

/** Labelled pairs of names with nothing beside them, judged by the name comparator at one threshold. */
export function measureNamePairs(): NamePairsMeasurement {
  const judged = parseCsv(readFileSync(FILE, 'utf8')).map(({ schema, name1 = '', name2 = '', is_match: isMatch }) => ({
    same: isMatch === 'true',
    found: nameSimilarity(schema === 'Person' ? 'PERSON' : 'ORGANIZATION', name1, name2) >= SAME_NAME,
  }));
  const right = judged.filter(({ same, found }) => same && found).length;
  const precision = right / judged.filter(({ found }) => found).length;
  const recall = right / judged.filter(({ same }) => same).length;
  return { pairs: judged.length, precision, recall, f1: (2 * precision * recall) / (precision + recall) };
}
