import { z } from 'zod';
import { AppError } from '../errors.ts';
import { Secret } from '../config/secret.ts';
import { createHttpTransport, type HttpTransportOptions } from './http-transport.ts';
import type { AuthSettings } from './source-settings.ts';

type ClientCredentials = Extract<AuthSettings, { type: 'oauth2ClientCredentials' }>;

/** A token is renewed so long before it expires that no request meets the end of it on its way. */
const RENEW_BEFORE_MS = 30_000;
const DEFAULT_LIFETIME_SECONDS = 300;
const MAX_TOKEN_BYTES = 64_000;

const tokenAnswer = z.object({
  access_token: z.string().min(1),
  expires_in: z.coerce.number().positive().catch(DEFAULT_LIFETIME_SECONDS),
});

export interface TokenSource {
  /** The token at hand, or a new one; everybody who asks meanwhile shares one request. */
  token(): Promise<Secret>;
  /** Says that the source refused this token: the next `token()` gets another. */
  discard(token: Secret): void;
  close(): Promise<void>;
}

interface HeldToken {
  readonly value: Secret;
  /** Epoch milliseconds. */
  readonly renewAt: number;
}

/** How the token endpoint is reached: as the source itself is. */
export type TokenWire = Pick<HttpTransportOptions, 'source' | 'timeoutMs' | 'tls' | 'outbound'>;

/** OAuth 2 client credentials (RFC 6749, section 4.4). Fails with AppErrors that name the source. */
export function createTokenSource(settings: ClientCredentials, wire: TokenWire): TokenSource {
  const { source, timeoutMs } = wire;
  const { origin, pathname, search } = new URL(settings.tokenUrl);
  const transport = createHttpTransport({
    ...wire,
    baseUrl: origin,
    headers: {},
    maxResponseBytes: MAX_TOKEN_BYTES,
    maxRows: 100,
    maxSockets: 1,
  });
  let held: HeldToken | undefined;
  let pending: Promise<HeldToken> | undefined;

  async function request(): Promise<HeldToken> {
    const { status, body, receivedAt } = await transport.send(
      { method: 'POST', path: pathname + search, query: [], idempotent: true, ...toTokenRequest(settings) },
      {
        context: { coordinate: 'token', keys: 0 },
        // Its own deadline: the caller who happened to ask first must not end it for the others.
        signal: AbortSignal.timeout(timeoutMs),
        deadline: Date.now() + timeoutMs,
        usage: { attempts: 0, bytes: 0 },
      },
    );
    const parsed = tokenAnswer.safeParse(body);
    if (status >= 300 || !parsed.success) throw refusal(source, status);
    const lifetimeMs = parsed.data.expires_in * 1000;
    return {
      value: new Secret(parsed.data.access_token),
      renewAt: receivedAt + lifetimeMs - Math.min(RENEW_BEFORE_MS, lifetimeMs / 2),
    };
  }

  return {
    async token() {
      if (held !== undefined && held.renewAt > Date.now()) return held.value;
      pending ??= request().finally(() => (pending = undefined));
      held = await pending;
      return held.value;
    },
    discard(token) {
      if (held?.value === token) held = undefined;
    },
    close: () => transport.close(),
  };
}

function toTokenRequest({ clientId, clientSecret, credentials, scope }: ClientCredentials) {
  const form = new URLSearchParams({ grant_type: 'client_credentials', ...(scope !== undefined && { scope }) });
  if (credentials === 'basic') return { body: form, headers: { Authorization: toBasic(clientId, clientSecret) } };
  form.set('client_id', clientId.reveal());
  form.set('client_secret', clientSecret.reveal());
  return { body: form, headers: {} };
}

/** `Basic` credentials in UTF-8 (RFC 7617). */
export function toBasic(username: Secret, password: Secret): string {
  return `Basic ${Buffer.from(`${username.reveal()}:${password.reveal()}`).toString('base64')}`;
}

function refusal(source: string, status: number): AppError {
  const detail = `token endpoint answered ${status}`;
  if (status >= 500) return new AppError('SOURCE_UNAVAILABLE', { source, detail });
  return new AppError(status === 429 ? 'SOURCE_THROTTLED' : 'SOURCE_REJECTED', { source, detail });
}
