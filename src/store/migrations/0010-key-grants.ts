import type { Migration } from '../migrations.ts';

/**
 * What a key is bound to (JSON: kind, roles, purposes, attributes, operations, limits), and the secret it had before it
 * was rotated, which works until `former_until` (milliseconds since 1970).
 */
export const keyGrants: Migration = {
  id: 10,
  name: 'key grants and rotation',
  statements: [
    `alter table access_key add column granted text not null default '{}'`,
    'alter table access_key add column former_hash text',
    'alter table access_key add column former_until bigint',
  ],
};
