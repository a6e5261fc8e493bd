import type { SourceRequest } from '../source/source.ts';
import { evaluateOwn, type Bindings, type CompileExpression, type Expression } from './expression.ts';
import type { RequestManifest } from './manifest.ts';
import { fillPath, splitTemplate } from './path-template.ts';
import type { Path, ProblemList } from './problem-list.ts';

/** Writes one request for what is bound: keys, a page, a text. Fails with INTERNAL when an expression does. */
export type BuildRequest = (bindings: Bindings) => Promise<SourceRequest>;

export interface RequestPlace {
  readonly source: string;
  readonly path: Path;
  readonly variables: readonly string[];
  readonly compile: CompileExpression;
  readonly problems: ProblemList;
}

type Parameter = readonly [name: string, value: Expression];

/** Compiles `{ get: /path/{expression}, query: ..., headers: ..., body: ... }`. */
export function compileRequest(request: RequestManifest, place: RequestPlace): BuildRequest {
  const { source } = place;
  const compileAt = (text: string, ...at: Path) =>
    place.compile(text, { path: [...place.path, ...at], variables: place.variables });
  const toParameters = (parameters: RequestManifest['query'], name: string): Parameter[] =>
    Object.entries(parameters).map(([key, value]) => [
      key,
      typeof value === 'string' ? compileAt(value, name, key) : () => value,
    ]);

  const path = compilePath(request, place);
  const query = toParameters(request.query, 'query');
  const headers = toParameters(request.headers, 'headers');
  const body = compileBody(request, compileAt);
  const isGet = request.get !== undefined;
  const idempotent = request.idempotent ?? (isGet || request.graphql !== undefined);
  return async (bindings) => ({
    method: isGet ? 'GET' : 'POST',
    path: await fillPath(path, bindings, source),
    query: await fillQuery(query, bindings, source),
    headers: Object.fromEntries(await fillQuery(headers, bindings, source)),
    ...(body && { body: await evaluateOwn(body, bindings, source) }),
    idempotent,
  });
}

function compilePath(request: RequestManifest, { path, variables, compile, problems }: RequestPlace) {
  const way = request.get === undefined ? 'post' : 'get';
  const template = request.get ?? request.post ?? '/';
  const parts = splitTemplate(template);
  if (parts === undefined)
    problems.add([...path, way], { message: 'a { is not closed', hint: 'right: /orders/{$key}' });
  return (parts ?? []).map(({ text, isExpression }) =>
    isExpression ? compile(text, { path: [...path, way], variables }) : text,
  );
}

function compileBody(
  { graphql: query, variables, body }: RequestManifest,
  compileAt: (text: string, ...at: Path) => Expression,
): Expression | undefined {
  if (query === undefined) return body === undefined ? undefined : compileAt(body, 'body');
  const values = variables === undefined ? () => ({}) : compileAt(variables, 'variables');
  return async (input, bindings) => ({ query, variables: (await values(input, bindings)) ?? {} });
}

/** A list repeats the parameter; nothing leaves it out. */
async function fillQuery(
  parameters: readonly Parameter[],
  bindings: Bindings,
  source: string,
): Promise<[string, string][]> {
  const filled = await Promise.all(
    parameters.map(async ([name, expression]) => {
      const value = await evaluateOwn(expression, bindings, source);
      return [value]
        .flat()
        .filter(isPresent)
        .map((each): [string, string] => [name, toText(each)]);
    }),
  );
  return filled.flat();
}

function isPresent(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function toText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
