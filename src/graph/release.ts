import type { ConsentRecords, OwnConsent } from '../access/release/consent-records.ts';
import type { CustomerBasis } from '../access/release/customer-basis.ts';
import type { ConsentStatement } from '../access/release/consent-state.ts';
import type { MaskValue } from '../access/release/mask-value.ts';
import type { Decision, FieldSensitivity, PrivacyPolicy, ReleaseReason } from '../access/release/privacy-policy.ts';
import type { RowRules } from '../access/row-rules.ts';
import { recordsIn, type Part } from '../federation/parts.ts';
import type { CustomerIdentity } from '../identity/identity.ts';
import { customerParts, customerProfile, toCustomerNode, type CustomerNode } from './customer-node.ts';
import type { FieldRulesOf } from './field-rules.ts';
import type { RequestContext } from './request-context.ts';

/** The gateway's privacy, put together once: what decides, what masks, what people said, and who exists for whom. */
export interface Privacy {
  readonly policy: PrivacyPolicy;
  readonly maskValue: MaskValue;
  readonly consents: ConsentRecords;
  readonly rows: RowRules;
}

/** How often a field was kept back in this answer, and why. */
export interface KeptBack {
  readonly field: string;
  readonly how: 'MASKED' | 'WITHHELD';
  readonly reason: ReleaseReason;
  count: number;
}

/** Decides for one request what may be shown. Nothing of it outlives the request, so no cached value ever decides. */
export interface Release {
  readonly rulesOf: FieldRulesOf;
  /** What showing the customer's data may rest on; loaded once per customer and answer. Undefined is nobody we know. */
  basisOf(owner: CustomerIdentity | undefined): CustomerBasis | Promise<CustomerBasis>;
  /** Pure, and remembered for the answer. */
  decide(field: FieldSensitivity, basis: CustomerBasis): Decision;
  /** Notes for `extensions.withheld` and the audit what became of a field that was asked for. */
  note(field: FieldSensitivity, decision: Decision): void;
  /** The part of a value that a decision leaves. */
  mask(decision: Decision & { kind: 'mask' }, value: unknown): unknown;
  /** Everything noted as kept back. */
  readonly keptBack: ReadonlyMap<string, KeptBack>;
  /** Names of the fields of personal data that were shown in full. */
  readonly shown: ReadonlySet<string>;
}

/** The release of one request; `context` is asked for when something must be loaded. */
export function createRelease(
  { policy, maskValue }: Pick<Privacy, 'policy' | 'maskValue'>,
  rulesOf: FieldRulesOf,
  context: () => RequestContext,
): Release {
  const bases = new Map<CustomerIdentity, CustomerBasis | Promise<CustomerBasis>>();
  const decisions = new Map<CustomerBasis, Map<FieldSensitivity, Decision>>();
  const keptBack = new Map<string, KeptBack>();
  const shown = new Set<string>();

  const load = async (owner: CustomerIdentity): Promise<CustomerBasis> => {
    const basis = await loadBasis(owner, policy, context());
    bases.set(owner, basis);
    return basis;
  };

  return {
    rulesOf,
    keptBack,
    shown,
    basisOf(owner) {
      if (!owner) return policy.nobody;
      const known = bases.get(owner) ?? load(owner);
      if (!bases.has(owner)) bases.set(owner, known);
      return known;
    },
    decide(field, basis) {
      const known = decisions.get(basis) ?? new Map<FieldSensitivity, Decision>();
      if (known.size === 0) decisions.set(basis, known);
      const decision = known.get(field) ?? policy.decide(field, context().principal, basis);
      known.set(field, decision);
      return decision;
    },
    note({ name }, decision) {
      if (decision.kind === 'show') {
        shown.add(name);
        return;
      }
      const how = decision.kind === 'mask' ? 'MASKED' : 'WITHHELD';
      const key = `${name} ${how} ${decision.reason}`;
      const entry = keptBack.get(key) ?? { field: name, how, reason: decision.reason, count: 0 };
      entry.count += 1;
      keptBack.set(key, entry);
    },
    mask: ({ how }, value) => maskValue(how, value, context().principal.name),
  };
}

/** `Type` and `field`. */
export type SeenField = readonly [type: string, field: string];

/** Whether the caller sees every one of these fields of the customer in full. Who does not may not find them by it either. */
export async function seesInFull(
  owner: CustomerIdentity,
  fields: readonly SeenField[],
  { release }: RequestContext,
): Promise<boolean> {
  if (!release) return true;
  const basis = await release.basisOf(owner);
  return fields.every(([type, field]) => {
    const sensitivity = release.rulesOf(type, field)?.sensitivity;
    return !sensitivity || release.decide(sensitivity, basis).kind === 'show';
  });
}

/** Reads what rules ask about. A node of its own, so that the answer's `sections` speak only of what was asked for. */
async function loadBasis(
  owner: CustomerIdentity,
  policy: PrivacyPolicy,
  context: RequestContext,
): Promise<CustomerBasis> {
  const fresh = toCustomerNode(owner, policy.settings.sourceConsentMaxAgeMs);
  const [kept, parts, countries] = await Promise.all([
    context.consents.load(owner),
    customerParts(fresh, 'Customer.consents', context),
    policy.asksForLaws ? countriesOf(toCustomerNode(owner), context) : [],
  ]);
  return policy.basisOf({
    countries,
    restricted: owner.restricted === true,
    statements: [...kept, ...recordsIn<SourceConsent>(parts).map(toStatement)],
    complete: parts.every(isComplete),
    now: Date.now(),
  });
}

type SourceConsent = Omit<OwnConsent, 'state' | 'collectedAt' | 'expiresAt'> & {
  readonly state: ConsentStatement['state'];
  readonly collectedAt?: string | null;
  readonly expiresAt?: string | null;
};

function toStatement({ purpose, state, partner, collectedAt, expiresAt }: SourceConsent): ConsentStatement {
  return {
    purpose,
    state,
    partner: partner ?? undefined,
    collectedAt: collectedAt == null ? undefined : Date.parse(collectedAt),
    expiresAt: expiresAt == null ? undefined : Date.parse(expiresAt),
  };
}

/** An older copy may lack a refusal, and so may what a source's rows lost. */
function isComplete({ outcomes }: Part): boolean {
  return outcomes.every(
    (outcome) =>
      outcome.status === 'missing' ||
      (outcome.status === 'found' && outcome.staleBecause === undefined && outcome.lost.length === 0),
  );
}

/** Every country of every address; undefined when a source did not answer. */
async function countriesOf(node: CustomerNode, context: RequestContext): Promise<readonly string[] | undefined> {
  const { profile, parts } = await customerProfile(node, [{ fields: ['addresses'] }], context);
  if (parts.some(({ outcomes }) => outcomes.some(({ status }) => status === 'failed'))) return undefined;
  return profile.records.flatMap(({ record }) => (record.addresses ?? []).flatMap(({ country }) => country ?? []));
}
