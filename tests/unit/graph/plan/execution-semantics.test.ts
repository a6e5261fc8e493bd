import { createBothGraph, type BothGraph } from './answer-both.ts';

/** The execution semantics of GraphQL, each through the compiled plan and the walking executor, which must agree. */

let graph: BothGraph;

beforeAll(async () => {
  graph = await createBothGraph();
}, 60_000);

afterAll(() => graph.close());

const INTERNAL = (path: string) => [`${path}: INTERNAL`];

describe('a null where the schema has none', () => {
  it.each([
    ['a nullable field stays null', 'name', { name: null }, { name: null }, []],
    ['an absent member is null', 'name', {}, { name: null }, []],
    [
      'a required field takes its object along',
      'box { name nameMust }',
      { box: { name: 'a' } },
      { box: null },
      INTERNAL('box.nameMust'),
    ],
    [
      'every object up to one that may be null',
      'box { boxMust { boxMust { nameMust } } } name',
      { name: 'n', box: { boxMust: { boxMust: {} } } },
      { box: null, name: 'n' },
      INTERNAL('box.boxMust.boxMust.nameMust'),
    ],
    ['an item that may be null stays alone', 'list', { list: ['a', null, 'b'] }, { list: ['a', null, 'b'] }, []],
    [
      'a required item takes its list along',
      'listMust',
      { listMust: ['a', null] },
      { listMust: null },
      INTERNAL('listMust.1'),
    ],
    [
      'objects in a list one by one',
      'boxes { nameMust }',
      { boxes: [{}, { nameMust: 'b' }] },
      { boxes: [null, { nameMust: 'b' }] },
      INTERNAL('boxes.0.nameMust'),
    ],
    [
      'required objects with their list',
      'boxesMust { nameMust }',
      { boxesMust: [{ nameMust: 'a' }, {}] },
      { boxesMust: null },
      INTERNAL('boxesMust.1.nameMust'),
    ],
    ['lists of lists', 'lists', { lists: [[1, null], null, []] }, { lists: [[1, null], null, []] }, []],
    [
      'an inner item with all the lists around it',
      'listsMust',
      { listsMust: [[1], [2, null]] },
      { listsMust: null },
      INTERNAL('listsMust.1.1'),
    ],
    [
      'an inner list with the outer',
      'listsMust',
      { listsMust: [[1], null] },
      { listsMust: null },
      INTERNAL('listsMust.1'),
    ],
    [
      'below an interface',
      'holders { ... on Box { nameMust } }',
      { holders: [{ __typename: 'Box' }, null] },
      { holders: [null, null] },
      INTERNAL('holders.0.nameMust'),
    ],
  ])('%s', async (_what, selection, row, ...[data, errors]) => {
    expect(await graph.ofBox(selection, row)).toEqual({ data, errors });
  });

  it('takes the whole answer along at the top', async () => {
    const { data, errors } = await graph.answer('{ searchCustomers(text: "a") { totalCount } viewer { id } }');
    expect(data).toBeNull();
    expect(errors?.map(({ path, extensions }) => [path, extensions?.['code']])).toEqual([
      [['searchCustomers'], 'BAD_REQUEST'],
    ]);
  });

  it('leaves what stands beside a null', async () => {
    const { data } = await graph.answer('{ customer(id: "nobody") { id } viewer { name } }');
    expect(data).toEqual({ customer: null, viewer: { name: 'test' } });
  });
});

describe('leaf values', () => {
  it.each([
    ['int', 7, 7],
    ['int', '7', 7],
    ['int', true, 1],
    ['int', 7.5, INTERNAL('int')],
    ['int', 2_147_483_648, INTERNAL('int')],
    ['int', 'seven', INTERNAL('int')],
    ['float', 1e21, 1e21],
    ['float', '1.5', 1.5],
    ['float', 'NaN', INTERNAL('float')],
    ['flag', 0, false],
    ['flag', 'yes', INTERNAL('flag')],
    ['name', 7, '7'],
    ['name', false, 'false'],
    ['name', { a: 1 }, INTERNAL('name')],
    ['name', ['a'], INTERNAL('name')],
    ['id', 7, '7'],
    ['id', 7.5, INTERNAL('id')],
    ['tone', 'WARM', 'WARM'],
    ['tone', 'warm', INTERNAL('tone')],
    ['tone', 1, INTERNAL('tone')],
    ['tone', 'constructor', INTERNAL('tone')],
    ['price', '12.50', '12.50'],
    ['price', 12.5, 12.5],
    ['anything', { a: [1, { b: null }] }, { a: [1, { b: null }] }],
    ['anything', [], []],
    ['list', 'a', INTERNAL('list')],
    ['list', {}, INTERNAL('list')],
    ['box', 'no object', { name: null }],
  ])('%s of %j', async (name, value, expected) => {
    const isError = Array.isArray(expected) && String(expected[0]).endsWith('INTERNAL');
    const selection = name === 'box' ? 'box { name }' : name;
    const answer = await graph.ofBox(selection, { [name]: value });
    expect(answer).toEqual({ data: { [name]: isError ? null : expected }, errors: isError ? expected : [] });
  });

  it.each(['"', '\\', '\u2028\u2029', '\u0000\u001f', '\ud83d\ude00', '\ud800', '</script>', '${x}', '`', "'"])(
    'a text of %j as it is',
    async (text) => {
      expect(await graph.ofBox('name list anything', { name: text, list: [text], anything: text })).toEqual({
        data: { name: text, list: [text], anything: text },
        errors: [],
      });
    },
  );

  it('a required enum that is unknown takes its object along', async () => {
    const answer = await graph.ofBox('box { toneMust }', { box: { toneMust: 'HOT' } });
    expect(answer).toEqual({ data: { box: null }, errors: INTERNAL('box.toneMust') });
  });
});

describe('fields', () => {
  it('stand in the order of the document, each where it is named first', async () => {
    const row = { name: 'n', int: 1, box: { name: 'b', int: 2, flag: true } };
    const { data } = await graph.ofBox('int ...F box { flag } name', row, {
      fragments: 'fragment F on Box { box { int name } int name }',
    });
    expect(JSON.stringify(data)).toBe('{"int":1,"box":{"int":2,"name":"b","flag":true},"name":"n"}');
  });

  it('merge under one name, deeply', async () => {
    const row = { box: { box: { name: 'deep', int: 3 }, name: 'b' } };
    const { data } = await graph.ofBox('box { box { name } } box { name box { int } }', row);
    expect(data).toEqual({ box: { box: { name: 'deep', int: 3 }, name: 'b' } });
  });

  it('under several names stand side by side', async () => {
    const { data } = await graph.ofBox('a: name b: name c: box { name }', { name: 'n', box: { name: 'm' } });
    expect(data).toEqual({ a: 'n', b: 'n', c: { name: 'm' } });
  });

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'return', 'slots', 'undefined'])(
    'may be called %s in the answer',
    async (alias) => {
      const { data } = await graph.ofBox(`${alias}: name box { ${alias}: int }`, { name: 'n', box: { int: 1 } });
      expect(JSON.stringify(data)).toBe(`{"${alias}":"n","box":{"${alias}":1}}`);
    },
  );

  it('that are called like what every object has are null where the record has none', async () => {
    const answer = await graph.ofBox('constructor toString valueOf hasOwnProperty { name }', {});
    expect(answer).toEqual({
      data: { constructor: null, toString: null, valueOf: null, hasOwnProperty: null },
      errors: [],
    });
  });

  it('that are called like what every object has show what the record says', async () => {
    const row = { constructor: 'c', toString: 't', valueOf: 1, hasOwnProperty: { name: 'h' } };
    const { data } = await graph.ofBox('constructor toString valueOf hasOwnProperty { name }', row);
    expect(data).toEqual(row);
  });

  it('say their type everywhere', async () => {
    const row = { box: { name: 'b' }, holder: { __typename: 'Bag' }, either: { __typename: 'Box' } };
    const { data } = await graph.ofBox(
      '__typename box { t: __typename } holder { __typename } either { __typename }',
      row,
    );
    expect(data).toEqual({
      __typename: 'Box',
      box: { t: 'Box' },
      holder: { __typename: 'Bag' },
      either: { __typename: 'Box' },
    });
    expect((await graph.answer('{ __typename viewer { __typename } }')).data).toEqual({
      __typename: 'Query',
      viewer: { __typename: 'Principal' },
    });
  });
});

describe('types that are interfaces or unions', () => {
  it.each([
    ['of the type itself', '... on Bag { pockets }', { pockets: 2 }],
    ['of an interface of it', '... on Holder { name }', { name: 'bag' }],
    ['of another type', '... on Box { int }', {}],
    [
      'one in the other',
      '... on Holder { ... on Bag { pockets } ... on Box { int } name }',
      { pockets: 2, name: 'bag' },
    ],
    ['without a type', '... { ... on Bag { pockets } }', { pockets: 2 }],
  ])('a condition %s', async (_what, selection, expected) => {
    const either = { __typename: 'Bag', name: 'bag', pockets: 2 };
    expect(await graph.ofBox(`either { ${selection} }`, { either })).toEqual({
      data: { either: expected },
      errors: [],
    });
  });

  it.each([
    ['no type', {}],
    ['an unknown type', { __typename: 'Nothing' }],
    ['a type that is none of it', { __typename: 'Product' }],
    ['a type that is no name', { __typename: 7 }],
    ['no object', 'text'],
  ])('a value of %s is null with an error', async (_what, either) => {
    expect(await graph.ofBox('either { __typename }', { either })).toEqual({
      data: { either: null },
      errors: INTERNAL('either'),
    });
  });

  it('are told item by item', async () => {
    const holders = [{ __typename: 'Box', int: 1 }, { __typename: 'Bag', pockets: 2 }, { __typename: 'Query' }, null];
    const answer = await graph.ofBox('holders { ... on Box { int } ... on Bag { pockets } }', { holders });
    expect(answer).toEqual({
      data: { holders: [{ int: 1 }, { pockets: 2 }, null, null] },
      errors: INTERNAL('holders.2'),
    });
  });

  it('load what only one of them asks for', async () => {
    const holders = [
      { __typename: 'Bag', products: [{ sku: 's1' }, null] },
      { __typename: 'Box', product: { sku: 's2' } },
    ];
    const answer = await graph.ofBox('holders { ... on Bag { products { name } } ... on Box { product { name } } }', {
      holders,
    });
    expect(answer).toEqual({
      data: { holders: [{ products: [{ name: 'Product s1' }, null] }, { product: { name: 'Product s2' } }] },
      errors: [],
    });
  });

  it('fail one by one when what tells them apart does', async () => {
    const answer = await graph.ofBox('int nodes { id }', { int: 1, nodes: ['text', null] });
    expect(answer).toEqual({ data: { int: 1, nodes: [null, null] }, errors: INTERNAL('nodes.0') });
  });
});

describe('@skip and @include', () => {
  it.each([
    [true, true, false],
    [true, false, false],
    [false, false, false],
    [false, true, true],
  ])('skip %s, include %s: shown %s', async (skip, include, isShown) => {
    const options = { head: 'query($s: Boolean!, $i: Boolean!)', variables: { s: skip, i: include } };
    const selection = 'int name @skip(if: $s) @include(if: $i)';
    const { data } = await graph.ofBox(selection, { int: 1, name: 'n' }, options);
    expect(data).toEqual(isShown ? { int: 1, name: 'n' } : { int: 1 });
  });

  it('of fragments and of one of two fields that merge', async () => {
    const selection = 'int ...F @skip(if: true) ... @include(if: false) { flag } name @skip(if: true) name tone';
    const fragments = 'fragment F on Box { id }';
    const query = `${selection} ... on Box @include(if: true) { ...G } `;
    const { data } = await graph.ofBox(
      query,
      { int: 1, name: 'n', tone: 'COLD', price: '1' },
      {
        fragments: `${fragments} fragment G on Box { price }`,
      },
    );
    expect(data).toEqual({ int: 1, name: 'n', tone: 'COLD', price: '1' });
  });

  it('leave an object with nothing in it', async () => {
    expect(await graph.ofBox('box { name @skip(if: true) }', { box: {} })).toEqual({ data: { box: {} }, errors: [] });
  });

  it('each value of a variable has its own plan', async () => {
    const options = (value: boolean) => ({ head: 'query($s: Boolean!)', variables: { s: value } });
    const row = { name: 'n', int: 1 };
    const shown = [];
    for (const value of [true, false, true])
      shown.push((await graph.ofBox('int name @skip(if: $s)', row, options(value))).data);
    expect(shown).toEqual([{ int: 1 }, { int: 1, name: 'n' }, { int: 1 }]);
  });

  it('that are null are told by the walking executor', async () => {
    const query = 'query($s: Boolean = true) { viewer { id @skip(if: $s) name } }';
    const { walked, planned } = await graph.both(query, { variables: { s: null } });
    expect(planned).toBeUndefined();
    expect(walked.errors?.map(({ extensions }) => extensions?.['code'])).toEqual(['BAD_REQUEST']);
  });
});

describe('arguments', () => {
  it.each([
    ['nothing given: the default of the schema', 'query { customers { edges { cursor } } }', {}, undefined],
    ['an explicit null is no default', 'query { customers(first: null) { edges { cursor } } }', {}, undefined],
    ['a variable that is missing', 'query($n: Int) { customers(first: $n) { edges { cursor } } }', {}, undefined],
    ['a variable that is null', 'query($n: Int) { customers(first: $n) { edges { cursor } } }', { n: null }, undefined],
    [
      'a value that our own rules refuse',
      'query($n: Int) { customers(first: $n) { edges { cursor } } }',
      { n: 201 },
      'BAD_REQUEST',
    ],
    [
      'the default of a variable',
      'query($t: String = "ann") { searchCustomers(text: $t) { totalCount } }',
      {},
      undefined,
    ],
    [
      'a null where none may be, through a variable with a default',
      'query($t: String = "ann") { searchCustomers(text: $t) { totalCount } }',
      { t: null },
      'BAD_REQUEST',
    ],
  ])('%s', async (_what, query, variables, code) => {
    const { data, errors } = await graph.answer(query, { variables });
    expect(errors?.[0]?.extensions?.['code']).toBe(code);
    expect(data === null).toBe(code !== undefined);
  });

  it('are wrong before they are forbidden', async () => {
    const query = 'query($id: ID = "order:only:1") { order(id: $id) { id } }';
    const forbidden = await graph.answer(query, { scopes: ['customer:read'] });
    const wrong = await graph.answer(query, { scopes: ['customer:read'], variables: { id: null } });
    const codes = [forbidden, wrong].map(({ errors }) => errors?.[0]?.extensions?.['code']);
    expect(codes).toEqual(['FIELD_FORBIDDEN', 'BAD_REQUEST']);
  });

  it('of fields of the merged record are read for each on its own', async () => {
    const query =
      '{ customer(id: "c") { a: provenance(fields: ["kind"]) { field } b: provenance(fields: ["nope"]) { field } displayName } }';
    const { data, errors } = await graph.answer(query);
    expect(data).toEqual({ customer: null });
    expect(errors?.[0]?.path).toEqual(['customer', 'b']);
  });
});

describe('scopes', () => {
  it('a field that is forbidden is null beside those that are not', async () => {
    const query = '{ customer(id: "c") { id displayName orders { totalCount } } }';
    const { data, errors } = await graph.answer(query, { scopes: ['customer:read'] });
    expect(data).toEqual({ customer: { id: 'c', displayName: 'Ann', orders: null } });
    expect(errors?.map(({ path, extensions }) => [path, extensions?.['code']])).toEqual([
      [['customer', 'orders'], 'FIELD_FORBIDDEN'],
    ]);
  });

  it('each set of permissions has its own plan', async () => {
    const query = '{ customer(id: "c") { orders { totalCount } sections { status } } }';
    const codes = [];
    for (const scopes of [['customer:read'], ['customer:read', 'orders:read'], ['customer:read']] as const)
      codes.push((await graph.answer(query, { scopes })).errors?.length ?? 0);
    expect(codes).toEqual([1, 0, 1]);
  });
});

describe('what the walking executor keeps', () => {
  it.each([
    [
      'the schema',
      '{ viewer { name } __schema { queryType { name } } }',
      { viewer: { name: 'test' }, __schema: { queryType: { name: 'Query' } } },
    ],
    ['one type of it', '{ __type(name: "Tone") { kind } }', { __type: { kind: 'ENUM' } }],
    [
      'the entities of a federation router',
      '{ _entities(representations: [{__typename: "Product", sku: "s1"}]) { ... on Product { name } } }',
      { _entities: [{ name: 'Product s1' }] },
    ],
    ['mutations', 'mutation { withdrawRuling(ruling: 1, reason: " ") { ruling } }', null],
  ])('%s', async (_what, query, data) => {
    const { walked, planned } = await graph.both(query);
    expect(planned).toBeUndefined();
    expect(walked.data).toEqual(data);
  });
});
