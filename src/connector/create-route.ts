import { createHash } from 'node:crypto';
import { z } from 'zod';
import { COORDINATES, isCoordinate } from '../domain/coordinates.ts';
import { AppError } from '../errors.ts';
import { outputFieldsOf } from '../mapping/output-fields.ts';
import type { Mapping } from '../mapping/run-mapping.ts';
import type { CallContext, Source } from '../source/source.ts';
import type { CompiledRequest } from './compile-provision.ts';
import { followPages } from './follow-pages.ts';
import type { CacheManifest, Manifest, Provision } from './manifest.ts';
import { createRowIndex, type PickRows } from './row-index.ts';
import type { CachePolicy, KeyedRow, Route } from './route.ts';

const MAX_NEGATIVE_TTL_MS = 30_000;

export interface RouteParts {
  readonly manifest: Manifest;
  readonly coordinate: string;
  readonly provision: Provision;
  /** Whether the connector has another route for the same coordinate. */
  readonly isOneOfSeveral: boolean;
  readonly mapping: Mapping;
  readonly source: Source;
  readonly request: CompiledRequest;
}

/** One entry of `provides`, ready to ask. */
export function createRoute(parts: RouteParts): Route {
  const { manifest, coordinate, provision, mapping, source } = parts;
  const by = provision.by ?? defaultBy(coordinate);
  const id = `${source.name}/${coordinate}`;
  const pick = source.kind === 'file' ? createRowIndex(parts.request.reader) : undefined;
  return {
    id: parts.isOneOfSeveral ? `${id}:${by}` : id,
    source: source.name,
    coordinate,
    by,
    many: provision.many ?? (isCoordinate(coordinate) && COORDINATES[coordinate].many),
    batchSize: provision.fetch.batch,
    mapping,
    fields: outputFieldsOf(mapping.source),
    hash: toHash(parts),
    cache: toCachePolicy(provision.cache),
    bindings: { ...manifest.variables, source: source.name },
    fetchRows: (keys, context) => fetchRows(parts, pick, { keys, context }),
  };
}

async function fetchRows(
  { source, request, provision }: RouteParts,
  pick: PickRows | undefined,
  { keys, context }: { keys: readonly string[]; context: CallContext },
): Promise<KeyedRow[]> {
  if (keys.length === 0) return [];
  if (keys.length > provision.fetch.batch)
    throw new AppError('INTERNAL', { source: source.name, detail: 'more keys than fit one batch' });

  const bindings = { keys: [...keys], key: keys[0] };
  const rows: KeyedRow[] = [];
  const pages = followPages(
    {
      ...request.walk,
      send: (each) => source.send(each, context),
      rows: (response, seen) => request.reader.rows(response, seen),
    },
    bindings,
  );
  for await (const page of pages) {
    const found = pick ? pick(page.rows, keys, bindings) : request.reader.keyed(page.rows, bindings);
    for (const row of found) rows.push(row);
  }
  return rows;
}

/** The first way of the coordinate; `record` for coordinates that a connector's own schema adds. */
export function defaultBy(coordinate: string): string {
  return isCoordinate(coordinate) ? COORDINATES[coordinate].by[0] : 'record';
}

/** Names everything that decides what a cached record looks like, the canonical type included. */
function toHash({ manifest, coordinate, provision, mapping }: RouteParts): string {
  const canonical = isCoordinate(coordinate) ? z.toJSONSchema(COORDINATES[coordinate].row) : null;
  const { source, variables } = manifest;
  const facts = JSON.stringify([source, variables, coordinate, provision, mapping.source, canonical]);
  return createHash('sha256').update(facts).digest('base64url').slice(0, 22);
}

function toCachePolicy({ ttl, staleWhileRevalidate, staleIfError, negativeTtl }: CacheManifest): CachePolicy {
  return {
    ttlMs: ttl,
    staleWhileRevalidateMs: staleWhileRevalidate,
    staleIfErrorMs: staleIfError,
    negativeTtlMs: negativeTtl ?? Math.min(ttl, MAX_NEGATIVE_TTL_MS),
  };
}
