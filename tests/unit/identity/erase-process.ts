import { setTimeout as delay } from 'node:timers/promises';
import { Secret } from '../../../src/config/secret.ts';
import { createIdentity } from '../../../src/identity/create-identity.ts';
import { openStore } from '../../../src/store/open-store.ts';
import type { Queryable, Store } from '../../../src/store/store.ts';

/** An erasure in a process of its own, to be killed: `node erase-process.ts <store url> <customer>`. Prints each statement's number. */
const [url = '', customer = ''] = process.argv.slice(2);
const store = await openStore({ url });
let statements = 0;

function told(tx: Queryable): Queryable {
  return {
    ...tx,
    run: async (sql, params) => {
      const outcome = await tx.run(sql, params);
      process.stdout.write(`${(statements += 1)}\n`);
      await delay(30);
      return outcome;
    },
  };
}

const slow: Store = {
  ...store,
  transaction: (work, options) => store.transaction((tx) => work(told(tx)), options),
};
const identity = createIdentity({ store: slow, secret: new Secret('a secret of this test and of nothing else') });
await identity.erase({ customer, actor: 'officer-1', reason: 'ticket 4711' });
await store.close();
