import { join, resolve } from 'node:path';
import type { z } from 'zod';
import { setupInvalid, type SetupProblem } from '../errors.ts';
import type { Config } from './config.ts';
import { loadSecret } from './load-secret.ts';
import { isMap, readConfigFile, type ConfigFile } from './read-config-file.ts';
import { Secret } from './secret.ts';
import { SETTINGS, VARIABLE_PREFIX, type Setting } from './setting-list.ts';
import { Settings } from './settings.ts';

const DEFAULT_FILE = 'c360.config.yaml';
const FILE_VARIABLE = 'C360_CONFIG';
const TEST_PREFIX = 'C360_TEST_';

export interface LoadConfigOptions {
  readonly env?: Readonly<NodeJS.ProcessEnv>;
  /** Relative paths start here. */
  readonly cwd?: string;
  /** What command-line options say: setting path to value, e.g. `{ port: 0, 'limits.maxCost': 500 }`; beats the environment. */
  readonly flags?: Readonly<Record<string, unknown>>;
  /** For a command that keeps nothing: where there is no secret, none is made, and one of the moment stands in. */
  readonly readsOnly?: boolean;
}

interface Sources {
  readonly env: Readonly<NodeJS.ProcessEnv>;
  readonly flags: Readonly<Record<string, unknown>>;
  readonly fileName: string;
  readonly file: ConfigFile;
}

/**
 * Reads flags, then environment (`C360_…`), then c360.config.yaml (or the file `C360_CONFIG` names), then defaults.
 * Makes the secret in `dataDir` when none is given.
 * @throws AppError SETUP_INVALID with every problem: the variable, or the file and line, what is wrong and what would be right.
 */
export function loadConfig(options: LoadConfigOptions = {}): Config {
  const { env = process.env, cwd = process.cwd(), flags = {}, readsOnly = false } = options;
  const named = env[FILE_VARIABLE];
  const fileName = resolve(cwd, named ?? DEFAULT_FILE);
  const sources = { env, flags, fileName, file: readConfigFile(fileName, { required: named !== undefined }) };

  const parsed = Settings.safeParse(toRaw(sources));
  const issues = parsed.success ? [] : parsed.error.issues.flatMap((issue) => toProblems(issue, sources));
  const problems = [...sources.file.problems, ...unknownVariables(env), ...issues];
  if (!parsed.success || problems.length > 0) throw setupInvalid(problems);

  return toConfig(parsed.data, { cwd, readsOnly, isDefaultPort: isDefault('port', sources) });
}

interface Place {
  readonly cwd: string;
  readonly readsOnly: boolean;
  readonly isDefaultPort: boolean;
}

function toConfig(settings: Settings, { cwd, readsOnly, isDefaultPort }: Place): Config {
  const dataDir = resolve(cwd, settings.dataDir);
  const secret = settings.secret
    ? { secret: new Secret(settings.secret), created: false }
    : loadSecret(dataDir, { readsOnly });
  const { certFile, keyFile } = settings.tls;
  return deepFreeze({
    ...settings,
    dataDir,
    connectorsDir: resolve(cwd, settings.connectorsDir),
    mappingsDir: resolve(cwd, settings.mappingsDir),
    schemaDir: resolve(cwd, settings.schemaDir),
    operations: toOperations(settings.operations, cwd),
    storeUrl: new Secret(settings.storeUrl ?? `sqlite:${join(dataDir, 'c360.db')}`),
    redisUrl: settings.redisUrl === undefined ? undefined : new Secret(settings.redisUrl),
    secret: secret.secret,
    formerSecrets: settings.formerSecrets.map((former) => new Secret(former)),
    tls: certFile && keyFile ? { certFile: resolve(cwd, certFile), keyFile: resolve(cwd, keyFile) } : undefined,
    isDefaultPort,
    warnings: secret.created
      ? [
          `A secret was made in ${join(dataDir, 'secret')}. Several gateways must share one: set C360_SECRET for all of them.`,
        ]
      : [],
  });
}

function toOperations({ folder, ...operations }: Settings['operations'], cwd: string): Settings['operations'] {
  return { ...operations, ...(folder !== undefined && { folder: resolve(cwd, folder) }) };
}

function toRaw({ env, flags, file }: Sources): Record<string, unknown> {
  const raw = structuredClone({ ...file.values });
  for (const setting of SETTINGS) {
    const given = env[setting.variable];
    if (given !== undefined && given !== '') setIn(raw, setting.path, fromText(setting, given));
    const flag = flags[setting.path.join('.')];
    if (flag !== undefined) setIn(raw, setting.path, typeof flag === 'string' ? fromText(setting, flag) : flag);
  }
  return raw;
}

/** A text that does not read as the setting's kind stays text, so that the schema can say so. */
function fromText({ kind }: Setting, text: string): unknown {
  if (kind === 'number' && /^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  if (kind === 'boolean' && /^(true|false)$/.test(text)) return text === 'true';
  if (kind === 'json') return fromJson(text);
  if (kind === 'list') return text.split(',').map((item) => item.trim());
  return text;
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

function setIn(target: Record<string, unknown>, path: readonly string[], value: unknown): void {
  const [name, ...rest] = path;
  if (name === undefined) return;
  if (rest.length === 0) {
    target[name] = value;
    return;
  }
  const child = target[name];
  const next = isMap(child) ? child : {};
  target[name] = next;
  setIn(next, rest, value);
}

function toProblems(issue: z.core.$ZodIssue, sources: Sources): SetupProblem[] {
  if (issue.code !== 'unrecognized_keys') {
    return [{ ...placeOf(issue.path, sources), message: toMessage(issue) }];
  }
  return issue.keys.map((key) => {
    const path = [...issue.path, key];
    return {
      ...placeOf(path, sources),
      message: `${path.join('.')} is no setting`,
      ...hintFor(path.join('.'), (setting) => setting.path.join('.')),
    };
  });
}

function toMessage({ path, message }: z.core.$ZodIssue): string {
  return path.length > 0 ? `${path.join('.')}: ${message}` : message;
}

function placeOf(
  path: readonly PropertyKey[],
  { env, flags, fileName, file }: Sources,
): { file: string; line?: number } {
  const setting = SETTINGS.find((candidate) => isWithin(path, candidate.path) || isWithin(candidate.path, path));
  if (setting && flags[setting.path.join('.')] !== undefined) return { file: `--${setting.path.at(-1)}` };
  if (setting && env[setting.variable]) return { file: setting.variable };
  const line = file.lineOf(path);
  return line === undefined ? { file: fileName } : { file: fileName, line };
}

function isWithin(path: readonly PropertyKey[], outer: readonly PropertyKey[]): boolean {
  return outer.length > 0 && outer.every((part, index) => path[index] === part);
}

function unknownVariables(env: Readonly<NodeJS.ProcessEnv>): SetupProblem[] {
  const known = new Set([FILE_VARIABLE, ...SETTINGS.map((setting) => setting.variable)]);
  return Object.keys(env)
    .filter((name) => name.startsWith(VARIABLE_PREFIX) && !name.startsWith(TEST_PREFIX) && !known.has(name))
    .map((name) => ({ file: name, message: 'is no setting', ...hintFor(name, (setting) => setting.variable) }));
}

/** Names the settings that begin like the given one. */
function hintFor(given: string, nameOf: (setting: Setting) => string): { hint: string } {
  const start = given.slice(0, -2);
  const close = SETTINGS.map(nameOf).filter((name) => start.length >= 3 && name.startsWith(start));
  return { hint: close.length > 0 ? `did you mean ${close.join(' or ')}?` : 'docs/configuration.md lists them all' };
}

function isDefault(name: string, { env, flags, file }: Sources): boolean {
  const setting = SETTINGS.find((candidate) => candidate.path.join('.') === name);
  return (
    setting !== undefined && !env[setting.variable] && flags[name] === undefined && file.values[name] === undefined
  );
}

function deepFreeze<Value extends object>(value: Value): Value {
  for (const child of Object.values(value)) {
    if (typeof child === 'object' && child !== null) deepFreeze(child);
  }
  return Object.freeze(value);
}
