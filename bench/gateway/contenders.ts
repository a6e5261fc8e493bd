import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readCustomers, takeCalls } from './ask.ts';
import { GATEWAY_CORE, LOAD_CORE, startChild, type Child } from './child-process.ts';
import type { CountingSources, Door } from './measure.ts';
import { prepareOwnGateway } from './own-gateway.ts';

export const REFERENCE = 'hand-written';

/** A gateway in a process of its own. */
export interface Contender extends Door {
  readonly name: string;
}

/** Five source systems in one process and the gateways over them, each in its own. */
export interface Field {
  readonly contenders: readonly Contender[];
  readonly sources: CountingSources;
  readonly customerIds: readonly string[];
  stop(): Promise<void>;
}

const BASE_URL = /^[A-Z]+_BASE_URL$/;

/** Starts everything as users would: sources, then `identity sync` and `keys create`, then `serve`. */
export async function startField(): Promise<Field> {
  const folder = mkdtempSync(join(tmpdir(), 'c360-bench-'));
  const children: Child[] = [];
  const keep = (child: Child): Child => {
    children.push(child);
    return child;
  };
  const stop = async () => {
    for (const child of children.toReversed()) await child.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const demo = keep(await startChild({ args: ['src/demo/run-demo-sources.ts'], env: process.env, core: LOAD_CORE }));
    const { env } = JSON.parse(demo.firstLine) as { env: Record<string, string> };
    const urls = Object.entries(env).flatMap(([name, value]) => (BASE_URL.test(name) ? value : []));
    const own = await prepareOwnGateway({ folder, env, setup: '.' });
    const toDoor = ({ pid, firstLine: url }: Child) => ({ url, pid, headers: own.headers });
    const uncached = toDoor(keep(await own.serve({ keepsCache: false })));
    const cached = toDoor(keep(await own.serve({ keepsCache: true })));
    const customers = await readCustomers(uncached);
    const customersFile = join(folder, 'customers.json');
    writeFileSync(customersFile, JSON.stringify(customers));
    const reference = keep(
      await startChild({
        args: ['bench/reference-gateway.ts', '--customers', customersFile],
        env: { ...process.env, ...env, NODE_ENV: 'production' },
        core: GATEWAY_CORE,
      }),
    );
    const { url } = JSON.parse(reference.firstLine) as { url: string };
    return {
      contenders: [
        { name: REFERENCE, url, pid: reference.pid, headers: {} },
        { name: 'c360', ...uncached },
        { name: 'c360, cached', ...cached },
      ],
      sources: { pid: demo.pid, takeCalls: () => takeCalls(urls) },
      customerIds: customers.map(({ id }) => id),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
