import { createAudit } from '../../src/access/audit/create-audit.ts';
import { Secret } from '../../src/config/secret.ts';
import { openStore } from '../../src/store/open-store.ts';
import { readOf } from '../unit/access/audit/audit-cases.ts';

/**
 * A process that records reads from eight callers at once and prints the name of each once it is acknowledged; for tests
 * that kill it. Arguments: the store's address, the spool's folder, a secret, a prefix of the names.
 */
const [url = '', folder = '', secret = '', prefix = ''] = process.argv.slice(2);
const store = await openStore({ url });
const audit = createAudit({ store, secret: new Secret(secret), folder });
const stop = new AbortController();
let counted = 0;

async function recordOn(): Promise<void> {
  while (!stop.signal.aborted) {
    const requestId = `${prefix}-${(counted += 1)}`;
    await audit.record(readOf({ requestId }));
    process.stdout.write(`${requestId}\n`);
  }
}

process.once('SIGTERM', () => stop.abort());
await Promise.all(Array.from({ length: 8 }, recordOn));
await audit.close();
await store.close();
