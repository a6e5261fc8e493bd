import type { Migration } from '../migrations.ts';

/**
 * What customers said about the use of their data, append-only: a withdrawal is one more row. Whom a row speaks of is kept
 * as keyed hashes of the source records that were the customer then. Times are milliseconds since 1970.
 */
export const consentRecords: Migration = {
  id: 30,
  name: 'consent records',
  statements: [
    `create table consent_record (
      id text primary key,
      purpose text not null,
      state text not null,
      legal_basis text,
      jurisdiction text,
      partner text,
      collected_at bigint not null,
      expires_at bigint,
      recorded_at bigint not null,
      recorded_by text not null,
      proof text,
      subjects bigint not null
    )`,
    `create table consent_subject (
      record_digest text not null,
      consent_id text not null references consent_record (id),
      primary key (record_digest, consent_id)
    )`,
    'create index consent_subject_consent on consent_subject (consent_id)',
  ],
};
