import { Secret } from '../../../src/config/secret.ts';
import { createIdentity } from '../../../src/identity/create-identity.ts';
import { openStore } from '../../../src/store/open-store.ts';
import { createSource, withTaxId } from './invented-sources.ts';

/** A sync in a process of its own, to be killed: `node sync-process.ts <store url>`. Prints each progress it makes. */
const [url = ''] = process.argv.slice(2);
const store = await openStore({ url });
const identity = createIdentity({ store, secret: new Secret('a secret of this test and of nothing else') });
const records = Array.from({ length: 60 }, (_, at) => withTaxId(`${at}`, `TAX${1_000 + (at % 30)}`));
await identity.sync({
  sources: [createSource('erp', records.slice(0, 40), { cursors: true }), createSource('crm', records.slice(20))],
  onProgress: ({ source, phase, records: count }) => process.stdout.write(`${source} ${phase} ${count}\n`),
});
await store.close();
