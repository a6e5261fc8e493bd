import { randomBytes } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setupInvalid } from '../errors.ts';
import { Secret } from './secret.ts';

/**
 * The secret kept in `dataDir/secret`, made on first use (unless `readsOnly`) and readable by its owner only.
 * Two processes that start at once end up with the same one.
 */
export function loadSecret(
  dataDir: string,
  { readsOnly = false }: { readonly readsOnly?: boolean } = {},
): { secret: Secret; created: boolean } {
  const file = join(dataDir, 'secret');
  if (readsOnly && !existsSync(file)) return { secret: new Secret(newSecret()), created: false };
  const created = !existsSync(file) && createSecretFile(dataDir, file);
  const value = readFileSync(file, 'utf8').trim();
  if (value.length >= 32) return { secret: new Secret(value), created };
  throw setupInvalid([{ file, message: 'holds fewer than 32 characters', hint: 'delete it to have a new one made' }]);
}

function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

function createSecretFile(dataDir: string, file: string): boolean {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  writeFileSync(draft, `${newSecret()}\n`, { mode: 0o600 });
  try {
    linkSync(draft, file); // Unlike a rename, a link never replaces what another process has just put there.
    return true;
  } catch (error) {
    if (existsSync(file)) return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}
