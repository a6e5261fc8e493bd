import type { SourceName } from '../domain/record-ref.ts';
import { isListField, POLICIES, type Policies, type ProfileField } from './policies.ts';
import type { ProfileRecord } from './profile.ts';

/** The fields that one source's records may have. */
export interface Provision {
  readonly source: SourceName;
  /** `ANY` when its mapping does not tell. */
  readonly fields: ReadonlySet<string> | 'ANY';
}

/** What is asked of a profile, and who could answer. */
export interface ProfileQuestion {
  readonly fields: readonly ProfileField[];
  /** One for each source, the most trusted first. */
  readonly provisions: readonly Provision[];
  /** What decides each field; `POLICIES` when absent. */
  readonly policies?: Policies;
}

/** How far reading has come. */
export interface ProfileProgress {
  /** Those read so far. */
  readonly records: readonly ProfileRecord[];
  /** Sources that have answered, or failed for good. */
  readonly settled: ReadonlySet<SourceName>;
}

/**
 * The sources whose records can bear on a field asked for: on its value, its winner, its losers or its conflicts. The
 * records of all others can be left unread. Pure.
 */
export function sourcesThatBear({ fields, provisions }: ProfileQuestion): SourceName[] {
  return provisions.filter((each) => fields.some((field) => provides(each, field))).map(({ source }) => source);
}

/**
 * The sources still to wait for when only values and their winners are asked for: none when nothing that is still to
 * come can change them. Losers and conflicts wait for all of `sourcesThatBear`. Pure.
 */
export function sourcesThatCanChange(question: ProfileQuestion, progress: ProfileProgress): SourceName[] {
  const needed = new Set(question.fields.flatMap((field) => awaitedFor(field, question, progress)));
  return question.provisions.flatMap(({ source }) => (needed.has(source) ? [source] : []));
}

function awaitedFor(
  field: ProfileField,
  { provisions, policies = POLICIES }: ProfileQuestion,
  { records, settled }: ProfileProgress,
): SourceName[] {
  const able = provisions.filter((each) => provides(each, field)).map(({ source }) => source);
  const answered = policies[field] === 'SOURCE_ORDER' ? able.findIndex((source) => hasValue(source)) : -1;
  const wanted = answered < 0 ? able : able.slice(0, answered);
  return wanted.filter((source) => !settled.has(source));

  function hasValue(source: SourceName): boolean {
    return (
      settled.has(source) && records.some(({ ref, record }) => ref.source === source && says(record[field], field))
    );
  }
}

function provides({ fields }: Provision, field: ProfileField): boolean {
  return fields === 'ANY' || fields.has(field);
}

/** An empty list says nothing. */
function says(value: unknown, field: ProfileField): boolean {
  if (value === null || value === undefined) return false;
  return !isListField(field) || (value as readonly unknown[]).length > 0;
}
