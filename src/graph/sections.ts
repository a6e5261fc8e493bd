import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Part } from '../federation/parts.ts';
import type { Outcome } from '../federation/outcome.ts';
import type { Section } from '../generated/graph.ts';
import type { CustomerNode } from './customer-node.ts';
import type { RequestContext } from './request-context.ts';

/** Reports on every part of the customer that this answer asked for, once all of them have settled. */
export async function sectionsOf(node: CustomerNode, context: RequestContext): Promise<Section[]> {
  await nextTurn(); // Fields beside this one have asked for their parts by then, whichever stands first.
  const settled = await Promise.all(
    [...node.parts].map(async ([coordinate, parts]) => {
      const bySource = Map.groupBy(await parts, ({ live }) => live.route.source);
      return [...bySource].map(([source, group]) => toSection({ part: coordinate, source }, group));
    }),
  );
  return [...settled.flat(), ...withheldSections(node, context)];
}

function toSection(place: Pick<Section, 'part' | 'source'>, parts: readonly Part[]): Section {
  const outcomes = parts.flatMap((part) => part.outcomes);
  const failed = outcomes.find((outcome) => outcome.status === 'failed');
  const error = failed?.error ?? staleReason(outcomes);
  if (error) {
    const status = failed ? 'MISSING' : 'STALE';
    return {
      ...place,
      status,
      ageSeconds: failed ? null : ageOf(outcomes),
      reason: error.code,
      retryable: error.retry,
    };
  }
  if (outcomes.every(({ status }) => status === 'missing')) {
    return { ...place, status: 'MISSING', ageSeconds: ageOf(outcomes), reason: 'RECORD_NOT_FOUND', retryable: false };
  }
  return { ...place, status: 'OK', ageSeconds: ageOf(outcomes), reason: null, retryable: null };
}

function staleReason(outcomes: readonly Outcome[]) {
  for (const outcome of outcomes) if (outcome.status === 'found' && outcome.staleBecause) return outcome.staleBecause;
  return undefined;
}

/** Age of the oldest answer, in whole seconds. */
function ageOf(outcomes: readonly Outcome[]): number | null {
  const times = outcomes.flatMap((outcome) => (outcome.status === 'failed' ? [] : outcome.fetchedAt));
  return times.length === 0 ? null : Math.max(0, Math.floor((Date.now() - Math.min(...times)) / 1000));
}

function withheldSections({ withheld }: CustomerNode, { routing }: RequestContext): Section[] {
  return [...withheld].flatMap((coordinate) =>
    routing.of(coordinate).map(({ route }) => ({
      part: coordinate,
      source: route.source,
      status: 'WITHHELD' as const,
      ageSeconds: null,
      reason: 'FIELD_FORBIDDEN',
      retryable: false,
    })),
  );
}
