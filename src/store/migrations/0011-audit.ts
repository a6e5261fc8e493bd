import type { Migration } from '../migrations.ts';

/**
 * The audit's chain, only ever appended to: `entry` is JSON, `who` and `customers` (ids between spaces) are copies out of
 * it to search by, `hash` is keyed and covers the whole row. The head is sealed, so that a chain cut short is found.
 */
export const audit: Migration = {
  id: 11,
  name: 'audit',
  statements: [
    `create table audit_record (
      seq bigint primary key,
      id text not null unique,
      at text not null,
      who text not null,
      customers text not null,
      entry text not null,
      key_id text not null,
      previous text not null,
      hash text not null
    )`,
    'create index audit_record_who on audit_record (who, seq)',
    'create index audit_record_at on audit_record (at)',
    `create table audit_head (
      id bigint primary key,
      seq bigint not null,
      hash text not null,
      key_id text not null,
      seal text not null
    )`,
  ],
};
