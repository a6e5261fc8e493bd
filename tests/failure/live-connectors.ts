import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';

export interface ConnectorSettings {
  /** A source's. */
  readonly timeoutMs?: number;
  readonly maxResponseBytes?: string;
  readonly breaker?: Readonly<Record<string, number | string>>;
  /** In place of each provision's own; nothing is kept without it. */
  readonly cache?: Readonly<Record<string, string>>;
}

/** The customer numbers that each source lists: linking a few customers is quicker than linking all. */
export type Listed = Readonly<Record<string, readonly string[]>>;

interface Fetch {
  readonly query: Readonly<Record<string, unknown>>;
}

interface Provision {
  readonly fetch: Fetch;
  readonly list?: object;
}

interface ShippedManifest {
  readonly source: { readonly limits?: object };
  readonly provides: Readonly<Record<string, Provision | readonly Provision[]>>;
}

/** As shipped: for sources that are to be too slow. */
export const SHIPPED_TIMEOUT_MS = 2_000;
/** For all others, so that a busy machine does not make them so. */
const PATIENT_TIMEOUT_MS = 9_000;

/** Writes the shipped connectors to `folder` with other settings: by default patient, and every read goes to the source. */
export function writeLiveConnectors(folder: string, listed: Listed, settings: ConnectorSettings = {}): void {
  for (const name of readdirSync('connectors')) {
    const text = readFileSync(join('connectors', name, 'connector.yaml'), 'utf8');
    const manifest = toLive(parse(text) as ShippedManifest, listed[name] ?? [], settings);
    mkdirSync(join(folder, name), { recursive: true });
    writeFileSync(join(folder, name, 'connector.yaml'), stringify(manifest, { aliasDuplicateObjects: false }));
  }
}

function toLive(
  manifest: ShippedManifest,
  listed: readonly string[],
  { timeoutMs = PATIENT_TIMEOUT_MS, maxResponseBytes, breaker, cache = {} }: ConnectorSettings,
) {
  const provides = Object.entries(manifest.provides).map(([coordinate, provisions]) => [
    coordinate,
    [provisions].flat().map((provision) => ({
      ...provision,
      cache,
      ...(provision.list && { list: toList(provision.fetch, listed) }),
    })),
  ]);
  const limits = { ...manifest.source.limits, ...(maxResponseBytes && { maxResponseBytes }) };
  const source = { ...manifest.source, limits, timeout: `${timeoutMs}ms`, ...(breaker && { breaker }) };
  return { ...manifest, source, provides: Object.fromEntries(provides) as object };
}

/** Lists what the fetch answers for these keys. */
function toList({ query, ...fetch }: Fetch, keys: readonly string[]): object {
  const { batch: _batch, ...request } = fetch as Record<string, unknown>;
  const literal = JSON.stringify(keys);
  const withKeys = (value: unknown) => (typeof value === 'string' ? value.replaceAll('$keys', () => literal) : value);
  return {
    ...request,
    query: Object.fromEntries(Object.entries(query).map(([name, value]) => [name, withKeys(value)])),
  };
}
