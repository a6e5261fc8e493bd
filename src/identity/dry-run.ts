import { recordKey, type RecordRef } from '../domain/record-ref.ts';
import type { Redirect } from './assign-customers.ts';
import type { CustomerId } from './identity.ts';
import type { MatchingConfig } from './matching/resolve-records.ts';
import { planResolution } from './plan-resolution.ts';
import { fillMatcher, newMatcher, type FilledMatcher } from './load-matcher.ts';
import { readRefs, refIn } from './record-names.ts';
import { loadRulings } from './ruling-table.ts';
import type { Spine } from './spine.ts';

const SAMPLES = 20;

/** What other matching settings would make of the records there are. */
export interface DryRun {
  /** Customers that would lose their records to another. */
  readonly merged: number;
  /** Customers that would give records to another. */
  readonly split: number;
  readonly customersBefore: number;
  readonly customersAfter: number;
  /** Pairs that would await a ruling. */
  readonly quarantined: number;
  /** Some of the customers that would change, with their record keys (`source:id`) before and after. */
  readonly samples: readonly DryRunSample[];
}

interface DryRunSample {
  readonly before: readonly (readonly string[])[];
  readonly after: readonly (readonly string[])[];
}

/** Resolves every record under other settings and tells what would change; nothing does. */
export async function dryRun(spine: Spine, config: MatchingConfig): Promise<DryRun> {
  const { kinds, resolution } = await resolveUnder(spine, config);
  const keys = [...kinds.keys()];
  let made = 0;
  const newId = (): CustomerId => `would-be ${(made += 1)}`;
  const { before, clusters, assignment } = await planResolution(spine.store, { keys, gone: [], resolution, newId });
  const places = new Map(clusters.map((cluster, at) => [assignment.ids[at] ?? '', cluster]));
  const changes = [...assignment.merged, ...assignment.split].slice(0, SAMPLES);
  const samples = changes.map((change) => toSample(change, before, places));
  const named = samples.flatMap((sample) => [...sample.before, ...sample.after].flat());
  const refs = await readRefs(spine.store, await spine.names(), named);
  return {
    merged: assignment.merged.length,
    split: new Set(assignment.split.map(({ from }) => from)).size,
    customersBefore: new Set(before.values()).size,
    customersAfter: resolution.clusters.length,
    quarantined: resolution.quarantined.length,
    samples: samples.map((sample) => withKeys(sample, refs)),
  };
}

async function resolveUnder(spine: Spine, config: MatchingConfig): Promise<FilledMatcher> {
  const rulings = await loadRulings(spine.store);
  const matcher = await newMatcher(spine.store);
  try {
    return await fillMatcher(spine, matcher, { config, rulings });
  } finally {
    await matcher.close();
  }
}

function withKeys({ before, after }: DryRunSample, refs: ReadonlyMap<string, RecordRef>): DryRunSample {
  const toKeys = (names: readonly string[]) => names.map((name) => recordKey(refIn(refs, name))).sort();
  return { before: before.map(toKeys).sort(byFirst), after: after.map(toKeys).sort(byFirst) };
}

function byFirst([a = '']: readonly string[], [b = '']: readonly string[]): number {
  return a < b ? -1 : 1;
}

function toSample(
  { from, to }: Redirect,
  before: ReadonlyMap<string, CustomerId>,
  after: ReadonlyMap<CustomerId, readonly string[]>,
): DryRunSample {
  const recordsBefore = (id: CustomerId) => [...before].filter(([, owner]) => owner === id).map(([key]) => key);
  return {
    before: [from, to].map(recordsBefore).filter((keys) => keys.length > 0),
    after: [from, to].flatMap((id) => (after.has(id) ? [after.get(id) ?? []] : [])),
  };
}
