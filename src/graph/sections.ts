import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Decision, FieldSensitivity } from '../access/release/privacy-policy.ts';
import type { Part } from '../federation/parts.ts';
import type { Outcome } from '../federation/outcome.ts';
import type { Section } from '../generated/graph.ts';
import type { CustomerNode } from './customer-node.ts';
import { isForbidden } from './field-rules.ts';
import type { RequestContext } from './request-context.ts';

/** Reports on every part of the customer that this answer asked for, once all of them have settled. */
export async function sectionsOf(node: CustomerNode, context: RequestContext): Promise<Section[]> {
  // What rules say of the customer is known first: until then, fields beside this one wait with asking for their parts.
  await context.release?.basisOf(node.identity);
  await nextTurn(); // Fields beside this one have asked for their parts by then, whichever stands first.
  const settled = await Promise.all(
    [...node.parts].map(async ([coordinate, parts]) => {
      const bySource = Map.groupBy(await parts(), ({ live }) => live.route.source);
      return [...bySource].map(([source, group]) => toSection({ part: coordinate, source }, group));
    }),
  );
  return [...settled.flat(), ...withheldSections(node, context), ...(await keptBackSections(node, context))];
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

/** What the rules for personal data keep back of the fields asked for, and of what lies below them. */
async function keptBackSections(
  { identity, asked }: CustomerNode,
  { release, principal }: RequestContext,
): Promise<Section[]> {
  if (!release) return [];
  const basis = await release.basisOf(identity);
  return [...asked].flatMap((field) => {
    const rules = release.rulesOf('Customer', field);
    if (!rules || isForbidden(rules, principal)) return [];
    const own = rules.sensitivity && toKeptBack(rules.sensitivity, release.decide(rules.sensitivity, basis));
    if (own?.status === 'WITHHELD') return [own];
    const below = rules.below.flatMap(
      (sensitivity) => toKeptBack(sensitivity, release.decide(sensitivity, basis)) ?? [],
    );
    return own ? [own, ...below] : below;
  });
}

function toKeptBack({ name }: FieldSensitivity, decision: Decision): Section | undefined {
  if (decision.kind === 'show') return undefined;
  const status = decision.kind === 'mask' ? ('MASKED' as const) : ('WITHHELD' as const);
  return { part: name, source: 'gateway', status, ageSeconds: null, reason: decision.reason, retryable: false };
}
