import type { AppError } from '../errors.ts';
import { problemOf } from '../federation/field-problems.ts';
import { failuresIn, type Part } from '../federation/parts.ts';
import { sourcesToAwait, type ProfileAsk } from '../profile/sources-to-await.ts';
import type { CustomerNode, LoadedProfile } from './customer-node.ts';
import type { CoordinateField, ParentField, Place, ProfileValue } from './field.ts';
import { toGraphError, toProblemError } from './graph-error.ts';
import type { RequestContext } from './request-context.ts';
import { settleParts, tellUnknown } from './settle-parts.ts';

/**
 * What a field definition makes of what was loaded for it, and the reason of a null: the one reading of a definition,
 * whoever executes the operation.
 */

/** Where a value goes, and under what name its record has it. */
export interface ValuePlace extends Place {
  readonly name: string;
  readonly context: RequestContext;
}

type Arguments = Readonly<Record<string, unknown>>;

/** The value of a field that is read from its parent, by its own name when nothing defines it. */
export function parentValue(
  field: ParentField<unknown, never, never> | undefined,
  parent: unknown,
  { args, at }: { args: Arguments; at: ValuePlace },
): unknown {
  const value = field ? field.read(parent as never, args as never) : readOwn(parent, at.name);
  explainGap(value, parent, at);
  return value;
}

/** The value of a field of the merged record. */
export function profileValue(
  field: ProfileValue<unknown, never>,
  node: CustomerNode,
  { loaded, args, at }: { loaded: LoadedProfile; args: Arguments; at: ValuePlace },
): unknown {
  const value: unknown = field.read(loaded.profile, args as never);
  const missed = failuresThatMatter(field, loaded, at.context);
  tellAbsent(node, missed, at);
  if (value === null) explainProfileNull(field.fields, { loaded, missed }, at);
  return value;
}

/** Why sources did not answer whose records, beside those that are there, could change the value. */
function failuresThatMatter(
  ask: ProfileAsk,
  { profile, parts, provisions }: LoadedProfile,
  { policies }: RequestContext,
): AppError[] {
  return failuresIn(parts).filter(({ source }) => {
    const records = profile.records.filter(({ ref }) => ref.source !== source);
    const settled = new Set(provisions.flatMap((each) => (each.source === source ? [] : each.source)));
    return sourcesToAwait(ask, { provisions, policies, records, settled }).length > 0;
  });
}

/** The value of a field that sources provide. Throws the sources' failure when nothing was found because of it. */
export function rowsValue(
  field: CoordinateField<unknown, never, never>,
  parts: readonly Part[],
  { parent, parentType, args, at }: { parent: unknown; parentType: string; args: Arguments; at: ValuePlace },
): unknown {
  const rows = settleParts<never>(parts, at.context, at);
  const value: unknown = field.read(rows, args as never, parent as never);
  if (value !== null && value !== undefined) return value;
  explainRowNull(rows, at);
  // A customer's missing records stand in its sections.
  if (parentType !== 'Customer') tellUnknown(parts, at.context, at);
  return value;
}

/** A null, or a gap in a list, that a source's bad value left says so; a null that the source sent is just that. */
export function explainGap(value: unknown, parent: unknown, at: ValuePlace): void {
  if (value !== null && value !== undefined && !Array.isArray(value)) return;
  if (typeof parent === 'object' && parent !== null) explainRowNull([parent], at);
}

/** What every object has by nature, such as `constructor`, is no value. */
function readOwn(parent: unknown, name: string): unknown {
  if (typeof parent !== 'object' || parent === null) return undefined;
  return name in Object.prototype && !Object.hasOwn(parent, name) ? undefined : Reflect.get(parent, name);
}

function explainRowNull(rows: readonly unknown[], at: ValuePlace): void {
  for (const row of rows) {
    if (typeof row !== 'object' || row === null) continue;
    const problem = problemOf(row, at.name);
    if (!problem) continue;
    const source: unknown = Reflect.get(row, 'source');
    at.context.faults.push(toProblemError(typeof source === 'string' ? source : undefined, problem, at.path));
  }
}

/** A record that is merged without one of its sources may show another value than it would with it: said once in each place of a customer. */
function tellAbsent(
  { absent }: CustomerNode,
  missed: readonly AppError[],
  { context: { faults }, path }: ValuePlace,
): void {
  for (const failure of missed) {
    const place = path.slice(0, -1);
    const told = `${failure.source ?? ''} ${place.join('.')}`;
    if (absent.has(told)) continue;
    absent.add(told);
    faults.push(toGraphError(failure, place));
  }
}

function explainProfileNull(
  fields: readonly string[],
  { loaded, missed }: { loaded: LoadedProfile; missed: readonly AppError[] },
  { context: { faults }, path }: ValuePlace,
): void {
  for (const failure of missed) faults.push(toGraphError(failure, path));
  for (const { record, ref } of loaded.profile.records) {
    for (const field of fields) {
      const problem = problemOf(record, field);
      if (problem) faults.push(toProblemError(ref.source, problem, path));
    }
  }
}
