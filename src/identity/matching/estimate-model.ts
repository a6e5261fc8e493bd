import type { Comparison } from './comparison.ts';
import { MISSING } from './comparison.ts';
import type { Features } from './features.ts';
import type { LevelPatterns } from './level-patterns.ts';
import { blockedPairs, countPatterns, randomPairs } from './level-patterns.ts';
import type { KindModel, MatchingModel } from './matching-model.ts';
import { COMPARISONS, defaultKindModel, defaultPrior } from './matching-model.ts';
import type { Kind } from './record-kind.ts';

/** Below this many records of a kind the shipped parameters are used. */
const MIN_RECORDS = 200;
const MIN_PAIRS_OF_A_PASS = 20;
const MAX_PAIRS_OF_A_PASS = 40_000;
const RANDOM_PAIRS_PER_RECORD = 50;
const MAX_RANDOM_PAIRS = 120_000;
/** Weight of the shipped parameters, in pairs. */
const SHIPPED_MATCHES = 15;
const SHIPPED_RANDOM = 2_000;
const EM_ROUNDS = 25;
/** The second time the matches found the first time are taken out of the random pairs. */
const REPEATS = 2;

/** A pass of blocking to learn from: pairs that agree on `key`, whose own fields then teach nothing. */
interface Pass {
  readonly fields: readonly string[];
  readonly key: (features: Features) => string;
}

const PASSES: Readonly<Record<Kind, readonly Pass[]>> = {
  PERSON: [
    { fields: ['birthDate'], key: ({ birthDate }) => birthDate },
    {
      fields: ['givenName', 'familyName'],
      key: ({ person }) => (person.given === '' || person.family === '' ? '' : `${person.given}|${person.family}`),
    },
    { fields: ['email'], key: ({ emails }) => emails[0] ?? '' },
    { fields: ['phone'], key: ({ phoneDigits }) => phoneDigits[0] ?? '' },
    { fields: ['identifier'], key: ({ identifiers }) => identifiers[0]?.value ?? '' },
    { fields: ['street', 'place'], key: addressKey },
  ],
  ORGANIZATION: [
    { fields: ['name'], key: ({ organisation }) => organisation.tokens.join('') },
    { fields: ['phone'], key: ({ phoneDigits }) => phoneDigits[0]?.slice(-7) ?? '' },
    { fields: ['street', 'place'], key: addressKey },
    { fields: ['email'], key: ({ emails }) => emails[0] ?? '' },
    { fields: ['identifier'], key: ({ identifiers }) => identifiers[0]?.value ?? '' },
  ],
};

function addressKey({ addresses }: Features): string {
  const first = addresses[0];
  if (first === undefined || first.street === '' || first.houseNumber === '') return '';
  return `${first.houseNumber} ${first.street}`;
}

/** Learns from the records themselves, without labels. `features` sorted by key: the outcome is the same for any load order. */
export function estimateModel(features: readonly Features[]): MatchingModel {
  const byKind = Map.groupBy(features, ({ kind }) => kind);
  return {
    PERSON: estimateKind('PERSON', byKind.get('PERSON') ?? []),
    ORGANIZATION: estimateKind('ORGANIZATION', byKind.get('ORGANIZATION') ?? []),
  };
}

function estimateKind(kind: Kind, features: readonly Features[]): KindModel {
  const comparisons = COMPARISONS[kind];
  const shipped = { ...defaultKindModel(kind, features.length), counts: countValues(features, comparisons) };
  if (features.length < MIN_RECORDS) return shipped;

  const drawn = Math.min(MAX_RANDOM_PAIRS, RANDOM_PAIRS_PER_RECORD * features.length);
  const random = countPatterns(randomPairs(features, drawn), comparisons);
  const samples = PASSES[kind].flatMap((pass) => toSample(pass, features, comparisons));
  let model: KindModel = shipped;
  for (let repeat = 0; repeat < REPEATS; repeat += 1) model = improve(model, { comparisons, random, samples });
  return model;
}

function countValues(features: readonly Features[], comparisons: readonly Comparison[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const record of features) {
    for (const comparison of comparisons) {
      for (const value of comparison.values?.(record) ?? []) counts.set(value, (counts.get(value) ?? 0) + 1);
    }
  }
  for (const [value, count] of counts) if (count === 1) counts.delete(value);
  return counts;
}

interface Sample {
  /** By comparison: whether the pass teaches about it. */
  readonly taught: readonly boolean[];
  readonly patterns: LevelPatterns;
  /** Pairs in `patterns`, and pairs the pass has in all. */
  readonly seen: number;
  readonly total: number;
  readonly presence: number;
}

function toSample(pass: Pass, features: readonly Features[], comparisons: readonly Comparison[]): Sample[] {
  const { pairs, total, presence } = blockedPairs(features, pass.key, MAX_PAIRS_OF_A_PASS);
  if (total < MIN_PAIRS_OF_A_PASS) return [];

  const taught = comparisons.map(({ field }) => !pass.fields.includes(field));
  return [
    {
      taught,
      patterns: countPatterns(pairs, comparisons),
      seen: Math.min(total, MAX_PAIRS_OF_A_PASS),
      total,
      presence,
    },
  ];
}

interface Evidence {
  readonly comparisons: readonly Comparison[];
  readonly random: LevelPatterns;
  readonly samples: readonly Sample[];
}

function improve(model: KindModel, { comparisons, random, samples }: Evidence): KindModel {
  const unlike = weigh(random, (pattern) => 1 - posterior(pattern, model));
  const u = comparisons.map((comparison, index) =>
    levelShares(unlike, index, { earlier: comparison.u, weight: SHIPPED_RANDOM }),
  );
  const estimates = samples.map((sample) => estimateByPass(sample, comparisons, u));
  const fields = comparisons.map((comparison, index) => ({
    field: comparison.field,
    m: averageM(comparison, index, estimates),
    u: u[index]!,
  }));
  const prior = estimatePrior(model.records, fields, estimates);
  return { ...model, fields, prior, passes: estimates.length };
}

type Weighted = readonly (readonly [pattern: string, pairs: number])[];

function weigh(patterns: LevelPatterns, share: (pattern: string) => number): Weighted {
  return [...patterns].map(([pattern, count]) => [pattern, count * share(pattern)]);
}

interface Earlier {
  readonly earlier: readonly number[];
  /** Pairs the earlier shares count for. */
  readonly weight: number;
}

/** Share of each level, drawn towards what was believed earlier. */
function levelShares(patterns: Weighted, index: number, { earlier, weight }: Earlier): number[] {
  const counts = earlier.map((share) => share * weight);
  for (const [pattern, pairs] of patterns) {
    const level = pattern.charCodeAt(index);
    if (level !== MISSING) counts[level]! += pairs;
  }
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.map((count) => count / total);
}

interface Beliefs {
  readonly prior: number;
  readonly fields: readonly { readonly m: readonly number[]; readonly u: readonly number[] }[];
}

function posterior(pattern: string, { prior, fields }: Beliefs, taught?: readonly boolean[]): number {
  let odds = prior / (1 - prior);
  for (let index = 0; index < pattern.length; index += 1) {
    const level = pattern.charCodeAt(index);
    if (level === MISSING || taught?.[index] === false) continue;
    odds *= fields[index]!.m[level]! / fields[index]!.u[level]!;
  }
  return odds / (1 + odds);
}

interface PassEstimate {
  readonly sample: Sample;
  /** Pairs held to be matches. */
  readonly matches: number;
  readonly m: readonly (readonly number[])[];
}

/** Expectation maximisation of m within one pass; u stays, since a pass's own pairs are not random ones. */
function estimateByPass(
  sample: Sample,
  comparisons: readonly Comparison[],
  u: readonly (readonly number[])[],
): PassEstimate {
  let beliefs: Beliefs = { prior: 0.3, fields: comparisons.map(({ m }, index) => ({ m, u: u[index]! })) };
  for (let round = 0; round < EM_ROUNDS; round += 1) {
    const { prior, fields } = beliefs;
    const alike = weigh(sample.patterns, (pattern) => posterior(pattern, { prior, fields }, sample.taught));
    const matches = alike.reduce((sum, [, count]) => sum + count, 0);
    beliefs = {
      prior: Math.min(0.999, Math.max(0.001, matches / sample.seen)),
      fields: comparisons.map(({ m }, index) => ({
        m: levelShares(alike, index, { earlier: m, weight: SHIPPED_MATCHES }),
        u: u[index]!,
      })),
    };
  }
  return { sample, matches: beliefs.prior * sample.total, m: beliefs.fields.map(({ m }) => m) };
}

/** Passes weigh by the matches they saw; a pass says nothing of its own fields. */
function averageM(comparison: Comparison, index: number, estimates: readonly PassEstimate[]): readonly number[] {
  const teachers = estimates.filter(({ sample }) => sample.taught[index]);
  const total = teachers.reduce((sum, { matches }) => sum + matches, 0);
  if (total === 0) return comparison.m;
  return comparison.levels.map((_level, level) =>
    teachers.reduce((sum, { matches, m }) => sum + (matches / total) * m[index]![level]!, 0),
  );
}

/** Matches a pass saw over the share of matches that agree on its fields: the largest such guess, within reason. */
function estimatePrior(records: number, fields: KindModel['fields'], estimates: readonly PassEstimate[]): number {
  const guesses = estimates.map(({ sample, matches }) => {
    const agreeing = fields.reduce((share, { m }, index) => (sample.taught[index] ? share : share * m[0]!), 1);
    return matches / Math.max(0.05, agreeing * sample.presence ** 2);
  });
  if (guesses.length === 0) return defaultPrior(records);

  const middle = guesses.sort((a, b) => a - b)[guesses.length >> 1]!;
  const matchesPerRecord = Math.min(5, Math.max(0.02, middle / records));
  return matchesPerRecord / (records / 2);
}
