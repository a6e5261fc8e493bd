import { AppError } from '../errors.ts';
import { JsonError, parseJson } from './parse-json.ts';

export interface BodyReading {
  readonly source: string;
  readonly maxBytes: number;
  /** Called with the size of each chunk, so that bytes of a failed answer count too. */
  onBytes(bytes: number): void;
}

/** Reads a decompressed body up to the limit. Fails with SOURCE_TOO_LARGE as soon as one byte more arrives. */
export async function readBytes(stream: AsyncIterable<Uint8Array>, reading: BodyReading): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  // Leaving the loop by an error destroys the stream, and with it the connection.
  for await (const chunk of stream) {
    size += chunk.length;
    reading.onBytes(chunk.length);
    if (size > reading.maxBytes)
      throw new AppError('SOURCE_TOO_LARGE', { source: reading.source, detail: `more than ${reading.maxBytes} bytes` });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
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

/** Parsed JSON of a text. Fails with SOURCE_BAD_DATA, saying how it is wrong and nothing of what it says. */
export function toJson(text: string, source: string): unknown {
  if (text.trim() === '') throw new AppError('SOURCE_BAD_DATA', { source, detail: 'empty answer' });
  try {
    return parseJson(text);
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    const detail = /^\s*</.test(text) ? 'HTML or XML in place of JSON' : error.message;
    throw new AppError('SOURCE_BAD_DATA', { source, detail });
  }
}
