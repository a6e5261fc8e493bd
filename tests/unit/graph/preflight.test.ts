import { readdirSync, readFileSync } from 'node:fs';
import { SCOPES, type Scope } from '../../../src/access/scopes.ts';
import { loadConfig } from '../../../src/config/load-config.ts';
import { AppError } from '../../../src/errors.ts';
import { buildGraph } from '../../../src/graph/generation.ts';
import { createPreflight } from '../../../src/graph/preflight.ts';
import { principalWith } from '../../principal-with.ts';

const documents = readdirSync('schema').map((name) => ({ file: name, sdl: readFileSync(`schema/${name}`, 'utf8') }));
const { schema } = buildGraph(documents, []);
const { limits } = loadConfig({ env: { C360_SECRET: 'x'.repeat(32) } });
const everything = Object.keys(SCOPES) as Scope[];

function refusal(query: string, { variables = {}, scopes = everything, introspection = true }: Partial<Options> = {}) {
  const preflight = createPreflight(schema, { limits, introspection });
  const principal = principalWith({ scopes: new Set(scopes) });
  try {
    preflight({ query, operationName: undefined, variables }, principal);
    return undefined;
  } catch (error) {
    return error instanceof AppError ? `${error.code} ${error.message}` : error;
  }
}

interface Options {
  readonly variables: Readonly<Record<string, unknown>>;
  readonly scopes: readonly Scope[];
  readonly introspection: boolean;
}

/** Each fragment spreads the next one twice under two aliases: 2^levels fields in a line of text each. */
function bomb(levels: number): string {
  const fragments = Array.from(
    { length: levels },
    (_, level) => `fragment F${level} on Customer{a:parent{...F${level + 1}}b:parent{...F${level + 1}}}`,
  );
  return `{customer(id:"x"){...F0}}${fragments.join('')}fragment F${levels} on Customer{id}`;
}

it('lets the pages of a front end pass', () => {
  const page = `query($n: Int) { customers(first: $n) { nodes { id orders(first: 20) { nodes { lines { product { stock { available } } } } } } } }`;
  expect(refusal(page, { variables: { n: 50 } })).toBeUndefined();
});

it.each([
  [
    'the default of a variable',
    'query ($n: Int = 100000) { customers(first: $n) { nodes { orders(first: $n) { nodes { id } } } } }',
    {},
  ],
  [
    'a list of representations',
    '{ _entities(representations: $r) { ... on Customer { orders(first: 100) { nodes { id } } } } }',
    { r: Array(2_000) },
  ],
])('counts %s', (_, query, variables) => {
  expect(refusal(query, { variables })).toMatch(/^QUERY_TOO_COSTLY The query's cost/);
});

it('refuses kinds of operations that the schema does not have', () => {
  expect(refusal('subscription { viewer { id } }')).toBe('BAD_REQUEST The schema has no subscriptions.');
});

it.each([
  [
    'exponential fragments',
    bomb(12),
    "QUERY_TOO_COSTLY The query's number of aliases is 8190; at most 100 is allowed.",
  ],
  [
    'depth',
    `{customer(id:"x"){${'parent{'.repeat(25)}id${'}'.repeat(25)}}}`,
    "QUERY_TOO_COSTLY The query's depth is 27; at most 20 is allowed.",
  ],
  [
    'many root fields',
    `{${Array.from({ length: 30 }, (_, i) => `q${i}:viewer{id}`).join('')}}`,
    "QUERY_TOO_COSTLY The query's number of fields at the top is 30; at most 20 is allowed.",
  ],
  [
    'list sizes',
    // 1 + 200 x (1 + 1 + 200 x (1 + 5 x (1 + 2 + 3 x 1)))
    '{customers(first:200){nodes{orders(first:200){nodes{lines{product{stock{location}}}}}}}}',
    "QUERY_TOO_COSTLY The query's cost is 1240401; at most 100000 is allowed.",
  ],
])('refuses %s', (_name, query, message) => {
  expect(refusal(query)).toBe(message);
});

it('counts list sizes that come in variables', () => {
  const query =
    'query($n: Int) { customers(first: $n) { nodes { orders(first: $n) { nodes { lines { product { name } } } } } } }';
  expect(refusal(query, { variables: { n: 10 } })).toBeUndefined();
  expect(refusal(query, { variables: { n: 200 } })).toContain('QUERY_TOO_COSTLY');
});

it('measures 30 levels of doubling fragments without spreading them out', () => {
  expect(refusal(bomb(30))).toContain('QUERY_TOO_COSTLY');
});

it('leaves what does not parse, and circles, to validation', () => {
  expect(refusal('{')).toBeUndefined();
  expect(refusal('{customer(id:"x"){...A}}fragment A on Customer{id ...A}')).toBeUndefined();
});

it('shows the schema only to a credential that may read it', () => {
  const message = 'FORBIDDEN Reading the schema takes a credential with the scope introspection.';
  for (const query of ['{__schema{types{name}}}', '{_service{sdl}}', '{...on Query{__type(name:"Customer"){name}}}']) {
    expect(refusal(query)).toBeUndefined();
    expect(refusal(query, { scopes: ['customer:read'] })).toBe(message);
    expect(refusal(query, { introspection: false })).toBe(message);
  }
  expect(refusal('{__typename}', { scopes: [] })).toBeUndefined();
});
