import { z } from 'zod';

/** Kinds of personal data, as `@pii(category:)` names them. HEALTH and LOCATION are shown to nobody until a rule speaks of them. */
export const PII_CATEGORIES = ['IDENTITY', 'CONTACT', 'FINANCIAL', 'BEHAVIOUR', 'HEALTH', 'LOCATION'] as const;
export type PiiCategory = (typeof PII_CATEGORIES)[number];

/** What a rule may rest on. */
export const LEGAL_BASES = [
  'CONSENT',
  'SEPARATE_CONSENT',
  'CONTRACT',
  'LEGAL_OBLIGATION',
  'VITAL_INTERESTS',
  'PUBLIC_TASK',
  'LEGITIMATE_INTERESTS',
  'NONE',
] as const;

/** The law of a customer whose country nobody knows, or no law claims. */
export const NO_LAW = 'UNKNOWN';

const CALLERS = z.enum(['user', 'partner', 'operator']);
const name = z.string().min(1);
const someOf = <Item extends z.ZodType>(item: Item) => z.array(item).min(1);

const ReleaseRule = z.strictObject({
  categories: someOf(z.enum(PII_CATEGORIES)),
  /** Any purpose, and none, when left out. */
  purposes: someOf(name).optional(),
  /** Any law when left out. */
  laws: someOf(name).optional(),
  /** Any kind of caller when left out. */
  callers: someOf(CALLERS).optional(),
  basis: z.enum(LEGAL_BASES),
  /** The consent's purpose where its name is not that of the call. */
  consent: name.optional(),
  /** What becomes of a value whose consent is missing: fields without `@mask` are withheld either way. */
  otherwise: z.enum(['MASK', 'WITHHOLD']).default('MASK'),
});
export type ReleaseRule = z.output<typeof ReleaseRule>;

const RowRule = z.strictObject({
  callers: someOf(CALLERS).optional(),
  roles: someOf(name).optional(),
  tenants: someOf(name).optional(),
  /** JSONata over the customer; what is not `true` hides the customer. */
  rule: name,
});
export type RowRule = z.output<typeof RowRule>;

const EUROPEAN_ECONOMIC_AREA =
  'AT BE BG HR CY CZ DE DK EE ES FI FR GR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK'.split(' ');

/** Which personal data may be shown to whom, for what, and on which basis. */
export const PrivacySettings = z
  .strictObject({
    rules: z
      .array(ReleaseRule)
      .default([])
      .describe(
        'What personal data is shown on which basis; without any rule, scopes alone decide. Each rule names `categories`, `basis`, and where it is not for all: `purposes`, `laws`, `callers`; the first that fits counts. `docs/security.md` explains them.',
      ),
    laws: z
      .record(name, someOf(z.string().regex(/^[A-Z]{2}$/, 'is no country; right: two capital letters')))
      .default({ GDPR: EUROPEAN_ECONOMIC_AREA, UK_GDPR: ['GB'], PIPL: ['CN'] })
      .describe('Which law protects a customer, by the countries of their addresses.'),
    rows: z
      .array(RowRule)
      .default([])
      .describe(
        'Which customers exist for whom: each has `rule`, JSONata over the customer and `principal` such as `territory = principal.territory`, and optionally `callers`, `roles`, `tenants`. All that fit a caller must be true.',
      ),
    sourceConsentMaxAgeMs: z
      .int()
      .min(0)
      .max(300_000)
      .default(3_000)
      .describe(
        'Milliseconds for which a consent read from a source is trusted; the gateway’s own consents are never cached.',
      ),
  })
  .superRefine(({ rules, laws }, context) => {
    for (const [index, rule] of rules.entries()) {
      for (const law of rule.laws ?? []) {
        if (law === NO_LAW || Object.hasOwn(laws, law)) continue;
        const message = `"${law}" is no law; right: ${[...Object.keys(laws), NO_LAW].join(', ')}`;
        context.addIssue({ code: 'custom', path: ['rules', index, 'laws'], message });
      }
    }
  });

export type PrivacySettings = z.output<typeof PrivacySettings>;
