import type { ChangeEntry, ReadEntry } from '../../../../src/access/audit/audit-entry.ts';
import { principalWith } from '../../../principal-with.ts';

/** A read as the graph records one, but for what is said otherwise. */
export function readOf(changes: Partial<ReadEntry> = {}): ReadEntry {
  return {
    kind: 'read',
    who: principalWith({ id: 'agency', purpose: 'SERVICE' }),
    requestId: 'r1',
    operation: { name: 'CustomerPage', hash: 'a'.repeat(64) },
    customers: ['cus_1'],
    released: ['Customer.displayName'],
    masked: ['Customer.emails'],
    withheld: [],
    sources: ['crm'],
    ...changes,
  };
}

export function changeOf(changes: Partial<ChangeEntry> = {}): ChangeEntry {
  return {
    kind: 'change',
    who: { kind: 'operator', via: 'cli', id: 'cli:root', tenant: 'default' },
    action: 'key.revoke',
    targets: ['k1'],
    ...changes,
  };
}
