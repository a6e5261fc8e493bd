import type { SourceRequest } from '../source/source.ts';
import { evaluateOwn, fieldsOf, type Bindings, type CompileExpression, type Expression } from './expression.ts';
import type { RequestManifest } from './manifest.ts';
import { fillPath, splitTemplate } from './path-template.ts';
import type { Path, ProblemList } from './problem-list.ts';

/** Writes one request for what is bound: keys, a page, a text. Fails with INTERNAL when an expression does. */
export type BuildRequest = (bindings: Bindings) => SourceRequest;

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
  const compileAt = (text: string, ...at: Path) => {
    const path = [...place.path, ...at];
    // There is no row yet: a field would be nothing, and the parameter silently left out.
    if (fieldsOf(text) !== undefined)
      place.problems.add(path, {
        message: `${text} names a field, and a request has none to read`,
        hint: `right: "'${text}'" for a text`,
      });
    return place.compile(text, { path, variables: place.variables });
  };
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
  return (bindings) => ({
    method: isGet ? 'GET' : 'POST',
    path: fillPath(path, bindings, source),
    query: fillQuery(query, bindings, source),
    headers: Object.fromEntries(fillQuery(headers, bindings, source)),
    ...(body && { body: evaluateOwn(body, bindings, source) }),
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
  return (input, bindings) => ({ query, variables: values(input, bindings) ?? {} });
}

/** A list repeats the parameter; nothing leaves it out. */
function fillQuery(parameters: readonly Parameter[], bindings: Bindings, source: string): [string, string][] {
  return parameters.flatMap(([name, expression]) => {
    const values = [evaluateOwn(expression, bindings, source)].flat();
    return values.filter(isPresent).map((value): [string, string] => [name, toText(value)]);
  });
}

function isPresent(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function toText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
