import { promisify } from 'node:util';
import { brotliCompress, constants, gzip, zstdCompress } from 'node:zlib';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { HttpConfig } from './http-config.ts';

type Compress = (text: string) => Promise<Buffer>;

const [toZstd, toBrotli, toGzip] = [promisify(zstdCompress), promisify(brotliCompress), promisify(gzip)];

/** What we can do, the best first: at their fastest levels all take about as long, and zstd leaves the least. */
const ENCODINGS: ReadonlyMap<string, Compress> = new Map([
  ['zstd', (text) => toZstd(text, { params: { [constants.ZSTD_c_compressionLevel]: 1 } })],
  [
    'br',
    (text) =>
      toBrotli(text, {
        params: {
          [constants.BROTLI_PARAM_QUALITY]: 1,
          [constants.BROTLI_PARAM_SIZE_HINT]: text.length,
        },
      }),
  ],
  ['gzip', (text) => toGzip(text, { level: 1 })],
]);

/** JSON of both kinds, and the page of metrics. Not HTML: the console's page may hold a key. */
const COMPRESSED_TYPES = /^(application\/([\w.-]+\+)?json|text\/plain)\b/;

/**
 * Answers of JSON and metrics of at least `minBytes` are compressed, away from the main thread, as `accept-encoding`
 * allows: zstd, Brotli or gzip. Health is never.
 */
export function compressAnswers(fastify: FastifyInstance, { compression }: HttpConfig): void {
  if (!compression.enabled) return;

  fastify.addHook('onSend', async (request, reply, payload) => {
    const isHealth = request.url.startsWith('/health');
    // A character is a byte or more.
    if (typeof payload !== 'string' || payload.length < compression.minBytes || isHealth) return payload;
    if (!COMPRESSED_TYPES.test(String(reply.getHeader('content-type')))) return payload;

    addToVary(reply);
    const encoding = chooseEncoding(request.headers['accept-encoding'] ?? '');
    const compress = ENCODINGS.get(encoding);
    if (!compress) return payload;
    reply.removeHeader('content-length').header('content-encoding', encoding);
    return compress(payload);
  });
}

function addToVary(reply: FastifyReply): void {
  const vary = reply.getHeader('vary');
  reply.header('vary', vary === undefined ? 'accept-encoding' : `${String(vary)}, accept-encoding`);
}

/**
 * The encoding that the caller likes best, of those we can do; of equals the one we like best. `identity` when there is
 * none.
 * @see RFC 9110, 12.5.3
 */
export function chooseEncoding(accepted: string): string {
  const weights = new Map(accepted.split(',').map(toWeight));
  const ours = [...ENCODINGS.keys()].map((name) => ({ name, weight: weights.get(name) ?? weights.get('*') ?? 0 }));
  const best = ours.reduce((one, other) => (other.weight > one.weight ? other : one));
  return best.weight > 0 && best.weight >= (weights.get('identity') ?? 0) ? best.name : 'identity';
}

/** `gzip;q=0.5` is `['gzip', 0.5]`; without a weight it is 1, with one that is none 0. */
function toWeight(part: string): [string, number] {
  const [name = '', ...parameters] = part.toLowerCase().split(';');
  const weight = parameters.map((text) => /^\s*q\s*=\s*(.*)$/.exec(text)?.[1]).find((text) => text !== undefined);
  return [name.trim(), weight === undefined ? 1 : Number(weight) || 0];
}
