import { userInfo } from 'node:os';
import type { IdentitySpine } from '../identity/create-identity.ts';

/** Opens the store, and asks no source system: whoever looks after identities needs none of their credentials. */
export async function withIdentity<T>(work: (identity: IdentitySpine) => Promise<T>): Promise<T> {
  const { createIdentity } = await import('../identity/create-identity.ts');
  const { toMatchingConfig } = await import('../identity/matching/matching-config.ts');
  const { openStore } = await import('../store/open-store.ts');
  const { loadSetup } = await import('./load-setup.ts');
  const { config } = loadSetup();
  const store = await openStore({ url: config.storeUrl.reveal() });
  const { secret, formerSecrets } = config;
  const identity = createIdentity({ store, secret, formerSecrets, matching: toMatchingConfig(config.matching) });
  try {
    return await work(identity);
  } finally {
    await identity.close();
    await store.close();
  }
}

/** Who a ruling made here is kept under: `cli:` and the account that runs the command. */
export function toActor(): string {
  try {
    return `cli:${userInfo().username}`;
  } catch {
    return `cli:${process.getuid?.() ?? 'unknown'}`; // An account of a container often has no name.
  }
}
