import { join } from 'node:path';
import { Secret } from '../config/secret.ts';
import { createFileSource } from '../source/create-file-source.ts';
import { createHttpSource } from '../source/create-http-source.ts';
import { toHost, type Refusal } from '../source/outbound-guard.ts';
import type { Outbound } from '../source/outbound.ts';
import type { AuthSettings, Judge } from '../source/source-settings.ts';
import type { Source } from '../source/source.ts';
import { evaluateAnswer, type CompileExpression, type Expression } from './expression.ts';
import { fillEnvironment, type Environment } from './fill-environment.ts';
import { KIND_DEFAULTS } from './kind-defaults.ts';
import type { FileSourceManifest, HttpSourceManifest, SourceManifest } from './manifest.ts';
import type { Path, ProblemList } from './problem-list.ts';
import { readTls } from './read-tls.ts';

export interface SourceParts<Kind extends SourceManifest = SourceManifest> {
  readonly name: string;
  /** The connector's own, where relative paths begin. */
  readonly folder: string;
  readonly manifest: Kind;
  readonly environment: Environment;
  readonly outbound: Outbound;
  readonly compile: CompileExpression;
  readonly problems: ProblemList;
}

/** The source of a manifest with its environment filled in, beside the URL it stands at; undefined when that is wrong. */
export function createSource({ manifest, ...parts }: SourceParts): CreatedSource | undefined {
  return manifest.kind === 'file' ? createFiles({ ...parts, manifest }) : createHttp({ ...parts, manifest });
}

interface CreatedSource {
  readonly source: Source;
  /** Empty for a source without one. */
  readonly baseUrl: string;
}

function createFiles(parts: SourceParts<FileSourceManifest>): CreatedSource | undefined {
  const { name, folder, manifest, environment, problems } = parts;
  const path: Path = ['source', 'root'];
  const before = problems.problems.length;
  // Only whoever runs the gateway may point a connector at files that are not its own.
  if (/^[/\\]|(^|[/\\])\.\.([/\\]|$)/.test(manifest.root))
    problems.add(path, { message: 'must be a folder of the connector', hint: 'right: root: data, or root: ${...}' });
  const root = fillEnvironment(manifest.root, environment, { path, problems });
  if (problems.problems.length > before) return undefined;

  const { timeout: timeoutMs, maxFileBytes, charset, delimiter } = manifest;
  const place = root === manifest.root ? join(folder, root) : root;
  return {
    baseUrl: '',
    source: createFileSource({ name, root: place, timeoutMs, maxFileBytes, charset, delimiter }),
  };
}

function createHttp(parts: SourceParts<HttpSourceManifest>): CreatedSource | undefined {
  const { name, folder, manifest, environment, outbound, compile, problems } = parts;
  const before = problems.problems.length;
  const fill = (text: string, ...path: Path) =>
    fillEnvironment(text, environment, { path: ['source', ...path], problems });

  const baseUrl = fillUrl(manifest.baseUrl, ['baseUrl'], { fill, outbound, problems });
  const auth = fillAuth(manifest.auth, { fill, outbound, problems });
  const tls = readTls(manifest.tls, { environment, folder, problems });
  const headers = Object.fromEntries(
    Object.entries(manifest.headers).map(([header, value]) => [header, fill(value, 'headers', header)]),
  );
  const success =
    manifest.success === undefined
      ? KIND_DEFAULTS[manifest.kind].success
      : compile(manifest.success, { path: ['source', 'success'], variables: ['status'] });
  if (problems.problems.length > before) return undefined;

  const source = createHttpSource({
    name,
    kind: manifest.kind,
    baseUrl,
    auth,
    headers,
    tls,
    outbound,
    timeoutMs: manifest.timeout,
    ...toPolicies(manifest),
    ...(success && { judge: toJudge(success, name) }),
  });
  return { source, baseUrl };
}

function toPolicies({ retry, breaker, limits }: HttpSourceManifest) {
  const { ratePerSecond, ...caps } = limits;
  return {
    retry: { attempts: retry.attempts, budgetRatio: retry.budget, baseDelayMs: retry.baseDelay },
    breaker: {
      failureRatio: breaker.failureRatio,
      windowMs: breaker.window,
      minimumCalls: breaker.minimumCalls,
      cooldownMs: breaker.cooldown,
    },
    limits: { ...caps, ...(ratePerSecond !== undefined && { ratePerSecond }) },
  };
}

/** A manifest's success test; only `true` is a success. */
function toJudge(success: Expression, source: string): Judge {
  return (response) => {
    const verdict = evaluateAnswer(success, response, { bindings: { status: response.status }, source });
    return verdict === true ? undefined : 'SOURCE_REJECTED';
  };
}

type Fill = (text: string, ...path: Path) => string;

interface Filling {
  readonly fill: Fill;
  readonly outbound: Outbound;
  readonly problems: ProblemList;
}

function fillAuth(auth: HttpSourceManifest['auth'], filling: Filling): AuthSettings {
  const { fill } = filling;
  const secret = (text: string, field: string) => new Secret(fill(text, 'auth', field));
  if (auth.type === 'none') return auth;
  if (auth.type === 'bearer') return { type: auth.type, token: secret(auth.token, 'token') };
  if (auth.type === 'apiKey') return { ...auth, value: secret(auth.value, 'value') };
  if (auth.type === 'basic') {
    return {
      type: auth.type,
      username: secret(auth.username, 'username'),
      password: secret(auth.password, 'password'),
    };
  }
  const { type, credentials, scope } = auth;
  return {
    type,
    credentials,
    ...(scope !== undefined && { scope }),
    tokenUrl: fillUrl(auth.tokenUrl, ['auth', 'tokenUrl'], filling),
    clientId: secret(auth.clientId, 'clientId'),
    clientSecret: secret(auth.clientSecret, 'clientSecret'),
  };
}

/** An address that lacks a variable has its problem already. The value itself is never repeated: it may hold a credential. */
function fillUrl(text: string, path: readonly string[], { fill, outbound, problems }: Filling): string {
  const before = problems.problems.length;
  const filled = fill(text, ...path);
  if (problems.problems.length > before) return filled;

  const url = URL.canParse(filled) ? new URL(filled) : undefined;
  const hint = 'right: https://erp.example.com/api';
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    problems.add(['source', ...path], { message: 'is no http or https address', hint });
  } else if (url.username !== '' || url.password !== '' || url.hash !== '') {
    const message = 'must not hold a user, a password or a #';
    problems.add(['source', ...path], { message, hint: 'credentials belong under auth' });
  } else {
    const refusal = outbound.guard.refusalOfUrl(url);
    if (refusal) problems.add(['source', ...path], toProblem(refusal, url));
  }
  return filled;
}

/** The part of an address that is refused is no secret: its scheme, its port, or a host that is a number. */
function toProblem({ reason, setting }: Refusal, { hostname }: URL): { message: string; hint: string } {
  const examples = {
    'outbound.allow': `C360_OUTBOUND_ALLOW=${toHost(hostname)}`,
    'outbound.plainHttp': 'C360_OUTBOUND_PLAIN_HTTP=true',
    'outbound.ports': 'C360_OUTBOUND_PORTS=443,8443',
  };
  return { message: `is ${reason}`, hint: `if it is meant to be, set ${setting}: ${examples[setting]}` };
}
