import type { Queryable } from '../store/store.ts';
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

interface FillOptions {
  readonly config: MatchingConfig;
  readonly rulings: readonly Ruling[];
  /** What was learnt before; learnt anew when absent. */
  readonly model?: MatchingModel | undefined;
}

export interface FilledMatcher extends Loaded {
  /** By the names of the records. */
  readonly kinds: ReadonlyMap<string, CustomerKind>;
}

/** An empty matcher, on a thread of its own when there are many records. */
export async function newMatcher(store: Queryable): Promise<Matcher> {
  const sql = 'select count(*) as records from identity_record where gone_at is null';
  const count = (await store.get<{ records: number }>(sql))?.records ?? 0;
  return count > INLINE_RECORDS ? createMatcherThread() : createMatcher();
}

/** Gives a matcher every record, and tells what it makes of them. */
export async function fillMatcher(
  { store, vault, names }: Pick<Spine, 'store' | 'vault' | 'names'>,
  matcher: Matcher,
  { config, rulings, model }: FillOptions,
): Promise<FilledMatcher> {
  const kinds = new Map<string, CustomerKind>();
  await matcher.begin(config);
  for await (const records of loadRecords(store, { vault, names: await names() })) {
    for (const { match, kind } of records) kinds.set(match.name, kind);
    await matcher.add(records.map(({ match }) => match));
  }
  const loaded = await matcher.load({ rulings, ...(model && { model }) });
  return { ...loaded, resolution: withoutSettled(loaded.resolution), kinds };
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
