import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** A file by the name that problems give it. */
export interface BundleFile {
  readonly file: string;
  readonly text: string;
}

/** Everything a connector is made of, as text: what a folder holds, and what can be sent over a wire. */
export interface ConnectorBundle {
  readonly name: string;
  readonly manifest: BundleFile;
  /** By name, without `.jsonata`. */
  readonly mappings: ReadonlyMap<string, BundleFile>;
  /** Where a mapping that is missing would be. */
  readonly mappingsDir: string;
  readonly schema?: string;
  /** Where relative paths of the manifest begin. */
  readonly folder: string;
}

/** Folders that hold a manifest, by name. */
export function connectorFolders(connectorsDir: string): string[] {
  if (!existsSync(connectorsDir)) return [];
  return readdirSync(connectorsDir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(connectorsDir, entry.name, 'connector.yaml')))
    .map(({ name }) => name)
    .sort();
}

export function readBundle(name: string, dirs: { connectorsDir: string; mappingsDir: string }): ConnectorBundle {
  const folder = join(dirs.connectorsDir, name);
  const mappingsDir = join(dirs.mappingsDir, name);
  const schemaFile = join(folder, 'schema.graphql');
  const names = existsSync(mappingsDir) ? readdirSync(mappingsDir).filter((each) => each.endsWith('.jsonata')) : [];
  return {
    name,
    folder,
    manifest: readBundleFile(join(folder, 'connector.yaml')),
    mappings: new Map(
      names.map((each) => [each.slice(0, -'.jsonata'.length), readBundleFile(join(mappingsDir, each))]),
    ),
    mappingsDir: toShownName(mappingsDir),
    ...(existsSync(schemaFile) && { schema: readFileSync(schemaFile, 'utf8') }),
  };
}

function readBundleFile(file: string): BundleFile {
  return { file: toShownName(file), text: readFileSync(file, 'utf8') };
}

/** Relative to where the process runs, when it is below that. */
export function toShownName(file: string): string {
  const short = relative(process.cwd(), file);
  return short.startsWith('..') ? file : short;
}
