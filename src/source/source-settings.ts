import type { Secret } from '../config/secret.ts';
import type { ErrorCode } from '../errors.ts';
import type { Outbound } from './outbound.ts';
import type { SourceResponse } from './source.ts';

export type AuthSettings =
  | { readonly type: 'none' }
  | { readonly type: 'basic'; readonly username: Secret; readonly password: Secret }
  | { readonly type: 'bearer'; readonly token: Secret }
  | { readonly type: 'apiKey'; readonly in: 'header' | 'query'; readonly name: string; readonly value: Secret }
  | {
      readonly type: 'oauth2ClientCredentials';
      readonly tokenUrl: string;
      readonly clientId: Secret;
      readonly clientSecret: Secret;
      readonly scope?: string;
      /** Where the client's credentials travel; `basic` is what RFC 6749 asks every server to take. */
      readonly credentials: 'basic' | 'body';
    };

/** PEM texts. */
export interface TlsSettings {
  /** Who may vouch for the source, in place of the public authorities. */
  readonly ca?: string;
  /** What we show who we are by; both or neither. */
  readonly cert?: string;
  readonly key?: Secret;
}

export interface RetrySettings {
  /** Calls in all, the first included; 1 never retries. */
  readonly attempts: number;
  /** Retries per first call, over time: 0.1 lets a failing source see at most a tenth more calls. */
  readonly budgetRatio: number;
  /** Of the first pause; each further one is about twice as long. */
  readonly baseDelayMs: number;
}

export interface BreakerSettings {
  /** Opens when more than this share of the calls in the window failed, */
  readonly failureRatio: number;
  readonly windowMs: number;
  /** and there were at least so many calls in it. */
  readonly minimumCalls: number;
  /** How long it stays open before one probe is let through. */
  readonly cooldownMs: number;
}

export interface LimitSettings {
  /** Calls in flight at once. */
  readonly concurrency: number;
  /** Calls that may wait for one of those places. */
  readonly queue: number;
  readonly ratePerSecond?: number;
  /** After decompression. */
  readonly maxResponseBytes: number;
  /** In one list of an answer; checked in answers of some size. */
  readonly maxRows: number;
}

/** Decides whether an answer below status 500 that is not a 429 is a success: undefined, or the code it fails with. */
export type Judge = (response: SourceResponse) => ErrorCode | undefined;

export interface PolicySettings {
  /** For a whole `send`: waiting, every attempt, reading the bodies. */
  readonly timeoutMs: number;
  readonly retry: RetrySettings;
  readonly breaker: BreakerSettings;
  readonly limits: LimitSettings;
}

export interface HttpSourceSettings extends PolicySettings {
  readonly name: string;
  readonly kind: string;
  /** Origin and optional path, without a query. */
  readonly baseUrl: string;
  readonly auth: AuthSettings;
  /** Sent with every request. */
  readonly headers: Readonly<Record<string, string>>;
  readonly tls?: TlsSettings;
  readonly outbound: Outbound;
  readonly judge?: Judge;
}
