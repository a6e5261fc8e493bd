import type { Migration } from '../migrations.ts';

/** Under which matching settings the partition was made: a hash of them, `''` before that was kept. */
export const matchingSettings: Migration = {
  id: 20,
  name: 'matching settings',
  statements: [`alter table identity_model add column settings text not null default ''`],
};
