import { NO_LAW, type PiiCategory, type PrivacySettings, type ReleaseRule } from '../../config/privacy-settings.ts';
import type { Principal } from '../principal.ts';
import type { ConsentStatement } from './consent-state.ts';
import { createCustomerBasis, NOBODYS_BASIS, type CustomerBasis } from './customer-basis.ts';
import type { Mask } from './mask-value.ts';

/** What the SDL says of showing one field. */
export interface FieldSensitivity {
  /** `Customer.birthDate`. */
  readonly name: string;
  /** Kinds of personal data it holds: its own, its type's and those of what it returns. All must be allowed. */
  readonly categories: readonly PiiCategory[];
  /** The only purposes it may be shown for; undefined when for any. */
  readonly purposes: ReadonlySet<string> | undefined;
  readonly mask: Mask | undefined;
}

/** Why a value is not shown, or not as it is. */
export type ReleaseReason =
  | 'CATEGORY_OFF'
  | 'PURPOSE_NOT_ALLOWED'
  | 'NO_PURPOSE'
  | 'NO_LAWFUL_BASIS'
  | 'NO_CONSENT'
  | 'CONSENT_REFUSED'
  | 'CONSENT_UNREADABLE'
  | 'PARTNER_NOT_NAMED'
  | 'OBJECTED'
  | 'RESTRICTED';

/** What becomes of one field of one customer for one caller. */
export type Decision =
  | { readonly kind: 'show' }
  | { readonly kind: 'mask'; readonly how: Mask; readonly reason: ReleaseReason }
  | { readonly kind: 'withhold'; readonly reason: ReleaseReason };

/** The caller as far as rules ask. */
export type Caller = Pick<Principal, 'kind' | 'purpose' | 'name' | 'attributes'>;

/** The operator's rules, ready to decide. Pure: same question, same answer. */
export interface PrivacyPolicy {
  readonly settings: PrivacySettings;
  /** Whether any rule stands: without one, scopes alone decide and only what is off is withheld. */
  readonly hasRules: boolean;
  /** Whether the answer may depend on where a customer lives. */
  readonly asksForLaws: boolean;
  /** Whether some rule speaks of the category. */
  covers(category: PiiCategory): boolean;
  /** Whether the category is shown to nobody. */
  isOff(category: PiiCategory): boolean;
  /** What showing a customer's data may rest on. */
  basisOf(facts: CustomerFacts): CustomerBasis;
  /** The basis of what belongs to no customer we know. */
  readonly nobody: CustomerBasis;
  /** What becomes of the field. Loads nothing. */
  decide(field: FieldSensitivity, caller: Caller, basis: CustomerBasis): Decision;
}

/** What is known of a customer that rules ask about. */
export interface CustomerFacts {
  /** Where they live, ISO 3166-1 alpha-2; undefined when it could not be read, and then every law protects them. */
  readonly countries: readonly string[] | undefined;
  /** What they said, as sources and the gateway keep it. */
  readonly statements: readonly ConsentStatement[];
  /** Whether the use of their data is restricted. */
  readonly restricted: boolean;
  /** Whether every source of consents has answered: what is missing might be a refusal. */
  readonly complete: boolean;
  /** Milliseconds since 1970. */
  readonly now: number;
}

const SHOW: Decision = Object.freeze({ kind: 'show' });
const OFF_UNLESS_NAMED: ReadonlySet<PiiCategory> = new Set(['HEALTH', 'LOCATION']);

/** What one rule, or the lack of one, objects to. */
interface Objection {
  readonly reason: ReleaseReason;
  readonly masks: boolean;
}

export function createPrivacyPolicy(settings: PrivacySettings): PrivacyPolicy {
  const { rules, laws } = settings;
  const named = new Set(rules.flatMap(({ categories }) => categories));
  const everyLaw = [...new Set([...rules.flatMap((rule) => rule.laws ?? []), NO_LAW])].sort();
  const isOff = (category: PiiCategory) => OFF_UNLESS_NAMED.has(category) && !named.has(category);

  const lawsOf = (countries: readonly string[] | undefined): readonly string[] => {
    if (!countries) return everyLaw;
    const found = Object.keys(laws).filter((law) => countries.some((country) => laws[law]?.includes(country)));
    return found.length > 0 ? found.sort() : [NO_LAW];
  };

  const objectionTo = (category: PiiCategory, law: string, { caller, basis }: Question): Objection | undefined => {
    if (isOff(category)) return { reason: 'CATEGORY_OFF', masks: false };
    if (rules.length === 0) return undefined;
    const rule = rules.find((candidate) => fits(candidate, { category, law, caller }));
    if (!rule) return { reason: caller.purpose === undefined ? 'NO_PURPOSE' : 'NO_LAWFUL_BASIS', masks: false };
    const reason = REASONS[rule.basis](rule, caller, basis);
    return reason && { reason, masks: rule.otherwise === 'MASK' };
  };

  return {
    settings,
    hasRules: rules.length > 0,
    asksForLaws: rules.some((rule) => rule.laws !== undefined),
    covers: (category) => named.has(category),
    isOff,
    basisOf: ({ countries, ...facts }) => createCustomerBasis({ ...facts, laws: lawsOf(countries) }),
    nobody: NOBODYS_BASIS,
    decide(field, caller, basis) {
      if (field.purposes && !(caller.purpose !== undefined && field.purposes.has(caller.purpose)))
        return { kind: 'withhold', reason: 'PURPOSE_NOT_ALLOWED' };
      const objections = field.categories.flatMap((category) =>
        basis.laws.flatMap((law) => objectionTo(category, law, { caller, basis }) ?? []),
      );
      return toDecision(objections, field.mask);
    },
  };
}

interface Question {
  readonly caller: Caller;
  readonly basis: CustomerBasis;
}

/** One objection is enough; one that forbids even a part outweighs those that do not. */
function toDecision(objections: readonly Objection[], mask: Mask | undefined): Decision {
  const [first] = objections;
  if (!first) return SHOW;
  const strict = objections.find(({ masks }) => !masks);
  if (strict || !mask) return { kind: 'withhold', reason: (strict ?? first).reason };
  return { kind: 'mask', how: mask, reason: first.reason };
}

function fits(
  { categories, purposes, laws, callers }: ReleaseRule,
  { category, law, caller }: { category: PiiCategory; law: string; caller: Caller },
): boolean {
  if (!categories.includes(category)) return false;
  if (purposes && !(caller.purpose !== undefined && purposes.includes(caller.purpose))) return false;
  if (laws && !laws.includes(law)) return false;
  return !callers || callers.includes(caller.kind);
}

type ReasonAgainst = (rule: ReleaseRule, caller: Caller, basis: CustomerBasis) => ReleaseReason | undefined;

const allowed: ReasonAgainst = () => undefined;
const allowedUnlessRestricted: ReasonAgainst = (_rule, _caller, { restricted }) =>
  restricted ? 'RESTRICTED' : undefined;

/** What each basis asks of the customer; undefined when nothing is missing. */
const REASONS: Readonly<Record<ReleaseRule['basis'], ReasonAgainst>> = {
  CONSENT: (rule, caller, basis) => consentMissing(rule, caller, basis),
  SEPARATE_CONSENT(rule, caller, basis) {
    if (caller.kind !== 'partner') return consentMissing(rule, caller, basis);
    const reason = consentMissing(rule, caller, basis, partnerName(caller));
    return reason === 'NO_CONSENT' ? 'PARTNER_NOT_NAMED' : reason;
  },
  CONTRACT: allowedUnlessRestricted,
  LEGAL_OBLIGATION: allowed,
  VITAL_INTERESTS: allowed,
  PUBLIC_TASK: allowed,
  /** Holds until the person objects. */
  LEGITIMATE_INTERESTS(rule, caller, basis) {
    if (basis.restricted) return 'RESTRICTED';
    const purpose = rule.consent ?? caller.purpose;
    if (purpose === undefined) return undefined;
    const state = basis.consentFor(purpose);
    if (state === 'REFUSED') return 'OBJECTED';
    return state === 'UNREADABLE' ? 'CONSENT_UNREADABLE' : undefined;
  },
  NONE: () => 'NO_LAWFUL_BASIS',
};

function consentMissing(
  rule: ReleaseRule,
  caller: Caller,
  basis: CustomerBasis,
  partner?: string,
): ReleaseReason | undefined {
  const purpose = rule.consent ?? caller.purpose;
  if (purpose === undefined) return 'NO_PURPOSE';
  const state = basis.consentFor(purpose, partner);
  if (state === 'GRANTED') return undefined;
  if (state === 'NONE') return 'NO_CONSENT';
  return state === 'REFUSED' ? 'CONSENT_REFUSED' : 'CONSENT_UNREADABLE';
}

/** By which name consents know a partner: the credential's attribute `partner`, else the credential's own name. */
export function partnerName({ attributes, name }: Pick<Principal, 'attributes' | 'name'>): string {
  const given = attributes['partner'];
  return typeof given === 'string' ? given : name;
}
