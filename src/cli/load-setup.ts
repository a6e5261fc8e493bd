import type { Config } from '../config/config.ts';
import { loadConfig } from '../config/load-config.ts';
import { createLogger, type Logger } from '../telemetry/logger.ts';

export interface Setup {
  readonly config: Config;
  readonly logger: Logger;
}

/** Configuration with the command's own options in front, and a logger for it; warnings about the setup are logged. */
export function loadSetup(flags: Readonly<Record<string, unknown>> = {}): Setup {
  const config = loadConfig({ flags });
  const logger = createLogger({ level: config.logLevel });
  for (const warning of config.warnings) logger.warn({ event: 'setup' }, warning);
  return { config, logger };
}

/** The configuration for a command that looks and keeps nothing: it makes no secret and starts no store. */
export function loadSettings(): Config {
  return loadConfig({ readsOnly: true });
}
