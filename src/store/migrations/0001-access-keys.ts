import type { Migration } from '../migrations.ts';

/** API keys: only a keyed hash of each; times are milliseconds since 1970. */
export const accessKeys: Migration = {
  id: 1,
  name: 'access keys',
  statements: [
    `create table access_key (
      id text primary key,
      tenant text not null,
      name text not null,
      hash text not null,
      scopes text not null,
      created_at bigint not null,
      expires_at bigint,
      revoked_at bigint,
      last_used_at bigint
    )`,
  ],
};
