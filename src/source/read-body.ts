import { promisify } from 'node:util';
import { brotliDecompress, gunzip } from 'node:zlib';
import { AppError } from '../errors.ts';
import { JsonError } from './parse-json.ts';
import { JsonTooLongError, parseJsonInSlices } from './parse-json-slices.ts';

const DECOMPRESSORS = { gzip: promisify(gunzip), 'x-gzip': promisify(gunzip), br: promisify(brotliDecompress) };

/**
 * The bytes without their compression. Fails with SOURCE_TOO_LARGE once they are more than the limit, having made no
 * more of them, and with SOURCE_BAD_DATA when they are not compressed as they say.
 */
export async function decompress(
  bytes: Buffer,
  encoding: string | undefined,
  { source, maxBytes }: { source: string; maxBytes: number },
): Promise<Buffer> {
  if (encoding === undefined || encoding === 'identity' || bytes.length === 0) return bytes;
  const name = encoding.toLowerCase();
  if (!isKnown(name)) throw new AppError('SOURCE_BAD_DATA', { source, detail: 'unknown content encoding' });
  try {
    return await DECOMPRESSORS[name](bytes, { maxOutputLength: maxBytes });
  } catch (cause) {
    const isTooLarge = typeof cause === 'object' && Reflect.get(cause ?? {}, 'code') === 'ERR_BUFFER_TOO_LARGE';
    if (isTooLarge) throw new AppError('SOURCE_TOO_LARGE', { source, detail: `more than ${maxBytes} bytes` });
    throw new AppError('SOURCE_BAD_DATA', { source, detail: 'broken compression', cause });
  }
}

function isKnown(encoding: string): encoding is keyof typeof DECOMPRESSORS {
  return Object.hasOwn(DECOMPRESSORS, encoding);
}

/**
 * Text by the content type's charset (GBK and the others of the WHATWG encoding standard), UTF-8 when it names none.
 * Fails with SOURCE_BAD_DATA for an unknown charset and for bytes that are none of its characters.
 */
export function decodeText(bytes: Uint8Array, contentType: string | undefined, source: string): string {
  const charset = /;\s*charset\s*=\s*"?([^";\s]+)/i.exec(contentType ?? '')?.[1] ?? 'utf-8';
  try {
    return new TextDecoder(charset, { fatal: true }).decode(bytes);
  } catch {
    throw new AppError('SOURCE_BAD_DATA', { source, detail: 'characters that cannot be read' });
  }
}

/**
 * Parsed JSON of a text, however large without holding others up. Fails with SOURCE_BAD_DATA, saying how it is wrong and
 * nothing of what it says, and with SOURCE_TOO_LARGE for a list with more than `maxMembers`.
 */
export async function toJson(
  text: string,
  { source, maxMembers }: { readonly source: string; readonly maxMembers?: number },
): Promise<unknown> {
  if (text.trim() === '') throw new AppError('SOURCE_BAD_DATA', { source, detail: 'empty answer' });
  try {
    return await parseJsonInSlices(text, maxMembers === undefined ? {} : { maxMembers });
  } catch (error) {
    if (error instanceof JsonTooLongError)
      throw new AppError('SOURCE_TOO_LARGE', { source, detail: `more than ${maxMembers} rows` });
    if (!(error instanceof JsonError)) throw error;
    const detail = /^\s*</.test(text) ? 'HTML or XML in place of JSON' : error.message;
    throw new AppError('SOURCE_BAD_DATA', { source, detail });
  }
}
