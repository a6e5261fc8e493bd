import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SCOPES, type Scope } from '../src/access/scopes.ts';
import { createApp, type App } from '../src/app.ts';
import { loadConfig } from '../src/config/load-config.ts';
import { startDemoSources, type DemoSources } from '../src/demo/start-demo-sources.ts';
import { createLogger } from '../src/telemetry/logger.ts';

const ALL_SCOPES = Object.keys(SCOPES) as Scope[];

/** An answer as a GraphQL client reads it. */
export interface GraphAnswer {
  // Tests state what they expect of the data; its type is theirs to know.
  readonly data: Readonly<Record<string, never>> | null | undefined;
  readonly errors?: readonly GraphAnswerError[];
  readonly extensions?: Readonly<Record<string, never>>;
}

export interface GraphAnswerError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions: Readonly<Record<string, unknown>>;
}

export interface TestGateway {
  readonly url: string;
  readonly key: string;
  readonly app: App;
  readonly sources: DemoSources['sources'];
  readonly world: DemoSources['world'];
  /** Everything the gateway wrote to its log. */
  readonly logLines: readonly string[];
  query(query: string, variables?: object, headers?: Record<string, string>): Promise<GraphAnswer>;
  stop(): Promise<void>;
}

export interface TestGatewayOptions {
  /** Folder of real data; our seeded world without it. */
  readonly data?: string;
  readonly flags?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly scopes?: readonly Scope[];
  /** Linking takes the sources: leave it out to begin with an empty identity spine. */
  readonly sync?: boolean;
}

/** The demo systems and the real gateway over them, on loopback, with a store in memory. */
export async function startGateway(options: TestGatewayOptions = {}): Promise<TestGateway> {
  const demo = await startDemoSources(options.data === undefined ? {} : { data: options.data });
  const dataDir = mkdtempSync(join(tmpdir(), 'c360-test-'));
  const logLines: string[] = [];
  const flags = {
    port: 0,
    dataDir,
    storeUrl: 'sqlite::memory:',
    'drain.waitMs': 0,
    'outbound.allow': '127.0.0.1',
    ...options.flags,
  };
  const app = await createApp({
    config: loadConfig({ env: {}, flags }),
    logger: createLogger({ level: 'info', destination: { write: (line) => void logLines.push(line) } }),
    env: { ...demo.env, ...options.env },
  });
  if (options.sync !== false) await app.syncIdentity();
  const { key } = await app.access.createKey({ name: 'test', scopes: options.scopes ?? ALL_SCOPES });
  const address = await app.listen();
  const url = `${address.url}/graphql`;

  return {
    url,
    key,
    app,
    sources: demo.sources,
    world: demo.world,
    logLines,
    query: (query, variables = {}, headers = {}) => postQuery({ url, key, headers }, { query, variables }),
    async stop() {
      await app.stop();
      await demo.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function postQuery(
  { url, key, headers }: { url: string; key: string; headers: Record<string, string> },
  body: object,
): Promise<GraphAnswer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}`, ...headers },
    body: JSON.stringify(body),
  });
  return (await response.json()) as GraphAnswer;
}
