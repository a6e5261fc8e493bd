import { DEFAULT_MATCHING_CONFIG } from '../src/identity/matching/matching-config.ts';
import { generateChineseCompanies, generateChinesePeople } from './eval-identity/generate-chinese.ts';
import type { LabelledSet } from './eval-identity/labelled-set.ts';
import { loadSet } from './eval-identity/load-set.ts';
import { measureChinesePairs } from './eval-identity/measure-chinese-pairs.ts';
import { measureNamePairs } from './eval-identity/measure-name-pairs.ts';
import type { Measurement } from './eval-identity/measure-resolution.ts';
import { measureResolution } from './eval-identity/measure-resolution.ts';
import { SET_READERS } from './eval-identity/set-readers.ts';

/**
 * `npm run eval:identity [-- set …] [--json] [--unguarded]`: how well matching finds who is who, over labelled sets that it sees
 * without their labels, with one configuration for all. `--unguarded` leaves out the guard for households and premises.
 */
const SETS: Readonly<Record<string, () => LabelledSet>> = {
  ...Object.fromEntries(SET_READERS.map((reader) => [reader.name, () => loadSet(reader)])),
  'chinese-people': () => generateChinesePeople(5000, 21),
  'chinese-companies': () => generateChineseCompanies(3000, 22),
};

const flags = process.argv.slice(2).filter((each) => each.startsWith('--'));
const wanted = process.argv.slice(2).filter((each) => !each.startsWith('--'));
const isWanted = (name: string) => wanted.length === 0 || wanted.includes(name);
const config = { ...DEFAULT_MATCHING_CONFIG, guardSharedPremises: !flags.includes('--unguarded') };

const sets: Measurement[] = [];
if (!flags.includes('--json'))
  printRow(['set', 'records', 'P', 'R', 'F1', 'reach', 'candidates', 'review', 'CPU s', 'MB']);
for (const [name, load] of Object.entries(SETS)) {
  if (!isWanted(name)) continue;
  const row = measureResolution(load(), config);
  sets.push(row);
  if (!flags.includes('--json')) printMeasurement(row);
}
const names = isWanted('name-bench') ? measureNamePairs() : undefined;
const pairs = isWanted('chinese-pairs') ? measureChinesePairs(config) : undefined;

if (flags.includes('--json')) console.log(JSON.stringify({ sets, names, pairs }, undefined, 2));
else printPairs();

function printMeasurement(row: Measurement): void {
  const shares = [row.precision, row.recall, row.f1, row.reach].map((share) => share.toFixed(4));
  printRow([
    row.set,
    row.records,
    ...shares,
    row.candidatePairs,
    row.quarantined,
    row.cpuSeconds.toFixed(1),
    row.peakMegabytes,
  ]);
}

function printRow(cells: readonly (string | number)[]): void {
  console.log(
    cells.map((cell, index) => (index === 0 ? String(cell).padEnd(18) : String(cell).padStart(10))).join(' '),
  );
}

function printPairs(): void {
  if (names !== undefined) {
    const { precision, recall, f1 } = names;
    printRow(['name-bench', names.pairs, precision.toFixed(4), recall.toFixed(4), f1.toFixed(4)]);
  }
  if (pairs === undefined) return;
  console.log('\nChinese hard pairs, hand-made');
  printRow(['category', 'pairs', 'right', 'wrong', 'missed', 'review']);
  for (const row of pairs) {
    printRow([row.category, row.pairs, row.truePositives, row.falsePositives, row.falseNegatives, row.quarantined]);
  }
}
