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

/** Cuts a page out of rows of any number of sources: newest first, ties by id, so that no page depends on who answered first. */
export function toConnection<Node>(
  rows: readonly Node[],
  { first, after }: PageArguments,
  positionOf: (row: Node) => Position,
): Connection<Node> {
  const size = pageSize(first);
  const sorted = rows
    .map((node) => ({ node, position: positionOf(node) }))
    .toSorted((a, b) => compare(a.position, b.position));
  const from = after == null ? 0 : startAfter(sorted, decodeCursor(after));
  const edges = sorted.slice(from, from + size).map(({ node, position }) => ({ cursor: encodeCursor(position), node }));
  return {
    edges,
    nodes: edges.map(({ node }) => node),
    pageInfo: {
      hasNextPage: from + size < sorted.length,
      hasPreviousPage: from > 0,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    totalCount: rows.length,
  };
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

function startAfter(sorted: readonly { position: Position }[], cursor: Position): number {
  const index = sorted.findIndex(({ position }) => compare(position, cursor) > 0);
  return index === -1 ? sorted.length : index;
}

/** Newest first; an unknown time stands last. */
function compare(a: Position, b: Position): number {
  const [timeA, timeB] = [instant(a.time), instant(b.time)];
  if (timeA !== timeB) return timeB - timeA;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

function instant(time: string): number {
  return time === '' ? Number.MIN_SAFE_INTEGER : Date.parse(time);
}
