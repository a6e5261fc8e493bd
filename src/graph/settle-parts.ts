import { AppError } from '../errors.ts';
import { anyFound, failuresIn, lostIn, onlyRecords, recordsIn, type Part, type Sourced } from '../federation/parts.ts';
import type { Place } from './field.ts';
import { toGraphError, toProblemError } from './graph-error.ts';
import type { RequestContext } from './request-context.ts';

/**
 * The records of all parts. What is missing beside them is reported; when nothing was found because sources failed, the
 * first failure is thrown, so that the null in the answer has its reason.
 */
export function settleParts<Row>(
  parts: readonly Part[],
  context: RequestContext,
  place: Place,
): readonly Sourced<Row>[] {
  const only = onlyRecords<Row>(parts);
  if (only) return only;
  const failures = failuresIn(parts);
  const [first, ...others] = failures;
  const nothing = first !== undefined && !anyFound(parts);
  for (const failure of nothing ? others : failures) context.faults.push(toGraphError(failure, place.path));
  for (const { source, problem } of lostIn(parts)) context.faults.push(toProblemError(source, problem, place.path));
  if (nothing) throw toGraphError(first);
  return recordsIn<Row>(parts);
}

/** Where nothing was found and nothing failed: which source does not know the record. */
export function tellUnknown(parts: readonly Part[], { faults }: RequestContext, { path }: Place): void {
  if (parts.some(({ outcomes }) => outcomes.some(({ status }) => status !== 'missing'))) return;
  for (const source of new Set(parts.map(({ live }) => live.route.source))) {
    faults.push(toGraphError(new AppError('RECORD_NOT_FOUND', { source }), path));
  }
}
