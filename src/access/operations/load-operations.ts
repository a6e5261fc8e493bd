import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setupInvalid } from '../../errors.ts';

/** Documents by the SHA-256 (hexadecimal) of their text. */
export type RegisteredOperations = ReadonlyMap<string, string>;

/** The SHA-256 of a document's text, as clients send it and keys name it. */
export function toOperationHash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/**
 * The documents registered in a folder: every `.graphql` file in it, byte for byte; none without a folder.
 * @throws AppError SETUP_INVALID for a folder that cannot be read or has no such file.
 */
export function loadOperations(folder: string | undefined): RegisteredOperations {
  const texts = folder === undefined ? [] : readFolder(folder);
  return new Map(texts.map((text) => [toOperationHash(text), text]));
}

function readFolder(folder: string): string[] {
  const files = namesIn(folder).filter((name) => name.endsWith('.graphql'));
  if (files.length > 0) return files.toSorted().map((name) => readFileSync(join(folder, name), 'utf8'));
  throw setupInvalid([
    { file: folder, message: 'has no operations', hint: 'a folder with one .graphql file an operation' },
  ]);
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
