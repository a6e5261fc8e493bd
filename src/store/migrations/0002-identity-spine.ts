import type { Migration } from '../migrations.ts';

/**
 * The identity spine. `record_key` is `source:id`; `payload` is the canonical record, encrypted; a `digest` is a keyed
 * hash. History is kept as intervals between changes: a row holds from change `since` up to, not including, `until`.
 */
export const identitySpine: Migration = {
  id: 2,
  name: 'identity spine',
  statements: [
    `create table identity_record (
      record_key text primary key,
      source text not null,
      kind text not null,
      fingerprint text not null,
      payload text not null,
      key_id text not null,
      epoch bigint not null,
      resolved bigint not null,
      revision bigint not null,
      gone_at bigint
    )`,
    'create index identity_record_source on identity_record (source, epoch)',
    'create index identity_record_key_id on identity_record (key_id)',
    'create index identity_record_resolved on identity_record (resolved)',
    'create index identity_record_revision on identity_record (revision)',
    'create table identity_revision (id text primary key, revision bigint not null)',
    'create table identity_model (id bigint primary key, payload text not null, key_id text not null)',
    `create table identity_member (
      record_key text primary key,
      source text not null,
      customer_id text not null,
      linked_at bigint not null
    )`,
    'create index identity_member_customer on identity_member (customer_id)',
    'create index identity_member_source on identity_member (source, customer_id)',
    `create table identity_identifier (
      record_key text not null,
      digest text not null,
      issuer text not null,
      primary key (record_key, digest, issuer)
    )`,
    'create index identity_identifier_digest on identity_identifier (digest)',
    `create table identity_customer (
      id text primary key,
      kind text not null,
      records bigint not null,
      redirect_to text,
      created_at bigint not null
    )`,
    'create index identity_customer_listed on identity_customer (kind, id)',
    'create index identity_customer_redirect on identity_customer (redirect_to)',
    `create table identity_change (
      seq bigint primary key,
      at bigint not null,
      cause text not null,
      actor text not null,
      reason text not null
    )`,
    'create index identity_change_at on identity_change (at)',
    `create table identity_event (
      seq bigint not null,
      position bigint not null,
      type text not null,
      customer_id text,
      other_id text,
      record_key text,
      primary key (seq, position)
    )`,
    'create index identity_event_customer on identity_event (customer_id)',
    'create index identity_event_other on identity_event (other_id)',
    `create table identity_membership (
      record_key text not null,
      customer_id text not null,
      since bigint not null,
      until bigint,
      primary key (record_key, since)
    )`,
    'create index identity_membership_customer on identity_membership (customer_id)',
    `create table identity_redirect (
      from_id text not null,
      to_id text not null,
      since bigint not null,
      until bigint,
      primary key (from_id, since)
    )`,
    `create table identity_link (
      a text not null,
      b text not null,
      rule text not null,
      state text not null,
      since bigint not null,
      until bigint,
      bits double precision,
      evidence text not null,
      primary key (a, b, rule, state, since)
    )`,
    'create index identity_link_b on identity_link (b)',
    `create table identity_ruling (
      seq bigint not null,
      position bigint not null,
      kind text not null,
      a text not null,
      b text not null,
      withdrawn_by bigint,
      primary key (seq, position)
    )`,
    `create table identity_sync (
      source text primary key,
      epoch bigint not null,
      state text not null,
      resume_at text,
      mode text not null,
      started_at bigint not null,
      changed_since text,
      deduplicated bigint not null
    )`,
  ],
};
