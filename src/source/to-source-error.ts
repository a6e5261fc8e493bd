import { AppError, type ErrorCode } from '../errors.ts';

const TLS = /^(CERT_|ERR_TLS_|ERR_SSL_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|EPROTO$|ERR_OSSL)/;
const DNS = /^DNS_/;
const REFUSED_BY_US = /^ADDRESS_REFUSED\b/;
/** What is no HTTP. */
const PROTOCOL = /^(HPE_|UND_ERR_HEADERS_OVERFLOW)/;
const TIMEOUT = new Set(['ETIMEDOUT', 'ERR_CANCELED', 'UND_ERR_CONNECT_TIMEOUT']);
const CONNECTION = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EAI_FAIL',
  'EADDRNOTAVAIL',
  'EMFILE',
  'ERR_NETWORK',
  'UND_ERR_SOCKET',
  'UND_ERR_CLOSED',
  'UND_ERR_DESTROYED',
  'UND_ERR_RES_CONTENT_LENGTH_MISMATCH',
]);

/**
 * The one place that decides what a failure on the wire means. Names the source and the cause's code, never what the
 * source wrote, its host or a credential. A failure it does not know is our own: INTERNAL.
 */
export function toSourceError(source: string, thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;

  const causeCode = codeOf(thrown);
  return new AppError(classify(causeCode), { source, detail: causeCode ?? 'unexpected failure', cause: thrown });
}

function classify(causeCode: string | undefined): ErrorCode {
  if (causeCode === undefined) return 'INTERNAL';
  if (TIMEOUT.has(causeCode)) return 'SOURCE_TIMEOUT';
  if (CONNECTION.has(causeCode) || TLS.test(causeCode) || DNS.test(causeCode)) return 'SOURCE_UNAVAILABLE';
  return PROTOCOL.test(causeCode) ? 'SOURCE_BAD_DATA' : 'INTERNAL';
}

/** Whether the failure may be gone at the next attempt. Those of TLS do not pass in a second, our own refusals never. */
export function isPassing({ code, detail = '' }: AppError): boolean {
  return code === 'SOURCE_UNAVAILABLE' && !TLS.test(detail) && !REFUSED_BY_US.test(detail);
}

/** Node's errors are plain objects to other realms, so their shape is asked, not their class. */
function codeOf(thrown: unknown): string | undefined {
  if (typeof thrown !== 'object' || thrown === null) return undefined;
  if ('code' in thrown && typeof thrown.code === 'string' && /^[A-Z0-9_]+$/.test(thrown.code)) return thrown.code;
  // undici gives this one no code.
  if ('name' in thrown && thrown.name === 'HTTPParserError') return 'HPE_INVALID';
  return 'cause' in thrown ? codeOf(thrown.cause) : undefined;
}
