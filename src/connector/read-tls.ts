import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Secret } from '../config/secret.ts';
import type { TlsSettings } from '../source/source-settings.ts';
import { createTlsContext } from '../source/tls-context.ts';
import { fillEnvironment, STAND_IN, type Environment } from './fill-environment.ts';
import type { HttpSourceManifest } from './manifest.ts';
import type { ProblemList } from './problem-list.ts';

type TlsManifest = HttpSourceManifest['tls'];

interface TlsParts {
  readonly environment: Environment;
  /** The connector's own. */
  readonly folder: string;
  readonly problems: ProblemList;
}

/** What a manifest says about TLS, its files read and tried; problems name the field and never what it holds. */
export function readTls(manifest: TlsManifest, parts: TlsParts): TlsSettings {
  const { problems } = parts;
  const before = problems.problems.length;
  const [ca, cert, key] = (['ca', 'cert', 'key'] as const).map((field) => readPem(manifest[field], field, parts));
  const settings: TlsSettings = {
    ...(ca !== undefined && { ca }),
    ...(cert !== undefined && { cert }),
    ...(key !== undefined && { key: new Secret(key) }),
  };
  if (problems.problems.length === before) tryOut(settings, problems);
  return settings;
}

function readPem(text: string | undefined, field: keyof TlsManifest, parts: TlsParts): string | undefined {
  if (text === undefined) return undefined;
  const { environment, folder, problems } = parts;
  const path = ['source', 'tls', field];
  const before = problems.problems.length;
  const filled = fillEnvironment(text, environment, { path, problems });
  if (problems.problems.length > before || filled === STAND_IN) return undefined;
  if (filled.startsWith('-----BEGIN')) return filled;

  // Only whoever runs the gateway may point a connector at files that are not its own, and a key is never one of them.
  const isOwn = filled === text;
  if (isOwn && (field === 'key' || /^[/\\]|(^|[/\\])\.\.([/\\]|$)/.test(text))) {
    problems.add(path, { message: 'must come from the environment', hint: `right: ${field}: \${...}` });
    return undefined;
  }
  try {
    return readFileSync(isOwn ? join(folder, filled) : filled, 'utf8');
  } catch {
    problems.add(path, { message: 'is neither PEM text nor a file that can be read' });
    return undefined;
  }
}

function tryOut(settings: TlsSettings, problems: ProblemList): void {
  try {
    createTlsContext(settings);
  } catch (error) {
    const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'unreadable';
    problems.add(['source', 'tls'], {
      message: `cannot be used: ${code}`,
      hint: 'cert and key must be PEM and a pair',
    });
  }
}
