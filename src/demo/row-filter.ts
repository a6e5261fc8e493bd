export type Scalar = string | number | boolean | null;
export type Comparison = 'eq' | 'ne' | 'gt' | 'ge' | 'lt' | 'le';
export type TextTest = 'contains' | 'startsWith' | 'endsWith';

/** What a `$filter` or a `where` says, whichever language it was written in. */
export type RowFilter =
  | { readonly kind: 'and' | 'or'; readonly terms: readonly RowFilter[] }
  | { readonly kind: 'not'; readonly term: RowFilter }
  | { readonly kind: 'compare'; readonly field: FieldRef; readonly how: Comparison; readonly value: Scalar }
  | { readonly kind: 'text'; readonly field: FieldRef; readonly how: TextTest; readonly value: string };

export interface FieldRef {
  readonly name: string;
  readonly fold?: 'lower' | 'upper';
}

/** Reads a field of a row; dates as milliseconds. */
export type ReadField<Row> = (row: Row, name: string) => Scalar | undefined;

export function matches<Row>(filter: RowFilter, row: Row, read: ReadField<Row>): boolean {
  switch (filter.kind) {
    case 'and':
      return filter.terms.every((term) => matches(term, row, read));
    case 'or':
      return filter.terms.some((term) => matches(term, row, read));
    case 'not':
      return !matches(filter.term, row, read);
    case 'compare':
      return compares(folded(read(row, filter.field.name), filter.field), filter.how, filter.value);
    default:
      return textMatches(folded(read(row, filter.field.name), filter.field), filter.how, filter.value);
  }
}

/** The keys asked for when the filter is nothing but `field = a or field = b ...`: those an index can answer. */
export function toKeyLookup(filter: RowFilter): { field: string; keys: string[] } | undefined {
  const terms = filter.kind === 'or' ? filter.terms : [filter];
  const keys: string[] = [];
  let field: string | undefined;
  for (const term of terms) {
    if (term.kind !== 'compare' || term.how !== 'eq' || term.field.fold || typeof term.value !== 'string')
      return undefined;
    if (field !== undefined && field !== term.field.name) return undefined;
    field = term.field.name;
    keys.push(term.value);
  }
  return field === undefined ? undefined : { field, keys };
}

/** Every field the filter names. */
export function fieldsOf(filter: RowFilter): string[] {
  if (filter.kind === 'not') return fieldsOf(filter.term);
  if ('terms' in filter) return filter.terms.flatMap(fieldsOf);
  return [filter.field.name];
}

function folded(value: Scalar | undefined, field: FieldRef): Scalar {
  if (value === undefined) return null;
  if (typeof value !== 'string' || field.fold === undefined) return value;
  return field.fold === 'lower' ? value.toLowerCase() : value.toUpperCase();
}

function textMatches(value: Scalar, how: TextTest, part: string): boolean {
  if (typeof value !== 'string') return false;
  if (how === 'contains') return value.includes(part);
  return how === 'startsWith' ? value.startsWith(part) : value.endsWith(part);
}

function compares(value: Scalar, how: Comparison, wanted: Scalar): boolean {
  const left = typeof wanted === 'number' && typeof value === 'string' ? Number(value) : value;
  if (how === 'eq') return left === wanted;
  if (how === 'ne') return left !== wanted;
  if (left === null || wanted === null) return false;
  if (how === 'gt') return left > wanted;
  if (how === 'ge') return left >= wanted;
  return how === 'lt' ? left < wanted : left <= wanted;
}
