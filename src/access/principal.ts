import type { Scope } from './scopes.ts';

/** Who is calling, and what they may do. */
export interface Principal {
  /** The credential's id, fit for logs. */
  readonly id: string;
  readonly name: string;
  readonly tenant: string;
  readonly scopes: ReadonlySet<Scope>;
  readonly kind: 'apiKey';
}
