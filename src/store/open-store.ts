import { setupInvalid } from '../errors.ts';
import { migrate } from './migrations.ts';
import { openPostgresStore } from './postgres-store.ts';
import { openSqliteStore } from './sqlite-store.ts';
import type { Store } from './store.ts';

export interface StoreOptions {
  /** `sqlite::memory:`, `sqlite:/path/to/file.db` or `postgres://user:password@host/database?schema=name`. */
  readonly url: string;
}

/**
 * Opens the gateway's own tables and brings them to the newest shape. SETUP_INVALID for an address it does not
 * understand, STORE_UNAVAILABLE when the database does not answer.
 */
export async function openStore({ url }: StoreOptions): Promise<Store> {
  const store = await connectStore(url);
  try {
    await migrate(store);
    return store;
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** The store as it is, its tables not brought up to date. */
export async function connectStore(url: string): Promise<Store> {
  const path = toSqlitePath(url);
  return path === undefined ? openPostgresStore(toPostgresAddress(url)) : openSqliteStore(path);
}

/** What stands behind `sqlite:`; undefined for another kind of address. */
export function toSqlitePath(url: string): string | undefined {
  return url.startsWith('sqlite:') && url.length > 'sqlite:'.length ? url.slice('sqlite:'.length) : undefined;
}

/** The address itself when it is one of PostgreSQL; SETUP_INVALID when it is none. */
export function toPostgresAddress(url: string): string {
  if (/^postgres(ql)?:/.test(url) && URL.canParse(url)) return url;
  throw setupInvalid([
    {
      file: 'storeUrl',
      message: 'the address of the store is of no known kind',
      hint: 'write sqlite::memory:, sqlite:/path/to/file.db or postgres://host/database',
    },
  ]);
}
