import { loadSet } from './eval-identity/load-set.ts';
import { measureResolution } from './eval-identity/measure-resolution.ts';
import { SET_READERS } from './eval-identity/set-readers.ts';

const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const rows = SET_READERS.filter(({ name }) => wanted.length === 0 || wanted.includes(name)).map((reader) => {
  const row = measureResolution(loadSet(reader));
  console.log(
    row.set.padEnd(14),
    row.precision.toFixed(4),
    row.recall.toFixed(4),
    row.f1.toFixed(4),
    row.reach.toFixed(4),
    row.candidatePairs,
    row.quarantined,
    row.seconds.toFixed(1),
    row.peakMegabytes,
  );
  return row;
});
if (process.argv.includes('--json')) console.log(JSON.stringify(rows, undefined, 2));
