import { AppError } from '../errors.ts';

const LARGEST_PAGE = 200;

export interface PageArguments {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
}

export interface Connection<Node> {
  readonly edges: readonly { readonly cursor: string; readonly node: Node }[];
  readonly nodes: readonly Node[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
  readonly totalCount: number;
}

/** A place in a list that is sorted by time and then by id, whatever source each row came from. */
interface Position {
  readonly time: string;
  readonly id: string;
}

interface Placed<Node> {
  readonly node: Node;
  readonly position: Position;
  /** Epoch milliseconds; an unknown time stands last. */
  readonly at: number;
}

/** Cuts a page out of rows of any number of sources: newest first, ties by id, so that no page depends on who answered first. */
export function toConnection<Node>(
  rows: readonly Node[],
  { first, after }: PageArguments,
  positionOf: (row: Node) => Position,
): Connection<Node> {
  const size = pageSize(first);
  const sorted = rows.map((node) => toPlaced(node, positionOf(node))).toSorted(compare);
  const from = after == null ? 0 : startAfter(sorted, toPlaced(undefined, decodeCursor(after)));
  return new RowPage(sorted, from, size);
}

/** Cursors are written only for those who ask for them. */
class RowPage<Node> implements Connection<Node> {
  readonly nodes: readonly Node[];
  readonly totalCount: number;
  readonly #page: readonly Placed<Node>[];
  readonly #from: number;

  constructor(sorted: readonly Placed<Node>[], from: number, size: number) {
    this.#page = sorted.slice(from, from + size);
    this.#from = from;
    this.nodes = this.#page.map(({ node }) => node);
    this.totalCount = sorted.length;
  }

  get edges() {
    return this.#page.map(({ node, position }) => ({ cursor: encodeCursor(position), node }));
  }

  get pageInfo() {
    const [first, last] = [this.#page[0], this.#page.at(-1)];
    return {
      hasNextPage: this.#from + this.#page.length < this.totalCount,
      hasPreviousPage: this.#from > 0,
      startCursor: first ? encodeCursor(first.position) : null,
      endCursor: last ? encodeCursor(last.position) : null,
    };
  }
}

function toPlaced<Node>(node: Node, position: Position): Placed<Node> {
  return { node, position, at: position.time === '' ? Number.MIN_SAFE_INTEGER : Date.parse(position.time) };
}

/** Throws BAD_REQUEST for what is no page size. */
export function pageSize(first: number | null | undefined): number {
  const size = first ?? 20;
  if (size >= 0 && size <= LARGEST_PAGE) return size;
  throw new AppError('BAD_REQUEST', { message: `first: expected 0 to ${LARGEST_PAGE}, got ${size}.` });
}

export function encodeCursor(position: Position): string {
  return Buffer.from(JSON.stringify([position.time, position.id])).toString('base64url');
}

/** Throws BAD_REQUEST for what no page of ours has given out. */
export function decodeCursor(cursor: string): Position {
  const parts = parseJson(Buffer.from(cursor, 'base64url').toString());
  if (Array.isArray(parts) && parts.length === 2 && parts.every((part) => typeof part === 'string')) {
    const [time = '', id = ''] = parts;
    return { time, id };
  }
  throw new AppError('BAD_REQUEST', { message: 'after: expected a cursor that an earlier page gave as endCursor.' });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function startAfter(sorted: readonly Placed<unknown>[], cursor: Placed<unknown>): number {
  const index = sorted.findIndex((row) => compare(row, cursor) > 0);
  return index === -1 ? sorted.length : index;
}

/** Newest first. */
function compare(a: Placed<unknown>, b: Placed<unknown>): number {
  if (a.at !== b.at) return b.at - a.at;
  return a.position.id < b.position.id ? -1 : a.position.id > b.position.id ? 1 : 0;
}
