import { join } from 'node:path';
import { AppError, type SetupProblem } from '../errors.ts';
import { placeOf } from '../mapping/expression-error.ts';
import { loadMapping, type Mapping } from '../mapping/run-mapping.ts';
import type { Outbound } from '../source/outbound.ts';
import type { Source } from '../source/source.ts';
import { checkCoordinates, entriesOf, type ProvisionEntry } from './check-coordinates.ts';
import { checkShape } from './check-shape.ts';
import { compileProvision, type Workshop } from './compile-provision.ts';
import type { BundleFile, ConnectorBundle } from './connector-bundle.ts';
import type { Connector } from './connector.ts';
import { createList, createSearch } from './create-list.ts';
import { createRoute } from './create-route.ts';
import { createSource } from './create-source.ts';
import { createExpressionCompiler } from './expression.ts';
import type { Manifest } from './manifest.ts';
import { parseManifestFile } from './manifest-file.ts';
import { createProblemList, type ProblemList } from './problem-list.ts';
import type { ListRoute, Route, SearchRoute } from './route.ts';
import { rowFieldsOf } from './row-fields.ts';
import { unknownNames } from './unknown-names.ts';

/** A connector that works, or everything that is wrong with its files. */
export type Assembled =
  | { readonly connector: Connector; readonly problems: readonly [] }
  | { readonly connector?: undefined; readonly problems: readonly SetupProblem[] };

/** Checks a bundle and compiles it. Nothing is asked of the source; what is opened is closed by the connector. */
export function assembleConnector(bundle: ConnectorBundle, surroundings: Surroundings): Assembled {
  const parsed = parseManifestFile(bundle.manifest.file, bundle.manifest.text);
  if (parsed.problems.length > 0) return { problems: parsed.problems };

  const problems = createProblemList(parsed);
  const manifest = checkShape(parsed.data, problems);
  if (manifest === undefined) return { problems: problems.problems };

  const connector = assemble({ bundle, manifest, ...surroundings, problems });
  if (problems.problems.length === 0) return { connector, problems: [] };
  void connector.close();
  return { problems: problems.problems };
}

/** What a connector meets where it runs. */
export interface Surroundings {
  /** Where `${NAMES}` are read from. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly outbound: Outbound;
}

interface Assembly extends Surroundings {
  readonly bundle: ConnectorBundle;
  readonly manifest: Manifest;
  readonly problems: ProblemList;
}

/** Goes on after each problem, so that all of them are found. */
function assemble({ bundle, manifest, env, outbound, problems }: Assembly): Connector {
  const { name, folder, schema } = bundle;
  if (manifest.connector !== name)
    problems.add(['connector'], { message: `the folder is named "${name}"`, hint: `right: connector: ${name}` });

  const compile = createExpressionCompiler(problems);
  const environment = { values: env, connector: name };
  const created = createSource({ name, folder, manifest: manifest.source, environment, outbound, compile, problems });
  const source = created?.source ?? unusableSource(name);
  const workshop = { source, kind: manifest.source.kind, baseUrl: created?.baseUrl ?? '', compile, problems };

  checkCoordinates(manifest, { hasSchema: schema !== undefined, problems });
  const { kind } = manifest.source;
  const entries = entriesOf(manifest).map((entry) => ({
    ...entry,
    fields: rowFieldsOf(entry.provision, { bundle, kind }),
  }));
  return {
    name,
    title: manifest.title,
    owner: manifest.owner,
    manifest,
    source,
    routes: compileRoutes(entries, { bundle, manifest, workshop }),
    ...compileEnumerations(entries, workshop),
    ...(schema !== undefined && { schema }),
    close: () => source.close(),
  };
}

interface Entry extends ProvisionEntry {
  readonly fields: readonly string[] | undefined;
}

function compileRoutes(
  entries: readonly Entry[],
  { bundle, manifest, workshop }: { bundle: ConnectorBundle; manifest: Manifest; workshop: Workshop },
): Route[] {
  const { source, problems } = workshop;
  const mappings = loadMappings(entries, { bundle, variables: Object.keys(manifest.variables), problems });
  return entries.flatMap((entry) => {
    const mapping = mappings.get(entry.provision.mapping);
    const request = compileProvision({ use: 'fetch', request: entry.provision.fetch, ...entry }, workshop);
    return mapping ? [createRoute({ manifest, ...entry, mapping, source, request })] : [];
  });
}

function compileEnumerations(
  entries: readonly Entry[],
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

/** One mapping for each name, however many entries use it. */
function loadMappings(
  entries: readonly ProvisionEntry[],
  { bundle, variables, problems }: { bundle: ConnectorBundle; variables: readonly string[]; problems: ProblemList },
): Map<string, Mapping> {
  const mappings = new Map<string, Mapping>();
  const tried = new Set<string>();
  for (const { provision, path } of entries) {
    const name = provision.mapping;
    const file = bundle.mappings.get(name);
    if (file === undefined) {
      const missing = join(bundle.mappingsDir, `${name}.jsonata`);
      problems.add([...path, 'mapping'], { message: `the mapping ${missing} does not exist` });
      continue;
    }
    if (tried.has(name)) continue;
    tried.add(name);
    const mapping = tryLoad(file, ['source', ...variables], problems);
    if (mapping) mappings.set(name, mapping);
  }
  return mappings;
}

function tryLoad({ file, text }: BundleFile, variables: readonly string[], problems: ProblemList): Mapping | undefined {
  try {
    const mapping = loadMapping({ file, source: text, variables });
    problems.include(
      unknownNames(text, variables).map(({ name, start, hint }) => ({
        file,
        ...placeOf(text, start),
        message: `$${name} is not known`,
        hint,
      })),
    );
    return mapping;
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
