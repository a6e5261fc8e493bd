import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { toTextTable } from './table.ts';

/** What of a V8 CPU profile is read. */
interface CpuProfile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
  }[];
  readonly samples: readonly number[];
  /** Microseconds since the sample before. */
  readonly timeDeltas: readonly number[];
}

const MOST = 40;
const NOTHING = new Set(['(idle)', '(root)']);

/** The functions in which the profiles of a folder spent most of their time, callees not counted. */
export function toTopFunctions(folder: string): string {
  const spentUs = new Map<string, number>();
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.cpuprofile')))
    addUp(JSON.parse(readFileSync(join(folder, name), 'utf8')) as CpuProfile, spentUs);
  const totalUs = [...spentUs.values()].reduce((sum, us) => sum + us, 0);
  const rows = [...spentUs]
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, MOST)
    .map(([place, us]) => [`${((us / totalUs) * 100).toFixed(1)}%`, place]);
  return toTextTable(['time', 'function'], rows, ['function']);
}

function addUp({ nodes, samples, timeDeltas }: CpuProfile, spentUs: Map<string, number>): void {
  const places = new Map(nodes.map(({ id, callFrame }) => [id, toPlace(callFrame)]));
  for (const [index, id] of samples.entries()) {
    const place = places.get(id);
    if (place === undefined || NOTHING.has(place)) continue;
    spentUs.set(place, (spentUs.get(place) ?? 0) + (timeDeltas[index] ?? 0));
  }
}

function toPlace({ functionName, url, lineNumber }: CpuProfile['nodes'][number]['callFrame']): string {
  const file = url.replace(`file://${process.cwd()}/`, '');
  return file === '' ? functionName : `${functionName || 'anonymous'} ${file}:${lineNumber + 1}`;
}
