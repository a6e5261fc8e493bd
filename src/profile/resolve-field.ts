import type { CustomerRecord } from '../domain/customer-record.ts';
import { sameness } from './sameness.ts';
import { isListField, POLICIES, type PolicyName, type ProfileField } from './policies.ts';
import type { Candidate, FieldResolution, Profile, ProfileRecord } from './profile.ts';

type Value<F extends ProfileField> = NonNullable<CustomerRecord[F]>;

/** Chooses the field's value by its policy. Pure; reads nothing but the records. */
export function resolveField<F extends ProfileField>(profile: Profile, field: F): FieldResolution<Value<F>> {
  const policy: PolicyName = (profile.policies ?? POLICIES)[field];
  const all = candidatesOf(profile, field);
  if (policy === 'UNION' || policy === 'VERIFIED_FIRST') return { ...uniteLists(field, all, policy), policy };

  const candidates = isListField(field) ? all.filter(({ value }) => (value as readonly unknown[]).length > 0) : all;
  const winner = CHOICES[policy](field, candidates);
  return {
    value: winner?.value,
    winner: winner?.from,
    policy,
    // Comparing spellings is dear, and few who ask for a value ask who lost.
    get losers() {
      return candidates.filter((candidate) => candidate !== winner && !isSame(field, candidate.value, winner?.value));
    },
  };
}

/** The records that have a value, in the order of trust. */
export function candidatesOf<F extends ProfileField>(profile: Profile, field: F): Candidate<Value<F>>[] {
  return profile.records.flatMap((from) => {
    const value = from.record[field];
    return value === null || value === undefined ? [] : [{ from, value }];
  });
}

type Choice = <T>(field: ProfileField, candidates: readonly Candidate<T>[]) => Candidate<T> | undefined;

/** Ties go to the more trusted source, which stands earlier. */
const CHOICES: Record<Exclude<PolicyName, 'UNION' | 'VERIFIED_FIRST'>, Choice> = {
  SOURCE_ORDER: (_field, candidates) => candidates[0],
  MOST_RECENT: (_field, candidates) => best(candidates, ({ from }) => sourceTime(from.record.modifiedAt)),
  MOST_COMPLETE: (_field, candidates) => best(candidates, ({ value }) => JSON.stringify(value).length),
  MOST_FREQUENT: (field, candidates) =>
    best(candidates, ({ value }) => candidates.filter((other) => isSame(field, other.value, value)).length),
};

function best<T>(
  candidates: readonly Candidate<T>[],
  score: (candidate: Candidate<T>) => number,
): Candidate<T> | undefined {
  let winner = candidates[0];
  for (const candidate of candidates) if (winner && score(candidate) > score(winner)) winner = candidate;
  return winner;
}

/** By the source's own clock: when we happened to read it says nothing about which value is newer. */
function sourceTime(modifiedAt: string | null | undefined): number {
  return modifiedAt ? Date.parse(modifiedAt) : Number.NEGATIVE_INFINITY;
}

/** Each member once, as the first that has it spells it; with VERIFIED_FIRST the verified ones stand, and count, first. */
function uniteLists<T>(
  field: ProfileField,
  lists: readonly Candidate<T>[],
  policy: PolicyName,
): Pick<FieldResolution<T>, 'value' | 'winner' | 'losers'> {
  const [only, ...others] = lists;
  if (only && others.length === 0 && (only.value as readonly unknown[]).length === 1) {
    return { value: only.value, winner: only.from, losers: [] };
  }
  const passes = policy === 'VERIFIED_FIRST' ? [isVerified, (member: unknown) => !isVerified(member)] : [() => true];
  const kept = new Map<string, unknown>();
  let winner: ProfileRecord | undefined;
  for (const belongs of passes) {
    for (const { from, value } of lists) {
      for (const member of (value as readonly unknown[]).filter(belongs)) {
        winner ??= from;
        const key = sameness(field, member);
        if (!kept.has(key)) kept.set(key, member);
      }
    }
  }
  const value = lists.length === 0 ? undefined : ([...kept.values()] as T);
  return { value, winner, losers: [] };
}

function isVerified(member: unknown): boolean {
  return (member as { readonly verified?: boolean | null }).verified === true;
}

/** Two lists are the same when they have the same members, in whichever order. */
function isSame(field: ProfileField, a: unknown, b: unknown): boolean {
  return b !== undefined && keyOf(field, a) === keyOf(field, b);
}

function keyOf(field: ProfileField, value: unknown): string {
  if (!isListField(field)) return sameness(field, value);
  return JSON.stringify([...new Set((value as readonly unknown[]).map((member) => sameness(field, member)))].sort());
}
