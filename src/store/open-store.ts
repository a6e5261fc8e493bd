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
  const store = await connect(url);
  try {
    await migrate(store);
    return store;
  } catch (error) {
    await store.close();
    throw error;
  }
}

async function connect(url: string): Promise<Store> {
  if (url.startsWith('sqlite:') && url.length > 'sqlite:'.length) return openSqliteStore(url.slice('sqlite:'.length));
  if (/^postgres(ql)?:/.test(url) && URL.canParse(url)) return openPostgresStore(url);
  throw setupInvalid([
    {
      file: 'storeUrl',
      message: 'the address of the store is of no known kind',
      hint: 'write sqlite::memory:, sqlite:/path/to/file.db or postgres://host/database',
    },
  ]);
}
