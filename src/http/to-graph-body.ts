import { AppError } from '../errors.ts';
import type { GraphBody } from './graph-service.ts';

/** Deeper variables would overflow the stack of whoever walks them. */
const DEEPEST_VARIABLES = 50;

/**
 * The GraphQL request in a parsed POST body.
 * @throws AppError BAD_REQUEST that names the part that is wrong.
 */
export function toGraphBody(body: unknown): GraphBody {
  if (Array.isArray(body)) throw badRequest('Several operations in one request are not accepted.');
  if (!isMap(body)) throw badRequest('The body must be a JSON object with `query`.');

  const { operationName, variables, extensions } = body;
  if (operationName != null && typeof operationName !== 'string') throw badRequest('`operationName` must be a string.');
  if (variables != null && !isMap(variables)) throw badRequest('`variables` must be an object.');
  if (extensions != null && !isMap(extensions)) throw badRequest('`extensions` must be an object.');
  if (variables && isDeeperThan(variables, DEEPEST_VARIABLES)) throw badRequest('`variables` are nested too deeply.');
  const operationHash = toOperationHash(body['query'], extensions ?? {});
  const query = operationHash === undefined ? toQuery(body['query']) : '';
  return {
    query,
    operationName: operationName ?? undefined,
    variables: variables ?? {},
    ...(operationHash !== undefined && { operationHash }),
  };
}

function toQuery(query: unknown): string {
  if (typeof query === 'string' && query !== '') return query;
  throw badRequest('`query` must be a string that is not empty.');
}

/** The hash of a registered document, where it takes the document's place. */
function toOperationHash(query: unknown, { persistedQuery }: Readonly<Record<string, unknown>>): string | undefined {
  if (query != null || !isMap(persistedQuery)) return undefined;
  const hash = persistedQuery['sha256Hash'];
  if (typeof hash === 'string' && /^[0-9a-f]{64}$/.test(hash)) return hash;
  throw badRequest('`extensions.persistedQuery.sha256Hash` must be 64 hexadecimal digits.');
}

/** The GraphQL request in the parameters of a GET; `search` is what follows `?`. */
export function toGraphBodyFromSearch(search: string): GraphBody {
  const parameters = new URLSearchParams(search);
  const names = ['query', 'operationName', 'variables', 'extensions'];
  const repeated = names.find((name) => parameters.getAll(name).length > 1);
  if (repeated) throw badRequest(`\`${repeated}\` may be given once only.`);

  return toGraphBody({
    query: parameters.get('query'),
    operationName: parameters.get('operationName'),
    variables: parseParameter('variables', parameters.get('variables')),
    extensions: parseParameter('extensions', parameters.get('extensions')),
  });
}

function parseParameter(name: string, text: string | null): unknown {
  if (text === null || text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw badRequest(`\`${name}\` must be JSON.`);
  }
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isDeeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((child) => isDeeperThan(child, levels - 1));
}

function badRequest(message: string): AppError {
  return new AppError('BAD_REQUEST', { message });
}
