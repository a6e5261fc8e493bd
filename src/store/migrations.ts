import { setupInvalid } from '../errors.ts';
import { accessKeys } from './migrations/0001-access-keys.ts';
import { identitySpine } from './migrations/0002-identity-spine.ts';
import { keyGrants } from './migrations/0010-key-grants.ts';
import { audit } from './migrations/0011-audit.ts';
import { matchingSettings } from './migrations/0020-matching-settings.ts';
import { recordNames } from './migrations/0021-record-names.ts';
import { erasure } from './migrations/0022-erasure.ts';
import { consentRecords } from './migrations/0030-consent-records.ts';
import type { Store } from './store.ts';

/** One step forward. A step that has shipped is never edited: a later one corrects it. */
export interface Migration {
  /** Never used twice; there are gaps, for every room counts up within its own range. */
  readonly id: number;
  readonly name: string;
  readonly statements: readonly string[];
}

export const MIGRATIONS: readonly Migration[] = [
  accessKeys,
  identitySpine,
  keyGrants,
  audit,
  matchingSettings,
  recordNames,
  erasure,
  consentRecords,
];

/**
 * Brings the store to the newest shape; several gateways may do so at once. SETUP_INVALID when the store is newer than
 * this program.
 */
export async function migrate(store: Store, migrations: readonly Migration[] = MIGRATIONS): Promise<void> {
  await store.transaction(
    async (tx) => {
      await tx.run('create table if not exists c360_migration (id bigint primary key, name text not null)');
      const done = new Set((await tx.all<{ id: number }>('select id from c360_migration')).map(({ id }) => id));
      assertKnown(done, migrations);
      for (const { id, name, statements } of migrations.filter((migration) => !done.has(migration.id))) {
        for (const statement of statements) await tx.run(statement);
        await tx.run('insert into c360_migration (id, name) values (?, ?)', [id, name]);
      }
    },
    { lock: 'migrations' },
  );
}

function assertKnown(done: ReadonlySet<number>, migrations: readonly Migration[]): void {
  const unknown = [...done].filter((id) => !migrations.some((migration) => migration.id === id));
  if (unknown.length === 0) return;
  throw setupInvalid([
    {
      file: 'store',
      message: `the store has seen migration ${unknown.join(', ')}, which this program does not know`,
      hint: 'start the newer program, or restore the backup made before it ran',
    },
  ]);
}
