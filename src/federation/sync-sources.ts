import type { Connector } from '../connector/load-connectors.ts';
import type { KeyedRow } from '../connector/route.ts';
import type { CustomerRecord } from '../domain/customer-record.ts';
import type { SyncPage, SyncSource } from '../identity/sync-source.ts';
import type { LiveRoute } from './live-route.ts';
import { mapRecords } from './map-rows.ts';
import type { RecipeObserver } from './outcome.ts';
import type { Routing } from './routing.ts';

/** The connectors that can list their customer records, as the identity spine reads them: mapped and checked. */
export function createSyncSources(
  connectors: readonly Connector[],
  routing: Routing,
  observer: RecipeObserver,
): SyncSource[] {
  return connectors.flatMap(({ name, manifest, list }) => {
    const live = routing.of('Customer').find(({ route }) => route.source === name);
    if (!list || !live) return [];
    return [
      {
        name,
        deduplicated: manifest.deduplicated,
        list: (since?: string) => mapPages(list.list(since === undefined ? {} : { since }), live, observer),
      },
    ];
  });
}

async function* mapPages(
  pages: AsyncIterable<{ rows: readonly KeyedRow[]; total?: number }>,
  live: LiveRoute,
  observer: RecipeObserver,
): AsyncIterable<SyncPage> {
  for await (const { rows, total } of pages) {
    const records = mapRecords(live, rows, observer);
    // A row without a usable id has been counted as a problem: nobody could ever ask for it again.
    yield { records: records as CustomerRecord[], ...(total !== undefined && { total }) };
  }
}
