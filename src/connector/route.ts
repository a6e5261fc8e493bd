import type { Mapping } from '../mapping/run-mapping.ts';
import type { CallContext } from '../source/source.ts';

/** A row of a source beside the key it answers. */
export interface KeyedRow {
  readonly key: string;
  readonly row: unknown;
}

export interface CachePolicy {
  /** How long an answer counts as fresh; 0 keeps nothing beyond the request. */
  readonly ttlMs: number;
  /** How long after that it is still served while a new one is fetched. */
  readonly staleWhileRevalidateMs: number;
  /** How long after that it covers a passing failure of the source. */
  readonly staleIfErrorMs: number;
  /** How long "no such key" counts as fresh. */
  readonly negativeTtlMs: number;
}

/** One source's way to provide one coordinate. */
export interface Route {
  /** `erp/Customer.orders`; `dmp/Customer.segments:phoneHash` when a source has several for one coordinate. */
  readonly id: string;
  readonly source: string;
  readonly coordinate: string;
  /** What the keys are: `record`, `sku`, `emailHash`, ... */
  readonly by: string;
  readonly many: boolean;
  readonly batchSize: number;
  readonly mapping: Mapping;
  /** The fields a mapped row may have; any where the mapping does not tell. */
  readonly fields?: ReadonlySet<string> | undefined;
  /** Changes whenever the manifest entry, the mapping's text or the canonical type changes. */
  readonly hash: string;
  readonly cache: CachePolicy;
  /** What the mapping may read beside the row: `source`, `region`, `timeZone`, ... */
  readonly bindings: Readonly<Record<string, unknown>>;
  /**
   * Rows for at most batchSize keys, each beside the key it answers; rows nobody asked for are left in.
   * Rejects only with an AppError that names the source.
   */
  fetchRows(keys: readonly string[], context: CallContext): Promise<KeyedRow[]>;
}

export interface ListOptions {
  /** RFC 3339: only what changed since then, where the source can tell. */
  readonly since?: string;
  readonly pageSize?: number;
  readonly signal?: AbortSignal;
}

export interface ListPage {
  readonly rows: KeyedRow[];
  /** How many rows the whole enumeration has, when the source says. */
  readonly total?: number;
}

/** Enumerates every customer record of a source, page by page. */
export interface ListRoute {
  list(options: ListOptions): AsyncIterable<ListPage>;
}

/** Finds customer records by free text. */
export interface SearchRoute {
  search(text: string, limit: number, context: CallContext): Promise<KeyedRow[]>;
}
