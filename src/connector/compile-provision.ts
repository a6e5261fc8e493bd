import type { Source } from '../source/source.ts';
import { compileRequest, type BuildRequest } from './compile-request.ts';
import type { CompileExpression, Expression } from './expression.ts';
import type { PageWalk } from './follow-pages.ts';
import { KIND_DEFAULTS } from './kind-defaults.ts';
import type { Enumeration, Paging, Provision, RequestManifest, SourceManifest } from './manifest.ts';
import type { Path, ProblemList } from './problem-list.ts';
import { createRowReader, type RowReader } from './read-rows.ts';

/** What every part of one connector is compiled with. */
export interface Workshop {
  readonly source: Source;
  readonly kind: SourceManifest['kind'];
  readonly baseUrl: string;
  readonly compile: CompileExpression;
  readonly problems: ProblemList;
}

/** What the expressions of a fetch, a list or a search may read. */
const REQUEST_VARIABLES = {
  fetch: ['keys', 'key', 'fields'],
  list: ['since', 'fields'],
  search: ['text', 'fields'],
} as const;
const PAGE_VARIABLES = ['size', 'page', 'offset', 'cursor'];
const MAX_PAGES = { fetch: 20, list: 10_000, search: 1 } as const;

export type Use = keyof typeof REQUEST_VARIABLES;

/** A request with its paging, its rows and their keys. */
export interface CompiledRequest {
  readonly build: BuildRequest;
  readonly reader: RowReader;
  readonly total: Expression | undefined;
  readonly walk: Pick<PageWalk, 'paging' | 'next' | 'more' | 'total' | 'maxPages' | 'build' | 'source' | 'baseUrl'>;
}

export interface RequestPart {
  readonly use: Use;
  readonly request: RequestManifest | Enumeration;
  readonly provision: Provision;
  /** Of the provision. */
  readonly path: Path;
  /** `$fields`; undefined when the mapping may read any. */
  readonly fields: readonly string[] | undefined;
}

export function compileProvision(part: RequestPart, workshop: Workshop): CompiledRequest {
  const { use, request, path, fields } = part;
  const { kind, compile, problems, source, baseUrl } = workshop;
  const variables = [...REQUEST_VARIABLES[use], ...PAGE_VARIABLES];
  const requestPath = [...path, use];
  if (!isAskedSo(kind, request))
    problems.add(requestPath, { message: `kind ${kind} is not asked this way`, hint: RIGHT_WAYS[kind] });
  if (kind === 'file' && use === 'search')
    problems.add(requestPath, { message: 'kind file cannot search', hint: 'leave search out' });

  if (fields === undefined && asksForFields(request))
    problems.add(requestPath, {
      message: 'asks for $fields, and its mapping may read any field',
      hint: 'right: name each field in the mapping, without *, **, $eval, @ or a row given to a function',
    });
  const compiled = compileRequest(request, { source: source.name, path: requestPath, variables, compile, problems });
  const build: BuildRequest = (bindings) => compiled({ ...bindings, fields });
  const answers = [...variables, 'status', 'count'];
  const compileAt = (text: string | undefined, at: Path) =>
    text === undefined ? undefined : compile(text, { path: at, variables: answers });
  const total = compileAt('total' in request ? request.total : undefined, [...requestPath, 'total']);
  const paging = request.paging ?? (use === 'search' ? undefined : KIND_DEFAULTS[kind].paging);
  return {
    build,
    total: total ?? KIND_DEFAULTS[kind].total,
    reader: compileReader(part, workshop, answers),
    walk: {
      source: source.name,
      baseUrl,
      build,
      paging,
      next: compileNext(paging, compileAt, requestPath) ?? KIND_DEFAULTS[kind].next,
      more: compileAt(paging && 'more' in paging ? paging.more : undefined, [...requestPath, 'paging', 'more']),
      total: total ?? KIND_DEFAULTS[kind].total,
      maxPages: paging?.maxPages ?? MAX_PAGES[use],
    },
  };
}

function asksForFields(request: RequestManifest | Enumeration): boolean {
  return /\$fields\b/.test(JSON.stringify(request));
}

const RIGHT_WAYS = {
  rest: 'right: get: /path or post: /path',
  odata: 'right: get: /Service/EntitySet',
  graphql: 'right: graphql: "query ($ids: [ID!]!) { ... }"',
  file: 'right: get: /customers.csv',
} as const;

function isAskedSo(kind: SourceManifest['kind'], { get, graphql }: RequestManifest): boolean {
  if (kind === 'graphql') return graphql !== undefined;
  return kind === 'file' ? get !== undefined : graphql === undefined;
}

function compileNext(
  paging: Paging | undefined,
  compileAt: (text: string | undefined, at: Path) => Expression | undefined,
  path: Path,
): Expression | undefined {
  return paging && 'next' in paging ? compileAt(paging.next, [...path, 'paging', 'next']) : undefined;
}

/** A list or search may say its own rows and key; else they are the provision's. */
function compileReader({ use, request, provision, path }: RequestPart, workshop: Workshop, variables: string[]) {
  const { kind, compile, problems, source } = workshop;
  const own = use === 'fetch' ? undefined : (request as Enumeration);
  const rowsText = own?.rows ?? provision.rows;
  const rowsPath = [...path, ...(own?.rows === undefined ? [] : [use]), 'rows'];
  const keyPath = [...path, ...(own?.key === undefined ? [] : [use]), 'key'];
  const rows = rowsText === undefined ? KIND_DEFAULTS[kind].rows : compile(rowsText, { path: rowsPath, variables });
  if (rows === undefined)
    problems.add(path, { message: `${path.join('.')}.rows is missing`, hint: 'right: rows: body.items' });
  return createRowReader({
    source: source.name,
    rows: rows ?? (() => undefined),
    ...(rowsText !== undefined && { rowsText }),
    key: compile(own?.key ?? provision.key, { path: keyPath, variables }),
  });
}
