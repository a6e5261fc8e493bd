import { createLocalJWKSet, errors } from 'jose';
import { z } from 'zod';
import { fetchJson } from './fetch-json.ts';
import type { FindKey } from './verify-jws.ts';

/** Fetches begin this far apart, whatever is asked: three a minute at most. */
const FETCH_EVERY_MS = 20_000;
/** Keys older than this are fetched anew while they are used. */
const REFRESH_AFTER_MS = 5 * 60_000;
/** How long keys are used when the issuer does not answer. */
const TRUST_MS = 60 * 60_000;
/** How long a request waits for keys that are on their way. */
const WAIT_MS = 400;
const FETCH_TIMEOUT_MS = 5_000;

const Discovery = z.object({ issuer: z.string(), jwks_uri: z.url() });
const KeySet = z.object({ keys: z.array(z.looseObject({ kty: z.enum(['RSA', 'EC', 'OKP']) })).max(200) });

export interface IssuerKeys {
  /** The issuer's key for a header; waits for the network only when the key is not among those known. */
  readonly find: FindKey;
  /** Fetches the keys before the first request needs them; an issuer that is away fails nothing. */
  warm(): Promise<void>;
}

export interface IssuerKeysOptions {
  readonly issuer: string;
  /** Milliseconds that never go back. */
  readonly clock?: () => number;
  /** Called when the issuer's keys cannot be had. */
  readonly onError?: (error: unknown) => void;
}

/** The signing keys that an OpenID provider publishes, kept fresh beside the requests that use them. */
export function createIssuerKeys({ issuer, clock = () => performance.now(), onError }: IssuerKeysOptions): IssuerKeys {
  let known: { readonly find: FindKey; readonly fetchedAt: number } | undefined;
  let lastFetchAt = Number.NEGATIVE_INFINITY;
  let pending: Promise<void> | undefined;

  async function fetchKeys(): Promise<void> {
    try {
      known = { find: createLocalJWKSet(await readKeySet(issuer)), fetchedAt: clock() };
    } catch (error) {
      onError?.(error);
    } finally {
      pending = undefined;
    }
  }

  /** Resolves when a fetch has ended that this call may have begun, or at once when it is too early for another. */
  function refresh(): Promise<void> {
    if (pending) return pending;
    if (clock() - lastFetchAt < FETCH_EVERY_MS) return Promise.resolve();
    lastFetchAt = clock();
    pending = fetchKeys();
    return pending;
  }

  const findKnown: FindKey = async (...header) => {
    if (!known || clock() - known.fetchedAt > TRUST_MS) throw new errors.JWKSNoMatchingKey();
    if (clock() - known.fetchedAt > REFRESH_AFTER_MS) void refresh();
    return known.find(...header);
  };

  return {
    warm: refresh,
    async find(...header) {
      try {
        return await findKnown(...header);
      } catch (error) {
        if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
        await within(WAIT_MS, refresh());
        return findKnown(...header);
      }
    },
  };
}

async function readKeySet(issuer: string): Promise<z.output<typeof KeySet>> {
  const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const discovery = Discovery.parse(await fetchJson(address, FETCH_TIMEOUT_MS));
  if (discovery.issuer !== issuer) throw new Error('the issuer calls itself by another name');
  if (new URL(discovery.jwks_uri).protocol !== new URL(issuer).protocol) throw new Error('the keys are not at https');
  const { keys } = z
    .object({ keys: z.array(z.unknown()) })
    .parse(await fetchJson(discovery.jwks_uri, FETCH_TIMEOUT_MS));
  // One key of a kind we do not use must not cost the others.
  return KeySet.parse({ keys: keys.filter((key) => KeySet.shape.keys.element.safeParse(key).success) });
}

async function within(ms: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([work, tooLong]);
  clearTimeout(timer);
}
