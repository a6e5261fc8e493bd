import { ODATA_FILTER } from './filter-languages.ts';
import { toSelection } from './odata-entity.ts';
import type { ODataEntity, Selection } from './odata-entity.ts';
import { parseRowFilter } from './parse-row-filter.ts';
import { fieldsOf, matches, toKeyLookup } from './row-filter.ts';
import type { RowFilter, Scalar } from './row-filter.ts';
import type { RowTable } from './row-table.ts';

/** What a request to an entity set asks for. */
export interface ODataQuery {
  readonly filter: RowFilter | undefined;
  readonly orderBy: readonly { readonly field: string; readonly isDescending: boolean }[];
  readonly top: number | undefined;
  readonly skip: number;
  readonly hasCount: boolean;
  readonly selection: Selection;
  /** The same `$select` and `$expand` give the same text: rendered rows are kept by it. */
  readonly selectionKey: string;
}

export class ODataError extends Error {
  override readonly name = 'ODataError';
}

const OPTIONS = new Set([
  '$filter',
  '$select',
  '$expand',
  '$orderby',
  '$top',
  '$skip',
  '$skiptoken',
  '$inlinecount',
  '$format',
  'sap-client',
  'sap-language',
]);

/** Reads the options for an entity set that looks like `sample`; throws ODataError or FilterSyntaxError with the reason. */
export function parseODataQuery(query: URLSearchParams, sample: ODataEntity | undefined): ODataQuery {
  const unknown = [...query.keys()].find((name) => !OPTIONS.has(name));
  if (unknown !== undefined) throw new ODataError(`Invalid system query option '${unknown}' specified`);
  if ((query.get('$format') ?? 'json') !== 'json') throw new ODataError('Only $format=json is supported');
  const select = listOption(query, '$select');
  const expand = listOption(query, '$expand');
  const filterText = query.get('$filter');
  const filter = filterText === null ? undefined : parseRowFilter(filterText, ODATA_FILTER);
  const orderBy = listOption(query, '$orderby').map(toOrder);
  if (sample !== undefined) {
    const used = [...(filter ? fieldsOf(filter) : []), ...orderBy.map(({ field }) => field)];
    used.forEach((field) => assertField(sample, field));
    select.filter((path) => path !== '*' && !path.includes('/')).forEach((path) => assertField(sample, path, true));
    expand.forEach((path) => assertNavigation(sample, path));
  }
  const skiptoken = wholeNumber(query, '$skiptoken') ?? 0;
  return {
    filter,
    orderBy,
    top: wholeNumber(query, '$top'),
    skip: (wholeNumber(query, '$skip') ?? 0) + skiptoken,
    hasCount: query.get('$inlinecount') === 'allpages',
    selection: toSelection(select, expand),
    selectionKey: `${select.join(',')}|${expand.join(',')}`,
  };
}

/** Rows of the filter in the order asked for, before paging. */
export function selectRows(table: RowTable<ODataEntity>, query: ODataQuery): readonly ODataEntity[] {
  const found = query.filter === undefined ? table.rows : filterRows(table, query.filter);
  if (query.orderBy.length === 0) return found;
  return [...found].sort((left, right) => {
    for (const { field, isDescending } of query.orderBy) {
      const order = compareScalars(readField(left, field), readField(right, field));
      if (order !== 0) return isDescending ? -order : order;
    }
    return 0;
  });
}

function filterRows(table: RowTable<ODataEntity>, filter: RowFilter): readonly ODataEntity[] {
  const lookup = toKeyLookup(filter);
  if (lookup !== undefined && table.hasIndex(lookup.field)) return table.find(lookup.field, lookup.keys);
  return table.rows.filter((row) => matches(filter, row, readField));
}

/** Dates as milliseconds. */
function readField(entity: ODataEntity, name: string): Scalar | undefined {
  const value = entity.fields[name];
  const date = typeof value === 'string' ? /^\/Date\((-?\d+)/u.exec(value) : null;
  return date?.[1] === undefined ? value : Number(date[1]);
}

function compareScalars(left: Scalar | undefined, right: Scalar | undefined): number {
  const [first, second] = [left ?? '', right ?? ''];
  const areAmounts = [first, second].every((value) => typeof value === 'string' && /^-?\d+\.\d+$/u.test(value));
  if (areAmounts) return Number(first) - Number(second);
  if (first === second) return 0;
  return first < second ? -1 : 1;
}

function listOption(query: URLSearchParams, name: string): string[] {
  const text = query.get(name);
  return text === null ? [] : text.split(',').map((part) => part.trim());
}

function toOrder(text: string): { field: string; isDescending: boolean } {
  const [field = '', direction = 'asc', ...rest] = text.split(/\s+/u);
  if (rest.length > 0 || !/^(?:asc|desc)$/u.test(direction)) throw new ODataError(`Invalid $orderby '${text}'`);
  return { field, isDescending: direction === 'desc' };
}

function wholeNumber(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (text === null) return undefined;
  if (!/^\d+$/u.test(text)) throw new ODataError(`Invalid value '${text}' for ${name}`);
  return Number(text);
}

function assertField(sample: ODataEntity, field: string, mayBeNavigation = false): void {
  const isKnown = Object.hasOwn(sample.fields, field) || (mayBeNavigation && Object.hasOwn(sample.navigations, field));
  if (!isKnown) throw new ODataError(`Property ${field} not found in type ${sample.type}`);
}

/** A level below is checked only when the sample has a record there. */
function assertNavigation(sample: ODataEntity, path: string): void {
  const [name = '', ...rest] = path.split('/');
  const targets = sample.navigations[name];
  if (targets === undefined) throw new ODataError(`Navigation property ${name} not found in type ${sample.type}`);
  if (rest.length > 0 && targets[0]) assertNavigation(targets[0], rest.join('/'));
}
