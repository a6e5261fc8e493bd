import type { Migration } from '../migrations.ts';

/**
 * Records that were erased: the keyed hash they were called by and the change of records that erased them, nothing else.
 * `restricted` marks records whose customer objected to processing.
 */
export const erasure: Migration = {
  id: 22,
  name: 'erasure and restriction',
  statements: [
    'create table identity_tombstone (record_key text primary key, revision bigint not null)',
    'create index identity_tombstone_revision on identity_tombstone (revision)',
    'alter table identity_record add column restricted bigint not null default 0',
  ],
};
