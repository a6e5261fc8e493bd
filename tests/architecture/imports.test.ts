import { readdirSync, readFileSync } from 'node:fs';
import { SCOPES } from '../../src/access/scopes.ts';
import { readSourceFiles, roomOf, type ImportOf, type SourceFile } from './source-files.ts';

/** What a room may import. `types` are arrows for types alone: a room may name what it is handed without calling it. */
interface Arrows {
  readonly code?: readonly string[];
  readonly types?: readonly string[];
}

/** Anyone may import these; they import no room, and each other only as `ARROWS` says. */
const LEAVES = ['errors', 'config', 'telemetry'];

const ARROWS: Readonly<Record<string, Arrows>> = {
  errors: {},
  config: { code: ['errors'] },
  telemetry: { code: ['errors'] },
  domain: {},
  store: {},
  cache: {},
  source: {},
  mapping: {},
  profile: { code: ['domain'] },
  identity: { code: ['store', 'domain'] },
  // A connector is a source, its routes and the mappings of its rows.
  connector: { code: ['source', 'mapping', 'domain'] },
  access: { code: ['store', 'domain'] },
  // It is handed connectors, caches and the identity spine by whoever wires the rooms.
  federation: { code: ['profile', 'domain'], types: ['connector', 'identity', 'cache', 'source'] },
  graph: {
    code: ['federation', 'profile', 'domain'],
    types: ['generated', 'access', 'connector', 'identity', 'source'],
  },
  http: {},
  app: { code: ['http', 'graph', 'federation', 'identity', 'connector', 'source', 'cache', 'store', 'access'] },
  // main freezes the prototypes before anything else runs.
  main: { code: ['app', 'run-workers', 'mapping'], types: ['http'] },
  'run-workers': {},
  // The commands start the process or take single parts of it; the demo systems are theirs alone.
  cli: {
    code: ['main', 'app', 'graph', 'connector', 'identity', 'mapping', 'store', 'access', 'demo', 'domain'],
    types: ['http'],
  },
  // It reads files, and hashes identifiers, the way the gateway does.
  demo: { code: ['source', 'domain'] },
};

/** Libraries that one room keeps to itself, so that there is one way of doing what they do. */
const KEPT_BY: Readonly<Record<string, readonly string[]>> = {
  axios: ['source'],
  cockatiel: ['source'],
  jsonata: ['mapping'],
  ioredis: ['cache', 'access'],
  jose: ['access'],
  'rate-limiter-flexible': ['access'],
  pg: ['store'],
  'node:sqlite': ['store'],
  fastify: ['http'],
  commander: ['cli'],
  graphql: ['graph'],
  '@apollo/server': ['graph', 'http'],
  '@apollo/subgraph': ['graph'],
  '@graphql-tools/schema': ['graph'],
  pino: ['telemetry'],
  'prom-client': ['telemetry'],
};

const MAX_LINES = 400;
const VAGUE_NAMES = ['utils', 'util', 'common', 'helpers', 'helper', 'core', 'shared', 'misc', 'lib', 'legacy'];

/** The systems of `connectors/`: the gateway is the same without any of them. */
const SOURCE_NAMES = readdirSync('connectors', { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

/** The demo shows those very systems, so it may name them. */
const MAY_NAME_SOURCES = [/^src\/demo\//, /^src\/cli\/(create-demo-queries|demo-command|run-demo|print-welcome)\.ts$/];

/** A scope is named after the kind of data, which may be called like a source. */
const NOT_A_SOURCE = new Set<string>(Object.keys(SCOPES));

const files = readSourceFiles();
const roomFolders = readdirSync('src', { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

function isAllowed(from: string, { to, isTypeOnly }: ImportOf): boolean {
  const room = roomOf(to);
  const { code = [], types = [] } = ARROWS[from] ?? {};
  const isLeaf = LEAVES.includes(room) && !LEAVES.includes(from);
  return room === from || isLeaf || code.includes(room) || (isTypeOnly && types.includes(room));
}

function straysOf({ file, imports }: SourceFile): string[] {
  const from = roomOf(file);
  return imports
    .filter((found) => found.to.startsWith('src/') && !isAllowed(from, found))
    .map(({ to, line, isTypeOnly }) => `${file}:${line} -> ${to}${isTypeOnly ? ' (types)' : ''}`);
}

describe('the arrows between rooms', () => {
  it.each(Object.keys(ARROWS))('%s imports only what it may', (room) => {
    const own = files.filter(({ file }) => roomOf(file) === room);
    expect(own.length).toBeGreaterThan(0);
    expect(own.flatMap(straysOf)).toEqual([]);
  });

  it('are drawn for every room', () => {
    const rooms = new Set(files.map(({ file }) => roomOf(file)));
    expect([...rooms].toSorted()).toEqual(Object.keys(ARROWS).toSorted());
  });

  it('lead out of src only to packages', () => {
    const outside = files.flatMap(({ file, imports }) =>
      imports
        .filter(({ to }) => to.startsWith('..') || /^(tests|bench|connectors|mappings|schema|docs)\//.test(to))
        .map(({ to, line }) => `${file}:${line} -> ${to}`),
    );
    expect(outside).toEqual([]);
  });

  it('never come from connectors, mappings or the schema: they are data', () => {
    const code = ['connectors', 'mappings', 'schema'].flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /\.[cm]?[jt]sx?$/.test(name)),
    );
    expect(code).toEqual([]);
  });
});

describe('libraries that one room keeps to itself', () => {
  it.each(Object.entries(KEPT_BY))('%s: only %j', (library, rooms) => {
    const importers = files.filter(({ imports }) =>
      imports.some(({ to }) => to === library || to.startsWith(`${library}/`)),
    );
    expect(importers.length).toBeGreaterThan(0);
    expect(importers.map(({ file }) => file).filter((file) => !rooms.includes(roomOf(file)))).toEqual([]);
  });
});

describe('the core', () => {
  it('never names a source', () => {
    // Prose for people may give an example; a single word, or one in quotes, is a value that code acts on.
    const names = SOURCE_NAMES.join('|');
    const value = new RegExp(`^\\S*(?<![a-z])(${names})(?![a-z])\\S*$|['"](${names})['"]`, 'i');
    const core = files.filter(({ file }) => !MAY_NAME_SOURCES.some((pattern) => pattern.test(file)));
    const named = core.flatMap(({ file, texts }) =>
      texts
        .filter(({ text }) => value.test(text) && !NOT_A_SOURCE.has(text))
        .map(({ text, line }) => `${file}:${line} ${text}`),
    );
    expect(SOURCE_NAMES).not.toEqual([]);
    expect(named).toEqual([]);
  });
});

describe('files and folders', () => {
  it(`have at most ${MAX_LINES} lines a file`, () => {
    const long = files.filter(({ lines }) => lines > MAX_LINES);
    expect(long.map(({ file, lines }) => `${file}: ${lines}`)).toEqual([]);
  });

  it('are named after what is in them', () => {
    const paths = files.flatMap(({ file }) => file.replace(/\.\w+$/, '').split('/'));
    expect(paths.filter((name) => VAGUE_NAMES.includes(name))).toEqual([]);
  });

  it('are the rooms of docs/architecture.md', () => {
    const page = readFileSync('docs/architecture.md', 'utf8');
    const told = [...page.matchAll(/\bsrc\/([a-z-]+)\//g)].map(([, room]) => room);
    expect(new Set(told)).toEqual(new Set(roomFolders));
  });
});
