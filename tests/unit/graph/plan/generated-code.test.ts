import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { createBothGraph, type BothGraph } from './answer-both.ts';

/** Nothing that a caller or a source sends ever is code. */

let graph: BothGraph;

beforeAll(async () => {
  graph = await createBothGraph();
}, 60_000);

afterAll(() => graph?.close());

const CODE_LIKE = [
  '"); throw new Error("run"); ("',
  '${process.exit(1)}',
  "'+globalThis.constructor.constructor('return 1')()+'",
  '*/ } { /*',
  '\u2028throw 1',
];

it.each(CODE_LIKE)('an argument that reads %j is a text', async (text) => {
  const query = `query($id: ID!) { literal: customer(id: ${JSON.stringify(text)}) { id } variable: customer(id: $id) { id } }`;
  const { data, errors } = await graph.answer(query, { variables: { id: text } });
  expect(data).toEqual({ literal: null, variable: null });
  expect(errors?.map(({ extensions }) => extensions?.['code'])).toEqual(['CUSTOMER_NOT_FOUND', 'CUSTOMER_NOT_FOUND']);
});

it.each(CODE_LIKE)('a value that reads %j is a text, wherever it stands', async (text) => {
  const row = { name: text, list: [text], anything: { [text]: text }, holder: { __typename: text } };
  const answer = await graph.ofBox('name list anything holder { __typename }', row);
  expect(answer.data).toEqual({ name: text, list: [text], anything: { [text]: text }, holder: null });
});

it('a name in the answer changes no prototype', async () => {
  const { data } = await graph.ofBox('__proto__: box { polluted: name }', { box: { name: 'p' } });
  expect(JSON.stringify(data)).toBe('{"__proto__":{"polluted":"p"}}');
  expect('polluted' in {}).toBe(false);
});

it('a member called __proto__ of a value is a member', async () => {
  const anything: unknown = JSON.parse('{"__proto__":{"polluted":true},"constructor":1}');
  const { data } = await graph.ofBox('anything', { anything });
  expect(JSON.stringify(data)).toBe('{"anything":{"__proto__":{"polluted":true},"constructor":1}}');
});

it('hundreds of names in one selection', async () => {
  const names = Array.from({ length: 300 }, (_, index) => `a${index}`);
  const { data } = await graph.ofBox(names.map((name) => `${name}: int`).join(' '), { int: 7 });
  expect(data).toEqual(Object.fromEntries(names.map((name) => [name, 7])));
});

it('a thousand selections out of a few fragments', async () => {
  const levels = Array.from({ length: 10 }, (_, level) => level);
  const fragments = levels.map((level) => {
    const below = level === 9 ? 'int' : `...F${level + 1}`;
    return `fragment F${level} on Box { l: box { ${below} } r: box { ${below} } }`;
  });
  const row = levels.reduce<object>((box) => ({ box }), { int: 7 });
  const { data } = await graph.ofBox('...F0', row, { fragments: fragments.join(' ') });
  expect(JSON.stringify(data).split('"int":7')).toHaveLength(1_025);
});

it('a nesting of a hundred levels', async () => {
  const depth = 100;
  const selection = `${'box { '.repeat(depth)}int${' }'.repeat(depth)}`;
  const row = Array.from({ length: depth }).reduce<object>((box) => ({ box }), { int: 7 });
  const { data, errors } = await graph.ofBox(selection, row);
  expect(JSON.stringify(data)).toBe(`${'{"box":'.repeat(depth)}{"int":7}${'}'.repeat(depth)}`);
  expect(errors).toEqual([]);
});

it('where the host forbids code from text, the walking executor answers', () => {
  const script = `
    import { createBothGraph } from ${JSON.stringify(join(import.meta.dirname, 'answer-both.ts'))};
    const graph = await createBothGraph();
    const { walked, planned } = await graph.both('{ viewer { name } }');
    console.log(JSON.stringify({ data: walked.data, isPlanned: planned !== undefined }));
    await graph.close();
  `;
  const flags = ['--disallow-code-generation-from-strings', '--input-type=module', '--eval', script];
  const { stdout, stderr } = spawnSync(process.execPath, flags, { encoding: 'utf8', timeout: 60_000 });
  expect(stderr).toBe('');
  expect(JSON.parse(stdout)).toEqual({ data: { viewer: { name: 'test' } }, isPlanned: false });
}, 60_000);
