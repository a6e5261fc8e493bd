import cluster from 'node:cluster';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { createApp, type App, type AppOptions } from './app.ts';
import { loadConfig } from './config/load-config.ts';
import type { ConsoleOptions } from './http/console/console-routes.ts';
import { freezePrototypes } from './mapping/freeze-prototypes.ts';
import { runWorkers, type ReadyMessage } from './run-workers.ts';
import { createLogger, type Logger } from './telemetry/logger.ts';

export interface GatewayOptions extends AppOptions {
  /** What to do before the gateway answers. */
  readonly prepare?: (app: App) => Promise<void>;
  /** Called when the gateway answers. */
  readonly onReady?: (address: { url: string; port: number }) => void;
  /** Resolves to the reason to stop; a signal without it. */
  readonly untilStopped?: () => Promise<string>;
}

/** The gateway in this process, or in as many as the configuration says; resolves to the exit code. */
export async function serve(options: GatewayOptions): Promise<number> {
  const { config, logger, onReady } = options;
  const count = config.workers === 'auto' ? availableParallelism() : config.workers;
  if (cluster.isPrimary && count > 1) {
    process.once('uncaughtException', (err) => crash(logger, err));
    return runWorkers({ count, logger, ...(onReady && { onReady }) });
  }
  await (cluster.isWorker ? runWorker(options) : runGateway(options));
  return 0;
}

/** One of several processes: it tells the primary when it answers, and ends with it. */
async function runWorker(options: GatewayOptions): Promise<void> {
  const onReady = (ready: ReadyMessage['ready']) => void process.send?.({ ready } satisfies ReadyMessage);
  try {
    await runGateway({ ...options, onReady, untilStopped: untilPrimaryStops });
  } finally {
    if (process.connected) cluster.worker?.disconnect();
  }
}

/** Ctrl-C reaches the whole group of processes, and supervisors may signal it whole: a worker stops once, for the primary. */
async function untilPrimaryStops(): Promise<string> {
  process.on('SIGINT', () => undefined);
  return new Promise((resolve) => {
    process.on('SIGTERM', () => resolve('SIGTERM'));
    cluster.worker?.once('disconnect', () => {
      // Node would end the process here and now.
      if (cluster.worker) cluster.worker.exitedAfterDisconnect = true;
      resolve('disconnect');
    });
  });
}

/** The process: builds the gateway, listens, and stops in good order on SIGTERM or SIGINT; a second signal ends it at once. */
export async function runGateway(options: GatewayOptions): Promise<void> {
  const { logger, untilStopped = untilSignal } = options;
  freezePrototypes();
  process.once('uncaughtException', (err) => crash(logger, err));
  const signalled = untilStopped();
  const app = await createApp(options);
  try {
    reloadOnHangup(app, logger);
    // A signal counts during preparation too.
    await Promise.race([start(app, options), signalled]);
    logger.info({ event: 'stopping', signal: await signalled }, 'the gateway stops');
  } finally {
    await app.stop();
  }
  logger.info({ event: 'stopped' }, 'the gateway has stopped');
}

/** SIGHUP reads connectors, mappings and schema again; a setup that is not valid is told, and the one in use stays. */
function reloadOnHangup(app: App, logger: Logger): void {
  process.on('SIGHUP', () => {
    app.reload().then(
      ({ id }) => logger.info({ event: 'reloaded', generation: id }, 'the gateway answers with what it has read anew'),
      (err: unknown) =>
        logger.error({ event: 'reload-refused', err }, 'what was read anew is not valid; nothing has changed'),
    );
  });
}

async function start(app: App, { prepare, onReady, logger }: GatewayOptions): Promise<void> {
  await prepare?.(app);
  const address = await app.listen();
  logger.info({ event: 'ready', address: address.url }, 'the gateway answers');
  onReady?.(address);
}

/** Node would print the error's message, which may quote what it choked on; the log keeps where it happened. */
function crash(logger: Logger, err: unknown): void {
  logger.fatal({ event: 'crashed', err }, 'the gateway ends: an error that nobody caught');
  process.exit(1);
}

/** Resolves to the first signal to stop; from then on a second one ends the process. */
export async function untilSignal(): Promise<string> {
  const stop = new AbortController();
  const waits = ['SIGTERM', 'SIGINT'].map(async (signal) => {
    await once(process, signal, { signal: stop.signal });
    return signal;
  });
  const first = await Promise.race(waits);
  stop.abort();
  await Promise.allSettled(waits);
  return first;
}

const WHO_AM_I = `# Put your key into the headers below.
query WhoAmI {
  viewer { name scopes }
}
`;

/** GraphiQL, if the configuration asks for it; a caller brings a key of his own. */
export function toConsole({ console, dataDir }: AppOptions['config']): ConsoleOptions | undefined {
  return console
    ? { cacheDir: join(dataDir, 'console'), offer: () => ({ queries: [{ query: WHO_AM_I }] }) }
    : undefined;
}

if (import.meta.main) {
  const config = loadConfig();
  const logger = createLogger({ level: config.logLevel });
  process.exitCode = await serve({ config, logger, env: process.env, console: toConsole(config) });
}
