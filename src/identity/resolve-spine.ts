import { AppError } from '../errors.ts';
import type { Queryable } from '../store/store.ts';
import { applyResolution, type Applied } from './apply-resolution.ts';
import { latestChange, type ChangeOrigin } from './change-log.ts';
import type { Resolution } from './matching/resolve-records.ts';
import { loadRecords, type KeptRecord } from './record-table.ts';
import { recordKey } from '../domain/record-ref.ts';
import { loadRulings } from './ruling-table.ts';
import { runMatching } from './run-matching.ts';
import { PARTITION_LOCK, type Spine } from './spine.ts';

export interface Resolved extends Applied {
  readonly quarantined: number;
}

/** Times a resolution is computed anew because the partition changed meanwhile. */
const ATTEMPTS = 5;

/**
 * Resolves every record anew and writes what changed. Computing takes place outside the transaction, so that readers
 * and writers go on. STORE_UNAVAILABLE when others keep changing the partition.
 */
export async function resolveSpine(spine: Spine, origin: Omit<ChangeOrigin, 'at'>): Promise<Resolved> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const resolved = await tryResolve(spine, { ...origin, at: spine.clock() });
    if (resolved) return resolved;
  }
  throw new AppError('STORE_UNAVAILABLE', { detail: 'the partition changed during every attempt to resolve it' });
}

async function tryResolve(spine: Spine, origin: ChangeOrigin): Promise<Resolved | undefined> {
  const { store, vault, matching, newId, onChange } = spine;
  const seen = await latestChange(store);
  const records = await loadRecords(store, vault);
  const rulings = await loadRulings(store);
  const matches = records.map(({ match }) => match);
  const resolution = withoutSettled(await runMatching({ records: matches, config: matching, rulings }));
  const kinds = new Map(records.map(({ match, kind }) => [recordKey(match.ref), kind]));
  const resolved = await store.transaction(
    async (tx) => {
      if ((await latestChange(tx)) !== seen) return undefined;
      const gone = (await goneMembers(tx)).filter((key) => !kinds.has(key));
      const applied = await applyResolution(tx, { kinds, gone, resolution, origin, newId });
      await markResolved(tx, records);
      return { ...applied, quarantined: resolution.quarantined.length };
    },
    { lock: PARTITION_LOCK },
  );
  onChange();
  return resolved;
}

/** A pair that ended up in one customer by other links needs no ruling. */
function withoutSettled(resolution: Resolution): Resolution {
  const clusterOf = new Map(resolution.clusters.flatMap((cluster, at) => cluster.map((key) => [key, at])));
  const open = resolution.quarantined.filter(({ a, b }) => clusterOf.get(a) !== clusterOf.get(b));
  return { ...resolution, quarantined: open };
}

/** Whether records came, changed or went since they were last resolved. */
export async function isUnresolved(on: Queryable): Promise<boolean> {
  const row = await on.get('select 1 as yes from identity_record where resolved = 0 limit 1');
  return row !== undefined;
}

async function goneMembers(tx: Queryable): Promise<string[]> {
  const sql = `select m.record_key from identity_member m join identity_record r on r.record_key = m.record_key
    where r.gone_at is not null`;
  return (await tx.all<{ record_key: string }>(sql)).map((row) => row.record_key);
}

/** Records that changed again while they were being resolved stay unresolved. */
async function markResolved(tx: Queryable, records: readonly KeptRecord[]): Promise<void> {
  await tx.run(`update identity_record set resolved = 1 where resolved = 0 and gone_at is not null
    and record_key not in (select record_key from identity_member)`);
  const fresh = new Map(
    records.filter((each) => !each.resolved).map((each) => [recordKey(each.match.ref), each.fingerprint]),
  );
  const sql = 'select record_key, fingerprint from identity_record where resolved = 0 and record_key = any(?)';
  const rows = await tx.all<{ record_key: string; fingerprint: string }>(sql, [[...fresh.keys()]]);
  const same = rows.filter((row) => fresh.get(row.record_key) === row.fingerprint).map((row) => row.record_key);
  await tx.run('update identity_record set resolved = 1 where record_key = any(?)', [same]);
}
