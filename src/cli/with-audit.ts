import { join } from 'node:path';
import type { AuditActor, ChangeEntry } from '../access/audit/audit-entry.ts';
import type { Audit } from '../access/audit/audit.ts';
import type { Config } from '../config/config.ts';
import type { Store } from '../store/store.ts';
import { toActor } from './with-identity.ts';

/** Whoever has this machine's account and the gateway's secret. */
function cliActor(): AuditActor {
  return { kind: 'operator', via: 'cli', id: toActor(), tenant: 'default' };
}

/** Opens the store and the audit over it, as the configuration says; asks no source system. */
export async function withAudit(
  work: (opened: { audit: Audit; store: Store; config: Config }) => Promise<void>,
): Promise<void> {
  const { createAudit } = await import('../access/audit/create-audit.ts');
  const { openStore } = await import('../store/open-store.ts');
  const { loadSetup } = await import('./load-setup.ts');
  const { config } = loadSetup();
  const { secret, formerSecrets, dataDir } = config;
  const store = await openStore({ url: config.storeUrl.reveal() });
  const audit = createAudit({ store, secret, formerSecrets, folder: join(dataDir, 'audit') });
  try {
    await work({ audit, store, config });
  } finally {
    await audit.close();
    await store.close();
  }
}

/** A change made at the command line. */
export function toCliChange(change: Omit<ChangeEntry, 'kind' | 'who'>): ChangeEntry {
  return { kind: 'change', who: cliActor(), ...change };
}
