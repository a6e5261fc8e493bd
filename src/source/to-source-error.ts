import { AppError, type ErrorCode } from '../errors.ts';

/** Failures of TLS do not pass in a second: asking again only costs. */
const TLS = /^(CERT_|ERR_TLS_|ERR_SSL_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|EPROTO$|ERR_OSSL)/;
const DECODING = /^(Z_|ERR__?BUFFER|ERR_BROTLI|ERR_ZSTD|ERR__ERROR|HPE_|ERR_PADDING)/;
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
  'ERR_STREAM_PREMATURE_CLOSE',
  'ERR_STREAM_DESTROYED',
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
  if (causeCode === 'ETIMEDOUT' || causeCode === 'ERR_CANCELED') return 'SOURCE_TIMEOUT';
  if (CONNECTION.has(causeCode) || TLS.test(causeCode)) return 'SOURCE_UNAVAILABLE';
  return DECODING.test(causeCode) ? 'SOURCE_BAD_DATA' : 'INTERNAL';
}

/** Whether the failure may be gone at the next attempt. */
export function isPassing(error: AppError): boolean {
  return error.code === 'SOURCE_UNAVAILABLE' && !TLS.test(error.detail ?? '');
}

/** Node's errors are plain objects to other realms, so their shape is asked, not their class. */
function codeOf(thrown: unknown): string | undefined {
  if (typeof thrown !== 'object' || thrown === null) return undefined;
  if ('code' in thrown && typeof thrown.code === 'string' && /^[A-Z0-9_]+$/.test(thrown.code)) return thrown.code;
  return 'cause' in thrown ? codeOf(thrown.cause) : undefined;
}
