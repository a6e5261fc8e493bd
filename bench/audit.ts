import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAudit } from '../src/access/audit/create-audit.ts';
import { Secret } from '../src/config/secret.ts';
import { openStore } from '../src/store/open-store.ts';
import { readOf } from '../tests/unit/access/audit/audit-cases.ts';

/** What it costs to record: run with `node bench/audit.ts [callers] [seconds]`. */
const [callers = 50, seconds = 5] = process.argv.slice(2).map(Number);
const folder = mkdtempSync(join(tmpdir(), 'c360-bench-audit-'));
const store = await openStore({ url: `sqlite:${join(folder, 'c360.db')}` });
const audit = createAudit({
  store,
  secret: new Secret('a secret of this benchmark alone, long'),
  folder: join(folder, 'audit'),
});
const entry = readOf({
  customers: ['cus_0123456789abcdef'],
  released: Array.from({ length: 12 }, (_, index) => `Customer.field${index}`),
});

const latencies: number[] = [];
const cpuBefore = process.cpuUsage();
const startedAt = performance.now();
const recordUntil = async (endAt: number): Promise<void> => {
  while (performance.now() < endAt) {
    const beganAt = performance.now();
    await audit.record(entry);
    latencies.push(performance.now() - beganAt);
  }
};
await Promise.all(Array.from({ length: callers }, () => recordUntil(startedAt + seconds * 1_000)));
await audit.flush();
const tookMs = performance.now() - startedAt;
const { user, system } = process.cpuUsage(cpuBefore);
latencies.sort((a, b) => a - b);
const at = (share: number) => (latencies[Math.floor(latencies.length * share)] ?? 0).toFixed(2);

console.log(
  `${callers} callers at once, ${latencies.length} entries recorded and stored in ${(tookMs / 1_000).toFixed(1)} s`,
);
console.log(
  `${Math.round(latencies.length / (tookMs / 1_000))} entries/s; acknowledged in p50 ${at(0.5)} ms, p99 ${at(0.99)} ms`,
);
console.log(`${((user + system) / latencies.length).toFixed(0)} us of CPU an entry, storing it included`);
const { intact, records } = await audit.verify();
console.log(`verified ${records} records: ${intact ? 'intact' : 'NOT intact'}`);
await audit.close();
await store.close();
rmSync(folder, { recursive: true });
