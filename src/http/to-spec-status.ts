/** Apollo Server's codes for a well-formed request whose document or variables are wrong. */
const GRAPHQL_FAULTS = new Set(['GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED', 'BAD_USER_INPUT']);

/**
 * Apollo Server answers 400 to a document that does not parse, does not validate or has wrong variables. The
 * GraphQL-over-HTTP specification wants that for `application/graphql-response+json`; under `application/json` a
 * well-formed request gets 200, whatever became of it.
 */
export function toSpecStatus(status: number, contentType: string | undefined, body: string): number {
  if (status !== 400 || !contentType?.startsWith('application/json')) return status;
  return toCodes(JSON.parse(body)).every((code) => GRAPHQL_FAULTS.has(code)) ? 200 : status;
}

function toCodes(response: { errors?: readonly { extensions?: { code?: string } }[] }): string[] {
  return (response.errors ?? [{}]).map(({ extensions }) => extensions?.code ?? '');
}
