import type { Migration } from '../migrations.ts';

/**
 * A record's id may be an e-mail address, so no table holds it in clear: `record_key` is a keyed hash from here on, and
 * `identity_record.ref` is `source:id`, encrypted. The key to both stands sealed in `identity_name_key`. Rows from
 * before are renamed by the first program that has the secret; `identity_rename` is empty before and after.
 */
export const recordNames: Migration = {
  id: 21,
  name: 'record names',
  statements: [
    `alter table identity_record add column ref text not null default ''`,
    'create table identity_name_key (id text primary key, payload text not null, key_id text not null)',
    'create table identity_rename (old text primary key, new text not null, ref text not null)',
  ],
};
