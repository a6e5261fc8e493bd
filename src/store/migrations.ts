import { setupInvalid } from '../errors.ts';
import { accessKeys } from './migrations/0001-access-keys.ts';
import { identitySpine } from './migrations/0002-identity-spine.ts';
import type { Store } from './store.ts';

/** One step forward. A step that has shipped is never edited: a later one corrects it. */
export interface Migration {
  /** Numbers count up from 1 without gaps. */
  readonly id: number;
  readonly name: string;
  readonly statements: readonly string[];
}

const MIGRATIONS: readonly Migration[] = [accessKeys, identitySpine];

/**
 * Brings the store to the newest shape; several gateways may do so at once. SETUP_INVALID when the store is newer than
 * this program.
 */
export async function migrate(store: Store, migrations: readonly Migration[] = MIGRATIONS): Promise<void> {
  await store.transaction(
    async (tx) => {
      await tx.run('create table if not exists c360_migration (id bigint primary key, name text not null)');
      const done = (await tx.get<{ id: number | null }>('select max(id) as id from c360_migration'))?.id ?? 0;
      assertKnown(done, migrations.length);
      for (const { id, name, statements } of migrations.slice(done)) {
        for (const statement of statements) await tx.run(statement);
        await tx.run('insert into c360_migration (id, name) values (?, ?)', [id, name]);
      }
    },
    { lock: 'migrations' },
  );
}

function assertKnown(done: number, known: number): void {
  if (done <= known) return;
  throw setupInvalid([
    {
      file: 'store',
      message: `the store has seen migration ${done}, this program knows ${known}`,
      hint: 'start the newer program, or restore the backup made before it ran',
    },
  ]);
}
