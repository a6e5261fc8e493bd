import { readdirSync, readFileSync } from 'node:fs';
import type { IncomingHttpHeaders } from 'node:http';
import { join } from 'node:path';
import type { AuditActor } from './access/audit/audit-entry.ts';
import type { Audit } from './access/audit/audit.ts';
import { createAudit } from './access/audit/create-audit.ts';
import { createAccess, type Access } from './access/create-access.ts';
import { createGate, type Gate } from './access/create-gate.ts';
import type { Principal } from './access/principal.ts';
import { createConsentRecords } from './access/release/consent-records.ts';
import { createMasks } from './access/release/mask-value.ts';
import { createPrivacyPolicy } from './access/release/privacy-policy.ts';
import { createRowRules } from './access/row-rules.ts';
import { PURPOSE_HEADER } from './access/with-purpose.ts';
import type { CacheStore } from './cache/cache-store.ts';
import { createMemoryCache } from './cache/memory-cache.ts';
import { createRedisCache } from './cache/redis-cache.ts';
import type { Config } from './config/config.ts';
import { createExpressionCompiler } from './connector/expression.ts';
import { loadConnectors } from './connector/load-connectors.ts';
import { AppError, setupInvalid, type SetupProblem } from './errors.ts';
import { createEntityLoader } from './federation/load-entity.ts';
import type { RecipeObserver } from './federation/outcome.ts';
import { createSyncSources } from './federation/sync-sources.ts';
import { tryCoordinate, type Trial, type TrialRequest } from './federation/try-coordinate.ts';
import type { SchemaDocument } from './graph/build-graph-schema.ts';
import { createContext } from './graph/create-context.ts';
import { createGeneration, type Generation } from './graph/generation.ts';
import { createReadRecorder } from './graph/read-log.ts';
import type { Privacy } from './graph/release.ts';
import type { RequestContext } from './graph/request-context.ts';
import type { ConsoleOptions } from './http/console/console-routes.ts';
import type { GraphDoor } from './http/graph-service.ts';
import type { Readiness } from './http/health-routes.ts';
import { createHttpServer } from './http/http-server.ts';
import { createIdentity, type IdentitySpine } from './identity/create-identity.ts';
import { toMatchingConfig } from './identity/matching/matching-config.ts';
import type { SyncOptions } from './identity/sync-identity.ts';
import type { SyncReport } from './identity/sync-source.ts';
import type { CallObserver } from './source/source.ts';
import { openStore } from './store/open-store.ts';
import type { Store } from './store/store.ts';
import type { Logger } from './telemetry/logger.ts';
import { createMetrics, type Metrics } from './telemetry/metrics.ts';

export interface AppOptions {
  readonly config: Config;
  readonly logger: Logger;
  /** Where connectors read their `${NAMES}` from. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Only these connectors; all when absent. */
  readonly only?: readonly string[];
  /** GraphiQL for whoever opens the address in a browser. */
  readonly console?: ConsoleOptions | undefined;
}

/** The gateway, put together. */
export interface App {
  /** Who may call. */
  readonly access: Access;
  /** Who read and changed what. */
  readonly audit: Audit;
  /** Who is who. */
  readonly identity: IdentitySpine;
  /** The generation that answers new requests. */
  readonly generation: () => Generation;
  /** Answers over HTTP from then on. Throws SETUP_INVALID when the address is taken. */
  listen(): Promise<{ readonly url: string; readonly port: number }>;
  /** Reads connectors, mappings and schema again; requests under way end on the generation they began with. */
  reload(): Promise<Generation>;
  /** Links the source systems' customer records; see `SyncOptions`. */
  syncIdentity(options?: Omit<SyncOptions, 'sources'>): Promise<SyncReport>;
  /** Runs one coordinate of one source and shows every step. */
  tryCoordinate(request: TrialRequest): Promise<Trial>;
  /** Ends what is in flight, then closes everything it opened. */
  stop(): Promise<void>;
}

/** Opens the store, loads the connectors and builds the graph; listens to nobody yet. */
export async function createApp({ config, logger, env, console, only }: AppOptions): Promise<App> {
  const metrics = createMetrics({ process: true });
  const store = await openStore({ url: config.storeUrl.reveal() });
  const cache = createCache(config, logger);
  const { secret, formerSecrets } = config;
  const access = createAccess({ store, secret, formerSecrets });
  const audit = createAuditTrail(config, store, logger);
  const gate = createFrontGate(config, access, logger);
  const identity = createIdentity({ store, secret, formerSecrets, matching: toMatchingConfig(config.matching) });
  const privacy = createPrivacy(config, store);
  const observers = createObservers(metrics, logger);
  const entities = createEntityLoader({ cache, observer: observers.recipe });

  const build = createBuild({ config, env, ...(only && { only }), logger, policy: privacy.policy, metrics });
  const generations = createGenerations(await build(1));
  const gateway = { entities, identity, observer: observers.calls, privacy };
  const http = createHttpServer({
    config,
    metrics,
    logger,
    console,
    graph: createDoor(generations, gate, { ...gateway, settle: createReadRecorder(audit) }),
    readiness: () => readiness(store, cache, generations.current()),
  });

  return {
    access,
    audit,
    identity,
    generation: () => generations.current(),
    async listen() {
      void gate.warm();
      return http.listen(config);
    },
    async reload() {
      const next = await build(generations.current().id + 1);
      await recordReload(audit, next);
      return generations.replace(next);
    },
    syncIdentity: (options = {}) => {
      const { connectors, routing } = generations.current();
      return identity.sync({ ...options, sources: createSyncSources(connectors, routing, observers.recipe) });
    },
    tryCoordinate: (request) => tryCoordinate(generations.current().routing, request),
    async stop() {
      await http.close(config.drain);
      gate.close();
      await generations.close();
      await identity.close();
      await audit.close();
      await Promise.all([cache.close(), store.close()]);
    },
  };
}

type BuildOptions = Omit<AppOptions, 'console'> & { readonly policy: Privacy['policy']; readonly metrics: Metrics };

/** Reads connectors, mappings and schema and makes a generation of them. */
function createBuild({ config, env, only, logger, policy, metrics }: BuildOptions) {
  return async (id: number): Promise<Generation> => {
    const connectors = await loadConnectors({ ...config, env, ...(only && { only }) });
    const documents = readSchema(config.schemaDir);
    return createGeneration({ id, documents, connectors, config, policy, logger, metrics });
  };
}

function createFrontGate(config: Config, access: Access, logger: Logger): Gate {
  const onError = (check: string) => logger.warn({ check }, 'what callers are checked with does not answer');
  return createGate({ config, access, onError });
}

async function recordReload(audit: Audit, { connectors }: Generation): Promise<void> {
  const targets = connectors.map(({ name }) => name);
  await audit.record({ kind: 'change', who: GATEWAY, action: 'connectors.reload', targets });
}

/** Whoever may signal the process. */
const GATEWAY: AuditActor = { kind: 'operator', via: 'cli', id: 'signal', tenant: 'default' };
const ANCHOR_EVERY_MS = 60 * 60_000;

/** Once an hour the log remembers a place of the chain, so that cutting it short takes changing the log as well. */
function createAuditTrail({ secret, formerSecrets, dataDir }: Config, store: Store, logger: Logger): Audit {
  let anchoredAt = Number.NEGATIVE_INFINITY;
  return createAudit({
    store,
    secret,
    formerSecrets,
    folder: join(dataDir, 'audit'),
    onError: (err) => logger.error({ check: 'audit', err }, 'the audit does not reach its store or its disk'),
    onStored({ seq, hash }) {
      if (performance.now() - anchoredAt < ANCHOR_EVERY_MS) return;
      anchoredAt = performance.now();
      logger.info({ event: 'audit-anchor', count: seq, state: hash }, 'the audit has come this far');
    },
  });
}

/** The SDL files of the graph, by name. */
export function readSchema(schemaDir: string): SchemaDocument[] {
  const files = readdirSync(schemaDir).filter((name) => name.endsWith('.graphql'));
  return files.toSorted().map((name) => ({ file: `schema/${name}`, sdl: readFileSync(join(schemaDir, name), 'utf8') }));
}

function createPrivacy({ privacy, secret, formerSecrets }: Config, store: Store): Privacy {
  const problems: SetupProblem[] = [];
  const compile = createExpressionCompiler({
    problems,
    add: (_path, problem) => void problems.push({ file: 'privacy.rows', ...problem }),
    include: (others) => void problems.push(...others),
  });
  const rows = createRowRules(privacy.rows, (text, index) => {
    const evaluate = compile(text, { path: [index], variables: [] });
    return (customer) => evaluate(customer, {});
  });
  if (problems.length > 0) throw setupInvalid(problems);
  const consents = createConsentRecords({ store, secret, formerSecrets });
  return { policy: createPrivacyPolicy(privacy), maskValue: createMasks(secret), consents, rows };
}

function createCache({ redisUrl, secret }: Config, logger: Logger): CacheStore {
  if (!redisUrl) return createMemoryCache();
  const onError = (kind: string) => logger.warn({ store: 'redis', code: kind }, 'the shared cache does not answer');
  return createRedisCache({ url: redisUrl.reveal(), secret: secret.reveal(), onError });
}

function createObservers(metrics: Metrics, logger: Logger): { recipe: RecipeObserver; calls: CallObserver } {
  const calls: CallObserver = {
    onCall({ outcome, ...call }) {
      metrics.sourceCall({ ...call, outcome: outcome === 'ok' ? 'OK' : outcome });
      if (outcome === 'ok') return;
      const { source, coordinate, keys: batchSize, attempts: attempt, durationMs, detail } = call;
      logger.warn(
        { source, coordinate, code: outcome, detail, batchSize, attempt, durationMs },
        'a source call failed',
      );
    },
  };
  const recipe: RecipeObserver = {
    ...calls,
    onCache({ source }, { hit, stale, miss }) {
      if (hit > 0) metrics.cacheRead({ source, outcome: 'fresh', count: hit });
      if (stale > 0) metrics.cacheRead({ source, outcome: 'stale', count: stale });
      if (miss > 0) metrics.cacheRead({ source, outcome: 'miss', count: miss });
    },
    onRows({ source, coordinate }, kind, count) {
      if (count > 0) metrics.mappingProblem({ source, coordinate, kind, count });
    },
    onProblem: ({ source, coordinate }, { code }) => metrics.mappingProblem({ source, coordinate, kind: code }),
  };
  return { calls, recipe };
}

/** Holds the active generation; a replaced one is closed when its last request has ended. */
function createGenerations(first: Generation) {
  let current = first;
  const inUse = new Map<Generation, number>();
  const retired = new Set<Generation>();

  async function closeIdle(generation: Generation): Promise<void> {
    if (!retired.has(generation) || inUse.get(generation)) return;
    retired.delete(generation);
    await generation.server.stop();
    await Promise.all(generation.connectors.map((connector) => connector.close()));
  }

  return {
    current: () => current,
    hold(generation: Generation): () => void {
      inUse.set(generation, (inUse.get(generation) ?? 0) + 1);
      return () => {
        inUse.set(generation, (inUse.get(generation) ?? 1) - 1);
        void closeIdle(generation);
      };
    },
    async replace(next: Generation): Promise<Generation> {
      retired.add(current);
      const previous = current;
      current = next;
      await closeIdle(previous);
      return next;
    },
    async close(): Promise<void> {
      retired.add(current);
      inUse.clear();
      await Promise.all([...retired].map(closeIdle));
    },
  };
}

type Generations = ReturnType<typeof createGenerations>;

function createDoor(
  generations: Generations,
  gate: Gate,
  { settle, ...gateway }: Parameters<typeof createContext>[0] & { settle: ReturnType<typeof createReadRecorder> },
): GraphDoor<Principal, RequestContext> {
  return {
    authenticate: ({ authorization, 'x-api-key': apiKey, [PURPOSE_HEADER]: purpose }, address) =>
      gate.authenticate({ authorization, apiKey, purpose, address }),
    admit: ({ body, caller }) =>
      gate.admit(caller, body, (query) => generations.current().preflight({ ...body, query }, caller)),
    acquire() {
      const generation = generations.current();
      const { server, answerPlanned } = generation;
      return { server, answerPlanned, settle, release: generations.hold(generation) };
    },
    // Called in the same turn as `acquire`, hence for the same generation.
    createContext: ({ requestId, caller, signal, headers }) =>
      createContext(gateway, generations.current(), {
        requestId,
        principal: caller,
        signal,
        wantsTrace: wantsTrace(headers),
      }),
  };
}

/** `X-C360-Trace: 1` asks for `extensions.trace`. */
function wantsTrace(headers: IncomingHttpHeaders): boolean {
  return headers['x-c360-trace'] === '1';
}

/** A cache that is away slows the gateway down and fails nothing, so it does not make it unready. */
async function readiness(store: Store, cache: CacheStore, { connectors }: Generation): Promise<Readiness> {
  const storeCode = await store.get('select 1 as one').then(
    () => undefined,
    (error: unknown) => (error instanceof AppError ? error.code : 'INTERNAL'),
  );
  const down = connectors.filter(({ source }) => source.health().state === 'down').map(({ name }) => name);
  return {
    ready: storeCode === undefined,
    checks: {
      store: storeCode === undefined ? { ok: true } : { ok: false, detail: storeCode },
      cache: { ok: cache.healthy(), detail: cache.kind },
      sources: down.length === 0 ? { ok: true } : { ok: false, detail: `down: ${down.join(', ')}` },
    },
  };
}
