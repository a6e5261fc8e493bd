type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
type JsonObject = { readonly [key: string]: Json };

/** Leaves out, repeats or spoils rows of an answer. The text is returned as it is when it is no JSON. */
export function withoutRow(body: string, key: string): string {
  return rewrite(body, (rows) => rows.filter((row) => !hasKey(row, key)));
}

export function withRowTwice(body: string, key: string): string {
  return rewrite(body, (rows) => rows.flatMap((row) => (hasKey(row, key) ? [row, row] : [row])));
}

/** The field has this value in every object at any depth. */
export function withFieldReplaced(body: string, field: string, value: unknown): string {
  const parsed = parse(body);
  return parsed === undefined ? body : JSON.stringify(replaceField(parsed, field, value as Json));
}

function rewrite(body: string, change: (rows: readonly Json[]) => readonly Json[]): string {
  const parsed = parse(body);
  return parsed === undefined ? body : JSON.stringify(changeRows(parsed, change));
}

/** Rows are the first list met on the way down from the top; lists inside rows are not rows. */
function changeRows(value: Json, change: (rows: readonly Json[]) => readonly Json[]): Json {
  if (isList(value)) return change(value);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, changeRows(inner, change)]));
}

/** The row's own fields and those of objects directly in it. */
function hasKey(row: Json, key: string): boolean {
  if (!isObject(row)) return false;
  return Object.values(row).some(
    (value) => isKey(value, key) || (isObject(value) && Object.values(value).some((inner) => isKey(inner, key))),
  );
}

function isKey(value: Json, key: string): boolean {
  return (typeof value === 'string' || typeof value === 'number') && String(value) === key;
}

function replaceField(value: Json, field: string, replacement: Json): Json {
  if (isList(value)) return value.map((item) => replaceField(item, field, replacement));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      name === field ? replacement : replaceField(inner, field, replacement),
    ]),
  );
}

function parse(body: string): Json | undefined {
  try {
    return JSON.parse(body) as Json;
  } catch {
    return undefined;
  }
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
