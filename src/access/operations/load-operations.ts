import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'graphql';
import { setupInvalid, type SetupProblem } from '../../errors.ts';

/** Documents by the SHA-256 (hexadecimal) of their text. */
export type RegisteredOperations = ReadonlyMap<string, string>;

/** The SHA-256 of a document's text, as clients send it and keys name it. */
export function toOperationHash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/**
 * The documents registered in a folder: every `.graphql` file in it, byte for byte; none without a folder.
 * @throws AppError SETUP_INVALID for a folder that cannot be read, and with every document that does not parse.
 */
export function loadOperations(folder: string | undefined): RegisteredOperations {
  const operations = new Map<string, string>();
  const problems: SetupProblem[] = [];
  for (const file of folder === undefined ? [] : filesOf(folder)) {
    const text = readFileSync(file, 'utf8');
    problems.push(...problemsOf(file, text));
    operations.set(toOperationHash(text), text);
  }
  if (problems.length > 0) throw setupInvalid(problems);
  return operations;
}

function filesOf(folder: string): string[] {
  try {
    const names = readdirSync(folder).filter((name) => name.endsWith('.graphql'));
    return names.toSorted().map((name) => join(folder, name));
  } catch {
    throw setupInvalid([
      { file: folder, message: 'cannot be read', hint: 'a folder with one .graphql file an operation' },
    ]);
  }
}

function problemsOf(file: string, text: string): SetupProblem[] {
  try {
    parse(text);
    return [];
  } catch {
    return [{ file, message: 'is no GraphQL document' }];
  }
}
