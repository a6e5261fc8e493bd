import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { AppError, setupInvalid, type SetupProblem } from '../errors.ts';
import { loadMapping, type Mapping } from '../mapping/run-mapping.ts';
import type { Source } from '../source/source.ts';
import { checkCoordinates, entriesOf, type ProvisionEntry } from './check-coordinates.ts';
import { checkShape } from './check-shape.ts';
import { compileProvision, type Workshop } from './compile-provision.ts';
import { createList, createSearch } from './create-list.ts';
import { createRoute } from './create-route.ts';
import { createSource } from './create-source.ts';
import { createExpressionCompiler } from './expression.ts';
import type { Manifest } from './manifest.ts';
import { parseManifestFile } from './manifest-file.ts';
import { createProblemList, type ProblemList } from './problem-list.ts';
import type { ListRoute, Route, SearchRoute } from './route.ts';

/** One backend system as its folder describes it. */
export interface Connector {
  /** The folder's name. */
  readonly name: string;
  readonly title: string;
  readonly owner: string;
  /** As written: `${NAME}` not filled in. */
  readonly manifest: Manifest;
  readonly source: Source;
  readonly routes: readonly Route[];
  /** Enumerates the system's customer records, when it can. */
  readonly list?: ListRoute;
  readonly search?: SearchRoute;
  /** SDL of connectors/<name>/schema.graphql. */
  readonly schema?: string;
  close(): Promise<void>;
}

export interface LoadOptions {
  readonly connectorsDir: string;
  /** Holds one folder per connector. */
  readonly mappingsDir: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Only these; all when absent. */
  readonly only?: readonly string[];
}

/** Loads every connector folder. Fails with SETUP_INVALID naming every problem of every connector. */
export async function loadConnectors(options: LoadOptions): Promise<Connector[]> {
  const { connectorsDir, only } = options;
  const names = connectorFolders(connectorsDir).filter((name) => only?.includes(name) ?? true);
  const problems: SetupProblem[] = (only ?? [])
    .filter((name) => !names.includes(name))
    .map((name) => ({ file: join(connectorsDir, name, 'connector.yaml'), message: 'does not exist' }));

  const connectors: Connector[] = [];
  for (const name of names) {
    const loaded = loadConnector(name, options);
    if ('problems' in loaded) problems.push(...loaded.problems);
    else connectors.push(loaded.connector);
  }
  if (problems.length === 0) return connectors;
  await Promise.all(connectors.map((connector) => connector.close()));
  throw setupInvalid(problems);
}

/** Folders that hold a manifest, by name. */
export function connectorFolders(connectorsDir: string): string[] {
  if (!existsSync(connectorsDir)) return [];
  return readdirSync(connectorsDir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(connectorsDir, entry.name, 'connector.yaml')))
    .map(({ name }) => name)
    .sort();
}

type Loaded = { connector: Connector } | { problems: readonly SetupProblem[] };

function loadConnector(name: string, { connectorsDir, mappingsDir, env }: LoadOptions): Loaded {
  const folder = join(connectorsDir, name);
  const file = join(folder, 'connector.yaml');
  const parsed = parseManifestFile(toShownName(file), readFileSync(file, 'utf8'));
  if (parsed.problems.length > 0) return { problems: parsed.problems };

  const problems = createProblemList(parsed);
  const manifest = checkShape(parsed.data, problems);
  if (manifest === undefined) return { problems: problems.problems };
  if (manifest.connector !== name)
    problems.add(['connector'], { message: `the folder is named "${name}"`, hint: `right: connector: ${name}` });

  const schemaFile = join(folder, 'schema.graphql');
  const schema = existsSync(schemaFile) ? readFileSync(schemaFile, 'utf8') : undefined;
  const connector = assemble({ name, manifest, schema, folder: join(mappingsDir, name), env, problems });
  if (problems.problems.length === 0 && connector !== undefined) return { connector };
  void connector?.close();
  return { problems: problems.problems };
}

interface Assembly {
  readonly name: string;
  readonly manifest: Manifest;
  readonly schema: string | undefined;
  /** Of the mappings. */
  readonly folder: string;
  readonly env: LoadOptions['env'];
  readonly problems: ProblemList;
}

/** Goes on after each problem, so that all of them are found. */
function assemble({ name, manifest, schema, folder, env, problems }: Assembly): Connector | undefined {
  const compile = createExpressionCompiler(problems);
  const { source: sourceManifest, title, owner } = manifest;
  if (sourceManifest.kind === 'file') return undefined;
  const environment = { values: env, connector: name };
  const created = createSource({ name, manifest: sourceManifest, environment, compile, problems });
  const source = created?.source ?? unusableSource(name);
  const workshop = { source, kind: sourceManifest.kind, baseUrl: created?.baseUrl ?? '', compile, problems };

  checkCoordinates(manifest, { hasSchema: schema !== undefined, problems });
  const entries = entriesOf(manifest);
  const mappings = loadMappings(entries, { folder, variables: Object.keys(manifest.variables), problems });
  const routes = entries.flatMap((entry) => {
    const mapping = mappings.get(entry.provision.mapping);
    const request = compileProvision({ use: 'fetch', request: entry.provision.fetch, ...entry }, workshop);
    return mapping ? [createRoute({ manifest, ...entry, mapping, source, request })] : [];
  });
  return {
    name,
    title,
    owner,
    manifest,
    source,
    routes,
    ...compileEnumerations(entries, workshop),
    ...(schema !== undefined && { schema }),
    close: () => source.close(),
  };
}

function compileEnumerations(
  entries: readonly ProvisionEntry[],
  workshop: Workshop,
): { list?: ListRoute; search?: SearchRoute } {
  const { source } = workshop;
  const listed = entries.find(({ provision }) => provision.list);
  const searched = entries.find(({ provision }) => provision.search);
  const list = listed?.provision.list;
  const search = searched?.provision.search;
  return {
    ...(list && {
      list: createList(
        source,
        compileProvision({ use: 'list', request: list, ...listed }, workshop),
        listed.coordinate,
      ),
    }),
    ...(search && {
      search: createSearch(source, compileProvision({ use: 'search', request: search, ...searched }, workshop)),
    }),
  };
}

function loadMappings(
  entries: readonly ProvisionEntry[],
  { folder, variables, problems }: { folder: string; variables: readonly string[]; problems: ProblemList },
): Map<string, Mapping> {
  const mappings = new Map<string, Mapping>();
  for (const { provision, path } of entries) {
    const file = join(folder, `${provision.mapping}.jsonata`);
    if (mappings.has(provision.mapping)) continue;
    if (!existsSync(file)) {
      problems.add([...path, 'mapping'], { message: `the mapping ${toShownName(file)} does not exist` });
      continue;
    }
    const mapping = tryLoad(file, ['source', ...variables], problems);
    if (mapping) mappings.set(provision.mapping, mapping);
  }
  return mappings;
}

function tryLoad(file: string, variables: readonly string[], problems: ProblemList): Mapping | undefined {
  try {
    return loadMapping({ file: toShownName(file), source: readFileSync(file, 'utf8'), variables });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    problems.include(error.problems);
    return undefined;
  }
}

/** Stands in while the rest of a faulty manifest is checked; nothing is ever sent to it. */
function unusableSource(name: string): Source {
  const error = new AppError('INTERNAL', { source: name, detail: 'not set up' });
  return {
    name,
    kind: 'none',
    send: () => Promise.reject(error),
    health: () => ({ state: 'down', breaker: 'closed' }),
    close: () => Promise.resolve(),
  };
}

/** Relative to where the process runs, when it is below that. */
function toShownName(file: string): string {
  const short = relative(process.cwd(), file);
  return short.startsWith('..') ? file : short;
}
