import type { Config } from '../config/config.ts';

/** The settings that the HTTP layer reads. */
export type HttpConfig = Pick<Config, 'compression' | 'cors' | 'requestTimeoutMs' | 'tls' | 'trustedProxies'> & {
  readonly limits: Pick<Config['limits'], 'maxBodyBytes'>;
};
