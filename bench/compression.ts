import { promisify } from 'node:util';
import { brotliCompress, constants, gzip, zstdCompress } from 'node:zlib';

/** How small answers become and what it costs in CPU, by encoding, at the levels that the gateway uses. */
const RUNS = 300;

const [toZstd, toBrotli, toGzip] = [promisify(zstdCompress), promisify(brotliCompress), promisify(gzip)];

const WAYS: Readonly<Record<string, (text: string) => Promise<Buffer>>> = {
  zstd: (text) => toZstd(text, { params: { [constants.ZSTD_c_compressionLevel]: 1 } }),
  br: (text) => toBrotli(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } }),
  gzip: (text) => toGzip(text, { level: 1 }),
};

function toAnswer(customers: number): string {
  const order = (number: number) => ({
    orderNumber: `SO-${number}`,
    status: ['OPEN', 'SHIPPED', 'PAID'][number % 3],
    total: { amount: (number * 13.37).toFixed(2), currency: 'EUR' },
    placedAt: `2026-0${1 + (number % 9)}-1${number % 10}T10:0${number % 10}:00Z`,
  });
  const nodes = Array.from({ length: customers }, (_, index) => ({
    id: `cus_${(index * 7919).toString(36)}`,
    name: `Invented Person ${index}`,
    emails: [`p${index}@example.com`],
    orders: { nodes: [order(index), order(index * 31), order(index * 57)] },
  }));
  return JSON.stringify({ data: { customers: { nodes } } });
}

async function measure(text: string, compress: (text: string) => Promise<Buffer>) {
  for (let run = 0; run < 50; run += 1) await compress(text);
  const before = process.cpuUsage();
  for (let run = 0; run < RUNS; run += 1) await compress(text);
  const { user, system } = process.cpuUsage(before);
  return { bytes: (await compress(text)).length, cpuUs: Math.round((user + system) / RUNS) };
}

for (const customers of [2, 8, 50, 500]) {
  const text = toAnswer(customers);
  for (const [encoding, compress] of Object.entries(WAYS)) {
    const { bytes, cpuUs } = await measure(text, compress);
    console.log(`${text.length} bytes ${encoding.padEnd(4)} ${bytes} bytes, ${cpuUs} us of CPU`);
  }
}
