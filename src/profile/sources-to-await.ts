import type { SourceName } from '../domain/record-ref.ts';
import type { Policies, ProfileField } from './policies.ts';
import type { ProfileRecord } from './profile.ts';
import { resolveField } from './resolve-field.ts';
import { sourcesThatCanChange, type Provision } from './sources-that-can-change.ts';

/** What somebody wants of a profile. */
export interface ProfileAsk {
  /** The fields that decide; all of them when none are named. */
  readonly fields: readonly ProfileField[];
  /** Once the first field has a value, the others no longer matter. */
  readonly firstDecides?: true | undefined;
}

/** Who could have something to say, and what has been said so far. */
export interface ProfileState {
  readonly provisions: readonly Provision[];
  readonly policies: Policies;
  readonly records: readonly ProfileRecord[];
  /** Sources that have answered. */
  readonly settled: ReadonlySet<SourceName>;
}

/** The sources that have not answered and could still change what is asked for. Pure. */
export function sourcesToAwait({ fields, firstDecides }: ProfileAsk, state: ProfileState): SourceName[] {
  const { provisions, policies, records, settled } = state;
  const [first] = fields;
  if (first === undefined) return provisions.flatMap(({ source }) => (settled.has(source) ? [] : source));
  const isDecided = firstDecides === true && resolveField({ records, policies }, first).value !== undefined;
  return sourcesThatCanChange({ fields: isDecided ? [first] : fields, provisions, policies }, { records, settled });
}

/** Whether an answer can be had before every source that bears on it has answered. */
export function mayEndEarly({ fields, firstDecides }: ProfileAsk, policies: Policies): boolean {
  const deciding = firstDecides ? fields.slice(0, 1) : fields;
  return deciding.length > 0 && deciding.every((field) => policies[field] === 'SOURCE_ORDER');
}
