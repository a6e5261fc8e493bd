import type { PrincipalResolvers, SourceHealth, SourceResolvers } from '../../generated/graph.ts';
import { read, type FieldsOf } from '../field.ts';

const HEALTH = { up: 'UP', degraded: 'DEGRADED', down: 'DOWN' } as const satisfies Record<string, SourceHealth>;

export const sourceFields: FieldsOf<SourceResolvers> = {
  health: read(({ source }) => HEALTH[source.health().state]),
  provides: read(({ routes }) => [...new Set(routes.map(({ coordinate }) => coordinate))]),
  lastSuccessAt: read(({ source }) => toInstant(source.health().lastSuccessAt)),
  lastError: read(({ source }) => source.health().lastError ?? null),
};

export const principalFields: FieldsOf<PrincipalResolvers> = {
  scopes: read(({ scopes }) => [...scopes]),
};

function toInstant(epochMs: number | undefined): string | null {
  return epochMs === undefined ? null : new Date(epochMs).toISOString();
}
