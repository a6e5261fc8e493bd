import { ask, document, type Attack } from './attack.ts';

const repeat = (count: number, text: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => text(index)).join(' ');
const nested = (levels: number) => `{customer(id:"x")${'{parent'.repeat(levels)}{id}${'}'.repeat(levels + 1)}`;

const tooCostly = { status: [400], code: 'QUERY_TOO_COSTLY' } as const;
const unparsable = { status: [200, 400], code: 'GRAPHQL_PARSE_FAILED' } as const;
const invalid = { status: [200, 400], code: 'GRAPHQL_VALIDATION_FAILED' } as const;

/** Each fragment spreads the next one twice: 2^levels fields. */
const doubling = (levels: number) =>
  `{customer(id:"x"){...F0}}${repeat(levels, (level) => `fragment F${level} on Customer{a:parent{...F${level + 1}}b:parent{...F${level + 1}}}`)}fragment F${levels} on Customer{id}`;

const viewers = (count: number) => repeat(count, (index) => `a${index}: viewer { id }`);

/** Bombs in the document itself. */
const bombs: Attack[] = [
  document('an alias bomb', `{ ${viewers(101)} }`, tooCostly),
  document('many fields at the top', `{ ${viewers(21)} }`, tooCostly),
  document(
    'an alias bomb below one field',
    `{ customer(id: "x") { ${repeat(101, (index) => `a${index}: displayName`)} } }`,
    tooCostly,
  ),
  document(
    'an alias bomb in a fragment',
    `{ viewer { ...F } } fragment F on Principal { ${repeat(101, (index) => `a${index}: id`)} }`,
    tooCostly,
  ),
  document('a directive bomb', `{ viewer { id ${repeat(51, () => '@include(if: true)')} } }`, tooCostly),
  document('unknown directives without end', `{ viewer { id ${repeat(200, () => '@a')} } }`, tooCostly),
  document('a fragment bomb of 10 levels', doubling(10), tooCostly),
  document('a fragment bomb of 24 levels', doubling(24), tooCostly),
  document('a fragment that spreads itself', '{ viewer { ...A } } fragment A on Principal { id ...A }', invalid),
  document(
    'fragments in a circle',
    '{ viewer { ...A } } fragment A on Principal { ...B } fragment B on Principal { ...A }',
    invalid,
  ),
  document(
    'a long circle of fragments',
    `{ viewer { ...F0 } } ${repeat(50, (index) => `fragment F${index} on Principal { ...F${(index + 1) % 50} }`)}`,
    invalid,
  ),
  document('depth 25', nested(25), tooCostly),
  document('depth 3,000', nested(3_000), unparsable),
  document(
    'inline fragments without end',
    `{ ${'... on Query { '.repeat(900)}viewer{id}${'}'.repeat(900)} }`,
    unparsable,
  ),
  document(
    'lists of lists in an argument',
    `{ customers(filter: ${'['.repeat(1_500)}${']'.repeat(1_500)}) { totalCount } }`,
    unparsable,
  ),
  document('1,001 tokens', `{ ${'a '.repeat(1_001)} }`, unparsable),
  document('5,001 fields', `{ ${repeat(5_001, (index) => `f${index}`)} }`, unparsable),
  document('a comment of 150 kB', `{ viewer { id } } #${'x'.repeat(150_000)}`, { status: [200] }),
  document('a string of 150 kB', `{ customer(id: "${'x'.repeat(150_000)}") { id } }`, { status: [200] }),
  document('the same field 900 times', `{ viewer { ${'id '.repeat(900)} } }`, { status: [200] }),
  document(
    'pairs of fields that do not agree',
    `{ viewer { ${repeat(30, (index) => `a: id a: name b${index}: id`)} } }`,
    invalid,
  ),
  document('an operation without an end', '{ viewer { id }', unparsable),
  document('nothing but commas', ','.repeat(100_000), unparsable),
  document('a subscription', 'subscription { viewer { id } }', { status: [400], code: 'BAD_REQUEST' }),
  document(
    'variables that are never used',
    `query (${repeat(90, (index) => `$v${index}: Int`)}) { viewer { id } }`,
    invalid,
  ),
];

const pageOf = (first: string) =>
  `{ customers(first: ${first}) { nodes { orders(first: 100) { nodes { lines { sku } } } } } }`;

/** Ways around the cost. */
const costs: Attack[] = [
  document('a list without bounds', pageOf('1000000000'), tooCostly),
  document('a list beyond what numbers hold', pageOf('99999999999999999999'), { status: [200, 400] }),
  document('a list of less than nothing', pageOf('-1'), { status: [200, 400] }),
  document(
    'a list whose size is a variable',
    'query ($n: Int) { customers(first: $n) { nodes { orders(first: $n) { nodes { id } } } } }',
    tooCostly,
    { n: 100_000 },
  ),
  document(
    'a list whose size is a default',
    'query ($n: Int = 100000) { customers(first: $n) { nodes { orders(first: $n) { nodes { id } } } } }',
    tooCostly,
  ),
  document(
    'a list whose size is text',
    'query ($n: Int) { customers(first: $n) { totalCount } }',
    { status: [200, 400], code: 'BAD_USER_INPUT' },
    { n: '1e9' },
  ),
  document(
    'a list in a fragment',
    '{ ...F } fragment F on Query { customers(first: 200) { nodes { ...O } } } fragment O on Customer { orders(first: 10000) { nodes { id } } }',
    tooCostly,
  ),
  document(
    'a list in an inline fragment',
    '{ ... on Query { customers(first: 200) { nodes { ... on Customer { orders(first: 10000) { nodes { id } } } } } } }',
    tooCostly,
  ),
  document(
    'a list under many names',
    `{ ${repeat(20, (index) => `a${index}: customers(first: 200) { nodes { orders(first: 100) { nodes { id } } } }`)} }`,
    tooCostly,
  ),
  document(
    '3,000 representations',
    'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Customer { id } } }',
    { status: [200, 400, 413] },
    { r: Array.from({ length: 3_000 }, (_, index) => ({ __typename: 'Customer', id: `${index}` })) },
  ),
];

/** The schema, and what leads to it. */
const probes: Attack[] = [
  document('introspection without the scope', '{ __schema { types { name } } }', { status: [403], code: 'FORBIDDEN' }),
  document('one type without the scope', '{ __type(name: "Customer") { fields { name } } }', {
    status: [403],
    code: 'FORBIDDEN',
  }),
  document('introspection under another name', '{ a: __schema { queryType { name } } }', {
    status: [403],
    code: 'FORBIDDEN',
  }),
  document('introspection in a fragment', '{ ...F } fragment F on Query { __schema { queryType { name } } }', {
    status: [403],
    code: 'FORBIDDEN',
  }),
  document(
    'introspection behind a directive',
    'query ($i: Boolean = true) { __schema @include(if: $i) { queryType { name } } }',
    { status: [403], code: 'FORBIDDEN' },
  ),
  {
    name: 'introspection that nests without end, with the scope',
    send: (target) =>
      ask(
        target,
        { query: `{ __schema { types { fields { type ${'{ ofType '.repeat(30)}{ name }${' }'.repeat(30)} } } } }` },
        { key: target.adminKey },
      ),
    ...tooCostly,
  },
  document('a field almost right', '{ viewer { idd } }', { ...invalid, never: /did you mean|"id"/i }),
  document('an argument almost right', '{ customers(frist: 1) { totalCount } }', {
    ...invalid,
    never: /did you mean|"first"/i,
  }),
  document('a type almost right', '{ viewer { ... on Principle { id } } }', {
    ...invalid,
    never: /did you mean|"Principal"/i,
  }),
  document('an enum value almost right', '{ customers(orderBy: { field: XX }) { totalCount } }', {
    ...invalid,
    never: /did you mean/i,
  }),
  document('a letter that only looks right', '{ vіewer { id } }', unparsable),
  document('a field written from right to left', '{ ‮viewer { id } }', unparsable),
  document('a NUL in an id', '{ customer(id: "a\\u0000b") { id } }', { status: [200, 400] }),
  document('half a character', '{ customer(id: "\\ud800") { id } }', { status: [200, 400] }),
  document('a path in an id', '{ customer(id: "../../../etc/passwd") { id } }', { status: [200], never: /root:/ }),
  document('a statement in an id', `{ customer(id: "x' or '1'='1") { id displayName } }`, {
    status: [200],
    never: /"displayName":"/,
  }),
  document(
    'an expression in a filter',
    '{ customers(first: 1, filter: { displayName: "$eval(\\"1\\")" }) { totalCount } }',
    { status: [200, 400] },
  ),
  document('a field name that objects have', '{ viewer { __proto__ { id } } }', { status: [200, 400] }),
  document('names that objects have', '{ __proto__: viewer { constructor: id prototype: name } }', {
    status: [200, 400],
  }),
];

export const DOCUMENT_ATTACKS: readonly Attack[] = [...bombs, ...costs, ...probes];
