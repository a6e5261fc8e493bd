import type { GraphQLError } from 'graphql';
import type { NewConsent, OwnConsent } from '../access/release/consent-records.ts';
import type { Principal } from '../access/principal.ts';
import type { Connector } from '../connector/load-connectors.ts';
import type { ErrorCode } from '../errors.ts';
import type { LiveRoute } from '../federation/live-route.ts';
import type { RequestLoaders } from '../federation/request-loaders.ts';
import type { Routing } from '../federation/routing.ts';
import type { IdentitySpine } from '../identity/create-identity.ts';
import type { CustomerIdentity } from '../identity/identity.ts';
import type { Policies } from '../profile/policies.ts';
import type { CallObserver, SourceCall } from '../source/source.ts';
import type { CustomerNode } from './customer-node.ts';
import type { ReadLog } from './read-log.ts';
import type { Release } from './release.ts';

/** What one request carries through the graph. */
export interface RequestContext {
  readonly requestId: string;
  readonly principal: Principal;
  /** What this call is for; absent when the credential is bound to no purpose. */
  readonly purpose: string | undefined;
  /** Fires when the caller has gone or the request's time is up. */
  readonly signal: AbortSignal;
  /** The generation's. */
  readonly routing: Routing;
  readonly connectors: readonly Connector[];
  /** What decides each field of a merged profile. */
  readonly policies: Policies;
  readonly loaders: RequestLoaders;
  readonly identity: IdentitySpine;
  readonly customers: VisibleCustomers;
  readonly consents: KeptConsents;
  /** Drops the copies that the cache keeps of a route's keys. */
  readonly forget: (live: LiveRoute, keys: readonly string[]) => Promise<void>;
  /** Decides what of personal data may be shown; undefined when scopes alone decide. */
  readonly release: Release | undefined;
  /**
   * The customer that something belongs to: a record that was asked for by its own id, or a place of the answer below a
   * customer. Filled only when there is a `release`.
   */
  readonly owners: WeakMap<object, CustomerNode>;
  /** What of personal data is seen, for the audit. */
  readonly reads: ReadLog;
  /** Errors that stand beside a value: part of a list is missing, and the rest is there. */
  readonly faults: GraphQLError[];
  /** Where an older copy stood in for a source, by route. */
  readonly stale: Map<string, StalePart>;
  /** Source calls and cache outcomes, when the caller asked to see them. */
  readonly trace: RequestTrace | undefined;
  /** Told of source calls that go past the recipe. */
  readonly calls: CallObserver;
}

/** Customers by id, read together; those that do not exist for the caller are undefined like those that do not exist. */
export interface VisibleCustomers {
  load(id: string): Promise<CustomerIdentity | undefined>;
  /** Whether a customer that was found otherwise exists for the caller. */
  shows(customer: CustomerIdentity): Promise<boolean>;
  /** Whether some customers may not exist for the caller: counts and traces would tell of them. */
  readonly isFiltered: boolean;
}

/** What customers said, as the gateway itself keeps it; read together. */
export interface KeptConsents {
  load(customer: CustomerIdentity): Promise<readonly OwnConsent[]>;
  record(customer: CustomerIdentity, consent: NewConsent, by: string): Promise<OwnConsent>;
  /** See `ConsentRecords.erase`. */
  erase(customer: CustomerIdentity): Promise<number>;
}

/** An older copy in the answer: of what, how old the oldest is, and why it stands there. */
export interface StalePart {
  readonly source: string;
  readonly coordinate: string;
  readonly stale: true;
  readonly ageSeconds: number;
  readonly reason: ErrorCode;
}

export interface RequestTrace {
  readonly startedAt: number;
  readonly calls: SourceCall[];
  readonly cache: { route: string; hit: number; stale: number; miss: number }[];
}
