import type { Secret } from './secret.ts';
import type { Settings } from './settings.ts';

/** Everything the process was told, checked and frozen. Paths are absolute. */
export interface Config extends Readonly<Omit<Settings, 'storeUrl' | 'redisUrl' | 'secret' | 'formerSecrets' | 'tls'>> {
  /** A PostgreSQL address carries a password, hence a Secret. */
  readonly storeUrl: Secret;
  readonly redisUrl: Secret | undefined;
  readonly secret: Secret;
  /** Secrets used before `secret`. */
  readonly formerSecrets: readonly Secret[];
  readonly tls: { readonly certFile: string; readonly keyFile: string } | undefined;
  /** Nobody asked for this port: the demo may take another when it is in use. */
  readonly isDefaultPort: boolean;
  /** What an operator should know although nothing is wrong; logged once at the start. */
  readonly warnings: readonly string[];
}
