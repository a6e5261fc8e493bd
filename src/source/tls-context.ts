import { createSecureContext, type SecureContext } from 'node:tls';
import type { TlsSettings } from './source-settings.ts';

/** What a TLS connection to a source starts from. Throws what Node throws for texts that are no PEM or do not belong together. */
export function createTlsContext({ ca, cert, key }: TlsSettings = {}): SecureContext {
  return createSecureContext({
    minVersion: 'TLSv1.2',
    ...(ca !== undefined && { ca }),
    ...(cert !== undefined && { cert }),
    ...(key !== undefined && { key: key.reveal() }),
  });
}
