import { Kind, parse, print, stripIgnoredCharacters, type DocumentNode } from 'graphql';
import { ask, askForSdl, sdlOf, type Answer } from './federation-subgraph/ask.ts';
import { areChecksPresent, loadChecks, type SubgraphCheck } from './federation-subgraph/checks.ts';
import { readFixtureSdl } from './federation-subgraph/products-graph.ts';
import { startRouter } from './federation-subgraph/start-router.ts';
import {
  startInventory,
  startProducts,
  startUsers,
  type RunningServer,
} from './federation-subgraph/start-subgraphs.ts';

const describeChecks = areChecksPresent ? describe : describe.skip;

const { checks, data } = areChecksPresent ? loadChecks() : { checks: [], data: undefined };
const cases = checks.map((check, index) => ({ ...check, name: `${index + 1} ${check.assertion}` }));

/** Directives that a subgraph of Federation 2.0 to 2.7 may import. */
const IMPORTABLE = new Set(
  (
    '@authenticated @composeDirective @extends @external @inaccessible @interfaceObject @key @override @policy ' +
    '@provides @requires @requiresScopes @shareable @tag FieldSet Scope Policy'
  ).split(' '),
);

describeChecks('checks of federation subgraph compatibility (skipped without ../shared/conformance)', () => {
  let urls: Record<SubgraphCheck['target'], string>;
  const running: RunningServer[] = [];

  beforeAll(async () => {
    if (!data) return;
    const [products, users, inventory] = await Promise.all([
      startProducts(data),
      startUsers(data),
      startInventory(data),
    ]);
    running.push(products, users, inventory);
    const named = Object.entries({ products, users, inventory });
    const router = await startRouter(
      await Promise.all(named.map(async ([name, { url }]) => ({ name, url, sdl: await askForSdl(url) }))),
    );
    running.unshift(router);
    urls = { subgraph: products.url, router: router.url };
  }, 60_000);

  afterAll(async () => {
    for (const server of running) await server.stop();
  });

  it('are 25, of 15 assertions', () => {
    expect(checks).toHaveLength(25);
    expect(new Set(checks.map(({ assertion }) => assertion)).size).toBe(15);
  });

  it.each(cases)('$name: $check', async (check) => {
    const answer = await ask(urls[check.target], check);
    expect(answer.errors ?? []).toEqual([]);
    expect(answer).toMatchObject({ data: toExpected(check.expect_data_superset ?? {}) });
    expectSdl(sdlOf(answer.data), check);
    OTHERS[check.assertion]?.(answer);
  });
});

const anyNumber: unknown = expect.any(Number);

/** The file writes `<number>` where any number will do. */
function toExpected(superset: object): unknown {
  return JSON.parse(JSON.stringify(superset), (_name, value: unknown) => (value === '<number>' ? anyNumber : value));
}

function expectSdl(sdl: string, check: SubgraphCheck): void {
  const stripped = stripIgnoredCharacters(sdl);
  const unwanted = check.sdl_stripped_must_not_contain;
  expect(stripped).toMatch(new RegExp(check.sdl_stripped_must_match ?? ''));
  expect(unwanted !== undefined && stripped.includes(unwanted)).toBe(false);
}

/** Assertions that the file tells in words. */
const OTHERS: Readonly<Record<string, (answer: Answer) => void>> = {
  introspection(answer) {
    const written = fieldsOf(parse(`${readFixtureSdl('products')}\n${readFixtureSdl('people')}`));
    expect(fieldsOf(parse(sdlOf(answer.data)))).toEqual(written);
    expect(Object.keys(written)).toEqual(
      expect.arrayContaining(['CaseStudy', 'DeprecatedProduct', 'Product', 'ProductDimension', 'Query', 'User']),
    );
  },
  ftv1(answer) {
    expect(answer).toMatchObject({
      data: { __typename: 'Query' },
      extensions: { ftv1: expect.stringMatching(/^\S+$/) },
    });
  },
  '@link'(answer) {
    const links = [...sdlOf(answer.data).matchAll(/@link\(url: "([^"]*)"(?:, import: \[([^\]]*)\])?/g)].filter(
      ([, url]) => url?.startsWith('https://specs.apollo.dev/federation/'),
    );
    expect(links.map(([, url]) => url)).toEqual([expect.stringMatching(/\/v2\.[0-7]$/)]);
    const imported = [...(links[0]?.[2] ?? '').matchAll(/"([^"]+)"/g)].map(([, name]) => name ?? '');
    expect(imported.filter((name) => !IMPORTABLE.has(name))).toEqual([]);
    expect(imported.length).toBeGreaterThan(0);
  },
};

/** Per object type its fields with arguments and types; without directives, and without federation's own. */
function fieldsOf(document: DocumentNode): Record<string, string[]> {
  const fields: Record<string, string[]> = {};
  for (const node of document.definitions) {
    if (node.kind !== Kind.OBJECT_TYPE_DEFINITION && node.kind !== Kind.OBJECT_TYPE_EXTENSION) continue;
    if (node.name.value.startsWith('_')) continue;
    const known = (node.fields ?? []).filter(({ name }) => !name.value.startsWith('_'));
    const own = known.map(({ name, arguments: args = [], type }) => {
      const taken = args.map((argument) => `${argument.name.value}: ${print(argument.type)}`);
      return `${name.value}(${taken.join(', ')}): ${print(type)}`;
    });
    fields[node.name.value] = [...(fields[node.name.value] ?? []), ...own];
  }
  return fields;
}
