import { setImmediate as yieldToOthers } from 'node:timers/promises';
import { endOfString, JsonError, MAX_DEPTH, parseJson } from './parse-json.ts';

/** A text up to this long is parsed in one go: a few milliseconds. */
const SLICE_CHARS = 128 * 1024;

/** A list has more members than we take. */
export class JsonTooLongError extends Error {
  override readonly name = 'JsonTooLongError';
}

export interface SliceOptions {
  /** Most members a list may have; checked in texts longer than a slice. */
  readonly maxMembers?: number;
  readonly sliceChars?: number;
}

/**
 * Parses as `parseJson` does, a slice at a time with other work in between, so that a large answer does not hold up the
 * process. Handing the work to a thread would not help: taking its result over costs the receiver about as much as parsing.
 * Throws JsonError, and JsonTooLongError for a list with too many members.
 */
export async function parseJsonInSlices(text: string, options: SliceOptions = {}): Promise<unknown> {
  const { sliceChars = SLICE_CHARS, maxMembers = Number.POSITIVE_INFINITY } = options;
  if (text.length <= sliceChars) return parseJson(text);
  const cursor = { text, at: 0, sliceChars, maxMembers };
  const work = readValue(cursor, 0);
  for (;;) {
    const { done, value } = work.next();
    if (done) return atEnd(cursor) ? value : fail();
    await yieldToOthers();
  }
}

interface Cursor {
  readonly text: string;
  readonly sliceChars: number;
  readonly maxMembers: number;
  at: number;
}

/** Yields after each slice. */
type Work = Generator<undefined, unknown>;

function fail(): never {
  throw new JsonError('not JSON');
}

function atEnd(cursor: Cursor): boolean {
  cursor.at = afterSpace(cursor.text, cursor.at);
  return cursor.at >= cursor.text.length;
}

function* readValue(cursor: Cursor, depth: number): Work {
  const { text } = cursor;
  cursor.at = afterSpace(text, cursor.at);
  const first = text[cursor.at];
  const isContainer = first === '[' || first === '{';
  const end = endOfValue(text, cursor.at, { limit: isContainer ? cursor.sliceChars : text.length, depth });
  if (end !== undefined) {
    const value = parseJson(text.slice(cursor.at, end));
    cursor.at = end;
    return value;
  }
  if (!isContainer) return fail();
  if (depth >= MAX_DEPTH) throw new JsonError(`nested deeper than ${MAX_DEPTH}`);
  cursor.at += 1;
  return yield* first === '[' ? readList(cursor, depth + 1) : readObject(cursor, depth + 1);
}

function* readList(cursor: Cursor, depth: number): Work {
  const members: unknown[] = [];
  if (closes(cursor, ']')) return members;
  do {
    const group = takeMembers(cursor, { depth, endOf: endOfValue });
    if (group === '') members.push(yield* readValue(cursor, depth));
    else for (const member of parseJson(`[${group}]`) as unknown[]) members.push(member);
    if (members.length > cursor.maxMembers) throw new JsonTooLongError();
    yield;
  } while (!ends(cursor, ']'));
  return members;
}

function* readObject(cursor: Cursor, depth: number): Work {
  const object: Record<string, unknown> = {};
  if (closes(cursor, '}')) return object;
  do {
    const group = takeMembers(cursor, { depth, endOf: endOfPair });
    const pairs = group === '' ? [] : Object.entries(parseJson(`{${group}}`) as object);
    if (group === '') pairs.push([readKey(cursor), yield* readValue(cursor, depth)]);
    for (const [name, value] of pairs) setOwn(object, name, value);
    yield;
  } while (!ends(cursor, '}'));
  return object;
}

/** As JSON.parse does: `__proto__` is a name like any other. */
function setOwn(object: Record<string, unknown>, name: string, value: unknown): void {
  if (name !== '__proto__') object[name] = value;
  else Object.defineProperty(object, name, { value, configurable: true, enumerable: true, writable: true });
}

/** The key and its colon, before a value too large for a slice. */
function readKey(cursor: Cursor): string {
  const { text } = cursor;
  const start = afterSpace(text, cursor.at);
  const end = endOfScalar(text, start);
  const colon = afterSpace(text, end);
  if (text[start] !== '"' || text[colon] !== ':') return fail();
  cursor.at = colon + 1;
  return String(parseJson(text.slice(start, end)));
}

/** Whether the container ends here, before any member. */
function closes(cursor: Cursor, closing: string): boolean {
  const at = afterSpace(cursor.text, cursor.at);
  if (cursor.text[at] !== closing) return false;
  cursor.at = at + 1;
  return true;
}

/** Steps over the comma or the end behind a member. */
function ends(cursor: Cursor, closing: string): boolean {
  const at = afterSpace(cursor.text, cursor.at);
  const mark = cursor.text[at];
  if (mark !== ',' && mark !== closing) return fail();
  cursor.at = at + 1;
  return mark === closing;
}

interface Extent {
  /** Characters it may take. */
  readonly limit: number;
  /** Containers around it. */
  readonly depth: number;
}

type EndOf = (text: string, start: number, extent: Extent) => number | undefined;

/** As many whole members as fit a slice, with the commas between them; '' when the first does not. */
function takeMembers(cursor: Cursor, { depth, endOf }: { readonly depth: number; readonly endOf: EndOf }): string {
  const { text, at: start } = cursor;
  const rest = (from: number) => ({ depth, limit: cursor.sliceChars - (from - start) });
  let end = start;
  for (let next = start; ;) {
    const memberEnd = endOf(text, next, rest(next));
    if (memberEnd === undefined) break;
    end = memberEnd;
    const comma = afterSpace(text, end);
    if (text[comma] !== ',') break;
    next = comma + 1;
  }
  cursor.at = end;
  return text.slice(start, end);
}

function endOfPair(text: string, start: number, { limit, depth }: Extent): number | undefined {
  const key = afterSpace(text, start);
  const colon = afterSpace(text, endOfScalar(text, key));
  if (text[key] !== '"' || text[colon] !== ':') return undefined;
  return endOfValue(text, colon + 1, { depth, limit: limit - (colon + 1 - start) });
}

/** Where the value ends that begins at or after `start`; undefined when that is beyond the limit or there is none. */
function endOfValue(text: string, start: number, { limit, depth }: Extent): number | undefined {
  const first = afterSpace(text, start);
  const isContainer = text[first] === '[' || text[first] === '{';
  const end = isContainer ? endOfContainer(text, first, { limit: start + limit, depth }) : endOfScalar(text, first);
  return end !== undefined && end > first && end - start <= limit ? end : undefined;
}

const MARKS = /["[\]{}]/g;

/** `limit` is a place in the text here. */
function endOfContainer(text: string, start: number, { limit, depth }: Extent): number | undefined {
  let open = 0;
  MARKS.lastIndex = start;
  for (let found = MARKS.exec(text); found !== null && found.index < limit; found = MARKS.exec(text)) {
    const [mark] = found;
    if (mark === '"') MARKS.lastIndex = endOfString(text, found.index) + 1;
    else open += mark === '[' || mark === '{' ? 1 : -1;
    if (depth + open > MAX_DEPTH) throw new JsonError(`nested deeper than ${MAX_DEPTH}`);
    if (open === 0) return found.index + 1;
  }
  return undefined;
}

const SCALAR_END = /[\s,:\]}]|$/g;

function endOfScalar(text: string, start: number): number {
  if (text[start] === '"') return Math.min(endOfString(text, start) + 1, text.length);
  SCALAR_END.lastIndex = start;
  return SCALAR_END.exec(text)?.index ?? text.length;
}

const NOT_SPACE = /[^ \t\r\n]/g;

function afterSpace(text: string, start: number): number {
  NOT_SPACE.lastIndex = start;
  return NOT_SPACE.exec(text)?.index ?? text.length;
}
