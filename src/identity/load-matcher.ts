import { recordKey } from '../domain/record-ref.ts';
import type { CustomerKind } from './identity.ts';
import { createMatcher, type Loaded, type Matcher } from './matcher.ts';
import { createMatcherThread } from './matcher-thread.ts';
import type { MatchingModel } from './matching/matching-model.ts';
import type { ChangedClusters } from './matching/resolve-one.ts';
import type { MatchingConfig, Ruling } from './matching/resolve-records.ts';
import { loadRecords } from './record-table.ts';
import type { Spine } from './spine.ts';

/** Up to this many records, a thread costs more than it spares. */
const INLINE_RECORDS = 500;

export interface LoadOptions {
  readonly config: MatchingConfig;
  readonly rulings: readonly Ruling[];
  /** What was learnt before; learnt anew when absent. */
  readonly model?: MatchingModel | undefined;
}

export interface LoadedMatcher extends Loaded {
  readonly matcher: Matcher;
  readonly kinds: ReadonlyMap<string, CustomerKind>;
}

/** A matcher with every record, and what it makes of them; on a thread of its own when they are many. */
export async function loadMatcher(
  { store, vault }: Pick<Spine, 'store' | 'vault'>,
  { config, rulings, model }: LoadOptions,
): Promise<LoadedMatcher> {
  const sql = 'select count(*) as records from identity_record where gone_at is null';
  const count = (await store.get<{ records: number }>(sql))?.records ?? 0;
  const matcher = count > INLINE_RECORDS ? createMatcherThread() : createMatcher();
  const kinds = new Map<string, CustomerKind>();
  await matcher.begin(config);
  for await (const records of loadRecords(store, vault)) {
    for (const { match, kind } of records) kinds.set(recordKey(match.ref), kind);
    await matcher.add(records.map(({ match }) => match));
  }
  const loaded = await matcher.load({ rulings, ...(model && { model }) });
  return { ...loaded, resolution: withoutSettled(loaded.resolution), matcher, kinds };
}

/** A pair that ended up in one customer by other links needs no ruling. */
export function withoutSettled(resolution: ChangedClusters): ChangedClusters {
  const clusterOf = new Map(resolution.clusters.flatMap((cluster, at) => cluster.map((key) => [key, at])));
  const open = resolution.quarantined.filter(({ a, b }) => {
    const place = clusterOf.get(a);
    return place === undefined || place !== clusterOf.get(b);
  });
  return { ...resolution, quarantined: open };
}
