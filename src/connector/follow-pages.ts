import { AppError } from '../errors.ts';
import type { SourceRequest, SourceResponse } from '../source/source.ts';
import { resolveUrl } from '../source/resolve-url.ts';
import type { BuildRequest } from './compile-request.ts';
import { evaluateAnswer, type Bindings, type Expression } from './expression.ts';
import type { Paging } from './manifest.ts';

/** One answer and its rows. */
export interface Page {
  readonly response: SourceResponse;
  readonly rows: readonly unknown[];
}

/** Where a page begins: what the request's expressions see, or a link that replaces the request. */
interface Position {
  readonly bindings: Bindings;
  readonly link?: string;
}

export interface PageWalk {
  readonly source: string;
  readonly baseUrl: string;
  readonly paging: Paging | undefined;
  /** For cursor: the next cursor. For nextLink: the next link. */
  readonly next: Expression;
  /** For page and offset: whether another page follows. */
  readonly more: Expression | undefined;
  /** How many rows there are in all, when the source says. */
  readonly total: Expression | undefined;
  readonly maxPages: number;
  readonly build: BuildRequest;
  send(request: SourceRequest): Promise<SourceResponse>;
  rows(response: SourceResponse, bindings: Bindings): readonly unknown[];
}

/**
 * Every page of an answer, in order. A source whose pages do not end, or that sends us round in a circle, fails with
 * SOURCE_BAD_DATA: rows must not be lost silently, nor asked for without end.
 */
export async function* followPages(walk: PageWalk, bindings: Bindings): AsyncGenerator<Page> {
  const seen = new Set<string>();
  let position: Position | undefined = { bindings: { ...bindings, ...firstPage(walk.paging, bindings) } };
  let rowsSoFar = 0;
  for (let count = 1; position !== undefined; count += 1) {
    if (count > walk.maxPages || seen.has(toMark(position)))
      throw new AppError('SOURCE_BAD_DATA', { source: walk.source, detail: 'its pages do not end' });
    seen.add(toMark(position));

    const request: SourceRequest = toRequest(walk, position);
    const page: Page = await load(walk, request, position.bindings);
    rowsSoFar += page.rows.length;
    yield page;
    position = nextPosition(walk, { page, position, request, rowsSoFar });
  }
}

async function load(walk: PageWalk, request: SourceRequest, bindings: Bindings): Promise<Page> {
  const response = await walk.send(request);
  return { response, rows: walk.rows(response, { ...bindings, status: response.status }) };
}

function firstPage(paging: Paging | undefined, { size }: Bindings): Bindings {
  if (paging === undefined) return {};
  const base = { size: size ?? paging.size };
  if (paging.type === 'page') return { ...base, page: paging.start };
  return paging.type === 'offset' ? { ...base, offset: 0 } : base;
}

function toMark({ bindings: { page, offset, cursor }, link }: Position): string {
  return JSON.stringify([page, offset, cursor, link]);
}

function toRequest({ source, baseUrl, build }: PageWalk, { bindings, link }: Position): SourceRequest {
  const request = build(bindings);
  if (link === undefined) return request;
  const here = resolveUrl({ source, baseUrl, path: request.path, query: [] });
  return { ...request, path: URL.canParse(link, here) ? new URL(link, here).href : link, query: [] };
}

interface Arrival {
  readonly page: Page;
  readonly position: Position;
  readonly rowsSoFar: number;
}

function nextPosition(walk: PageWalk, arrival: Arrival & { readonly request: SourceRequest }): Position | undefined {
  const { paging } = walk;
  const { page, position } = arrival;
  const { bindings } = position;
  if (paging === undefined) return undefined;
  if (paging.type === 'page' || paging.type === 'offset') {
    if (!hasMore(walk, arrival)) return undefined;
    const at = Number(bindings['page']) + 1;
    return { bindings: { ...bindings, ...(paging.type === 'page' ? { page: at } : { offset: arrival.rowsSoFar }) } };
  }
  const next = evaluateAnswer(walk.next, page.response, { bindings, source: walk.source });
  if (next === undefined || next === null || next === '' || next === false) return undefined;
  if (paging.type === 'cursor') return { bindings: { ...bindings, cursor: next } };
  if (typeof next === 'string') return { bindings, link: next };
  throw new AppError('SOURCE_BAD_DATA', { source: walk.source, detail: 'a next link that is no text' });
}

/** What the source says about its end counts; only when it says nothing is a short page taken for the last one. */
function hasMore(walk: PageWalk, { page, position, rowsSoFar }: Arrival): boolean {
  const bindings: Bindings = { ...position.bindings, status: page.response.status, count: page.rows.length };
  const evaluate = (expression: Expression) =>
    evaluateAnswer(expression, page.response, { bindings, source: walk.source });
  if (walk.more) return evaluate(walk.more) === true;
  const total = walk.total && Number(evaluate(walk.total));
  if (page.rows.length === 0) return false;
  return total !== undefined && !Number.isNaN(total) ? rowsSoFar < total : page.rows.length >= Number(bindings['size']);
}
