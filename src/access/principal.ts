import type { PrincipalLimits } from './principal-limits.ts';
import type { Scope } from './scopes.ts';

/** What kind of caller this is: an app with a person's token, an organisation with its own credential, or who runs the gateway. */
export const PRINCIPAL_KINDS = ['user', 'partner', 'operator'] as const;
export type PrincipalKind = (typeof PRINCIPAL_KINDS)[number];

/** A fact about a caller that row rules may compare with a customer. */
export type Attribute = string | number | boolean | readonly string[];

/** Who is calling, and what they may do. Frozen; the same object for every request of one credential and purpose. */
export interface Principal {
  readonly kind: PrincipalKind;
  /** How they showed who they are: an API key, or a token of the OpenID provider. */
  readonly via: 'key' | 'jwt';
  /** The key's id or the token's subject, fit for logs and the audit. */
  readonly id: string;
  /** The name given to the key, or the token's client. */
  readonly name: string;
  readonly tenant: string;
  readonly scopes: ReadonlySet<Scope>;
  readonly roles: ReadonlySet<string>;
  /** For row rules, as `principal.<name>`. */
  readonly attributes: Readonly<Record<string, Attribute>>;
  /** What the credential may be used for, such as `MARKETING_EMAIL`. */
  readonly purposes: ReadonlySet<string>;
  /**
   * What this call is for: named by `x-purpose`, else the first one bound to the credential. Always one of `purposes`;
   * absent when none is bound.
   */
  readonly purpose?: string;
  /** Where the caller is, as ISO 3166-1 alpha-2 or the name of a law's area (`EU`), for rules that ask. */
  readonly jurisdiction?: string;
  /** Of a token that an app sends for a person: the app. */
  readonly client?: string;
  /** SHA-256 (hexadecimal) of the only documents the credential may send; any document when absent. */
  readonly operations?: ReadonlySet<string>;
  /** How much it may ask for; the configuration's limits hold for what is absent. */
  readonly limits?: PrincipalLimits;
}
