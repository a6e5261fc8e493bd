import type { Config } from '../config/config.ts';
import type { Access } from './create-access.ts';
import { createAuthenticator, type Authenticate } from './create-authenticator.ts';
import { createCounters } from './limits/counters.ts';
import { createLimits } from './limits/create-limits.ts';
import { createGuessGuard } from './limits/guess-guard.ts';
import { loadOperations } from './operations/load-operations.ts';
import { createOperationGate, type Asked } from './operations/operation-gate.ts';
import type { Principal } from './principal.ts';
import { createTokens } from './tokens/create-tokens.ts';

export type GateConfig = Pick<Config, 'secret' | 'redisUrl' | 'tokens' | 'quota' | 'operations'>;

export interface GateOptions {
  readonly config: GateConfig;
  readonly access: Access;
  /** Called when what the gate needs from elsewhere does not answer: `issuer` or `counters`. */
  readonly onError?: (what: 'issuer' | 'counters') => void;
}

export interface Admission {
  /** The document to run. */
  readonly query: string;
  /** To be called when the request has ended. */
  release(): void;
}

/** What a request passes before the graph sees it. */
export interface Gate {
  readonly authenticate: Authenticate;
  /**
   * Counts the request in and finds its document. `costOf` measures it, and throws to refuse it.
   * @throws AppError QUOTA_EXCEEDED, FORBIDDEN, BAD_REQUEST, and whatever `costOf` throws.
   */
  admit(principal: Principal, asked: Asked, costOf: (query: string) => number): Promise<Admission>;
  /** Fetches what the first request would have to wait for; fails nothing. */
  warm(): Promise<void>;
  close(): void;
}

/** @throws AppError SETUP_INVALID for registered operations that cannot be read. */
export function createGate({ config, access, onError }: GateOptions): Gate {
  const { secret, tokens: settings, quota, operations, redisUrl } = config;
  const tokens = createTokens({ settings, secret, onError: () => onError?.('issuer') });
  const counters = createCounters({
    redisUrl: redisUrl?.reveal(),
    gateways: quota.gateways,
    onError: () => onError?.('counters'),
  });
  const limits = createLimits({ settings: quota, counters });
  const documents = createOperationGate({
    registered: loadOperations(operations.folder),
    partnersSendRegisteredOnly: operations.registeredOnly,
  });

  return {
    authenticate: createAuthenticator({ access, tokens, guard: createGuessGuard() }),
    async admit(principal, asked, costOf) {
      const release = await limits.enter(principal);
      try {
        const query = documents.documentOf(asked, principal);
        await limits.spend(principal, costOf(query));
        return { query, release };
      } catch (error) {
        release();
        throw error;
      }
    },
    warm: () => tokens.warm(),
    close: () => counters.close(),
  };
}
