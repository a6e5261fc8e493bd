import { existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Command } from 'commander';
import { parse, validate, type DocumentNode, type GraphQLSchema } from 'graphql';
import { readSchema } from '../../src/app.ts';
import { createProgram } from '../../src/cli/create-program.ts';
import { createTerminal } from '../../src/cli/terminal.ts';
import { loadConnectors, type Connector } from '../../src/connector/load-connectors.ts';
import { buildGraph } from '../../src/graph/generation.ts';
import { loadExamples } from '../../src/mapping/examples.ts';
import { formatOutcomes, runExamples } from '../../src/mapping/run-examples.ts';
import { loadMapping } from '../../src/mapping/run-mapping.ts';
import { LOOPBACK } from '../loopback-sources.ts';

interface Block {
  readonly language: string;
  readonly text: string;
}

const PAGES = ['README.md', 'CONTRIBUTING.md', ...globSync('docs/*.md')].toSorted();
const FENCE = /^```(\w*)\n([^]*?)^```$/gm;

const read = (page: string) => readFileSync(page, 'utf8');
const blocksOf = (page: string): Block[] =>
  [...read(page).matchAll(FENCE)].map(([, language = '', text = '']) => ({ language, text }));

describe.each(PAGES)('%s', (page) => {
  it('links to files that exist', () => {
    const links = [
      ...read(page)
        .replaceAll(FENCE, '')
        .matchAll(/\]\(([^)\s]+)\)/g),
    ].map(([, link = '']) => link);
    const files = links.filter((link) => !/^(https?:|#)/.test(link)).map((link) => link.replace(/#.*/, ''));
    expect(files.filter((file) => !existsSync(join(dirname(page), file)))).toEqual([]);
  });

  it('names commands that exist', () => {
    const program = createProgram(createTerminal());
    const code = read(page).match(/^```[^]*?^```$|`[^`\n]+`/gm) ?? [];
    const named = code.flatMap((text) => [...text.matchAll(/\bc360 (?:-- )?([a-z]+)(?: ([a-z-]+))?/g)]);
    expect(named.filter(([, first, second]) => !isCommand(program, [first, second])).map(([text]) => text)).toEqual([]);
  });
});

function isCommand(parent: Command, [name, ...rest]: readonly (string | undefined)[]): boolean {
  if (parent.commands.length === 0) return true;
  const command = parent.commands.find((each) => each.name() === name);
  return command !== undefined && isCommand(command, rest);
}

describe('queries of the guides', () => {
  const { schema } = buildGraph(readSchema('schema'), []);
  const queries = PAGES.flatMap((page) => blocksOf(page).map((block) => ({ page, ...block }))).filter(
    ({ language, text }) => language === 'graphql' && !text.includes('connectors/helpdesk'),
  );

  it.each(queries.map((query) => ({ ...query, title: query.text.split('\n', 1)[0] })))('$page: $title', ({ text }) => {
    expect(complaints(schema, parse(text))).toEqual([]);
  });
});

function complaints(schema: GraphQLSchema, document: DocumentNode): string[] {
  return validate(schema, document).map(({ message }) => message);
}

describe('the connector of docs/source-team.md', () => {
  const guide = blocksOf('docs/source-team.md');
  const shown = (start: string) => guide.find(({ text }) => text.startsWith(start))?.text ?? '';
  const files = [...guide].flatMap(({ text }) => {
    const name = /^(?:#|\/\*) ((?:connectors|mappings)\/[^\s:]+)/.exec(text)?.[1];
    return name ? [{ name, text }] : [];
  });
  let root: string;
  let helpdesk: Connector;

  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'c360-guide-'));
    const addition = shown('# below provides:').replaceAll(/^(?=.)/gm, '  ');
    for (const { name, text } of files) {
      mkdirSync(dirname(join(root, name)), { recursive: true });
      writeFileSync(join(root, name), name.endsWith('connector.yaml') ? text + addition : text);
    }
    const env = { HELPDESK_URL: 'http://127.0.0.1:9', HELPDESK_TOKEN: 'desk-secret' };
    const dirs = { connectorsDir: join(root, 'connectors'), mappingsDir: join(root, 'mappings') };
    const [loaded] = await loadConnectors({ ...dirs, env, outbound: LOOPBACK });
    if (!loaded) throw new TypeError('the guide shows no connector');
    helpdesk = loaded;
  });

  afterAll(async () => {
    await helpdesk.close();
    rmSync(root, { recursive: true });
  });

  it('is right as it stands there, and answers the query shown', () => {
    const { schema, routing } = buildGraph(readSchema('schema'), [helpdesk]);
    expect(routing.coordinates).toEqual(['Customer.interactions', 'Customer.supportPlan']);
    expect(complaints(schema, parse(shown('# with connectors/helpdesk')))).toEqual([]);
  });

  it('maps as its examples say', () => {
    const file = 'mappings/helpdesk/ticket.examples.yaml';
    const examples = loadExamples({ file, source: read(join(root, file)) });
    const mapping = loadMapping({ file, source: read(join(root, 'mappings/helpdesk/ticket.jsonata')) });
    expect(formatOutcomes(file, runExamples(mapping, examples))).toBe('');
  });

  it('stands in a guide that names every key a manifest may have', () => {
    const text = read('docs/source-team.md');
    const schema: unknown = JSON.parse(read('docs/connector.schema.json'));
    expect(keysIn(schema).filter((key) => !new RegExp(`\\b${key}\\b`).test(text))).toEqual([]);
  });
});

/** Names of properties anywhere in a JSON Schema. */
function keysIn(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return [];
  const own = 'properties' in node && typeof node.properties === 'object' ? Object.keys(node.properties ?? {}) : [];
  return [...own, ...Object.values(node).flatMap(keysIn)];
}
