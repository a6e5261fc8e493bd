import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSetup } from './create-setup.ts';
import type { Door } from '../gateway/measure.ts';
import { prepareOwnGateway } from '../gateway/own-gateway.ts';
import { readKnownCustomers } from './known-customers.ts';
import type { KnownCustomer } from './questions.ts';
import { startMockSources, type MockSources } from './sources.ts';

/** The sources and this gateway alone. */
export interface OwnField {
  readonly gateway: Door;
  readonly sources: MockSources;
  readonly customers: readonly KnownCustomer[];
  stop(): Promise<void>;
}

interface OwnFieldOptions {
  readonly customers: number;
  /** Help desks beside the five sources. */
  readonly desks: number;
  readonly keepsCache: boolean;
  /** Milliseconds after which a source is given up. */
  readonly sourceTimeoutMs?: number;
  readonly settings?: Readonly<Record<string, string>>;
}

export async function startOwnField({
  customers: count,
  desks,
  keepsCache,
  ...rest
}: OwnFieldOptions): Promise<OwnField> {
  const folder = mkdtempSync(join(tmpdir(), 'c360-own-'));
  const running: { stop(): Promise<void> }[] = [];
  const stop = async () => {
    for (const child of running.toReversed()) await child.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const setup = join(folder, 'setup');
    const data = join(folder, 'data');
    for (const each of [setup, data]) mkdirSync(each);
    const sources = await startMockSources({ customers: count, desks });
    running.push(sources);
    const own = await prepareOwnGateway({ folder: data, env: sources.env, setup: createSetup(setup, desks), ...rest });
    const child = await own.serve({ keepsCache });
    running.push(child);
    const gateway = { url: child.firstLine, headers: own.headers, pid: child.pid };
    return { gateway, sources, customers: await readKnownCustomers(gateway), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
