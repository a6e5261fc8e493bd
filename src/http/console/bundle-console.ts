import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { BuildOptions, Plugin } from 'esbuild';

const ENTRY = join(import.meta.dirname, 'console.browser.js');
/** Before the page's own code: the editor's workers and the styles. */
const CONTENTS = `
  import 'graphiql/setup-workers/vite';
  import 'graphiql/style.css';
  import './${basename(ENTRY)}';
`;
const WORKER = /\?worker$/;

/** Where the browser finds the bundle, and where it lies on disk. */
export interface ConsoleBundle {
  /** Changes with the content, so that browsers may keep the files for good. */
  readonly version: string;
  readonly dir: string;
}

/**
 * Bundles GraphiQL with its editor and workers out of node_modules, without a network, into a folder below `cacheDir`.
 * Takes about three seconds the first time; a bundle of the same versions is found again.
 */
export async function bundleConsole(cacheDir: string): Promise<ConsoleBundle> {
  const version = await versionOf();
  const dir = join(cacheDir, version);
  if (existsSync(dir)) return { version, dir };

  const draft = `${dir}.${process.pid}`;
  await mkdir(draft, { recursive: true });
  try {
    await buildInto(draft, version);
    await rename(draft, dir);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    if (!existsSync(dir)) throw error; // Another process may have been first.
  }
  return { version, dir };
}

async function buildInto(dir: string, version: string): Promise<void> {
  const { build, stop } = await import('esbuild');
  const options: BuildOptions = {
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    define: { 'process.env.NODE_ENV': '"production"' },
    loader: { '.ttf': 'file' },
    assetNames: '[name]',
    publicPath: toPath(version),
    logLevel: 'silent',
  };
  const workers: Plugin = {
    name: 'workers',
    setup(plugin) {
      plugin.onResolve({ filter: WORKER }, async ({ path, resolveDir, kind }) => {
        const found = await plugin.resolve(path.replace(WORKER, ''), { resolveDir, kind });
        return { path: found.path, errors: found.errors, namespace: 'worker' };
      });
      plugin.onLoad({ filter: /./, namespace: 'worker' }, async ({ path }) => {
        const file = basename(path);
        await build({ ...options, entryPoints: [path], outfile: join(dir, file) });
        const address = JSON.stringify(`${toPath(version)}/${file}`);
        return { contents: `export default class { constructor() { return new Worker(${address}); } }` };
      });
    },
  };
  const stdin = { contents: CONTENTS, resolveDir: import.meta.dirname };
  await build({ ...options, stdin, outfile: join(dir, 'console.js'), plugins: [workers] });
  await stop();
}

/** The address below which a bundle's files are served. */
export function toPath(version: string): string {
  return `/console/${version}`;
}

async function versionOf(): Promise<string> {
  const hash = createHash('sha256')
    .update(CONTENTS)
    .update(await readFile(ENTRY));
  for (const name of ['graphiql', 'react-dom', 'esbuild']) hash.update(await readManifest(name));
  return hash.digest('hex').slice(0, 16);
}

async function readManifest(name: string): Promise<Buffer> {
  return readFile(new URL(import.meta.resolve(`${name}/package.json`)));
}
