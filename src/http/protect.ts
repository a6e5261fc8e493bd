import type { FastifyInstance } from 'fastify';
import type { HttpConfig } from './http-config.ts';

const HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

const PREFLIGHT_HEADERS = {
  'access-control-allow-methods': 'GET, POST',
  'access-control-allow-headers':
    'authorization, content-type, apollo-require-preflight, x-api-key, x-c360-trace, x-purpose, x-request-id',
  'access-control-max-age': '600',
};

/** Headers that keep browsers from guessing, framing and storing, and CORS for the origins of the allow-list alone. */
export function protect(fastify: FastifyInstance, { cors, tls }: HttpConfig): void {
  const headers = { ...HEADERS, ...(tls && { 'strict-transport-security': 'max-age=31536000' }) };
  const origins = new Set(cors.origins);

  fastify.addHook('onRequest', (request, reply, done) => {
    reply.headers(headers).header('x-request-id', request.id);
    const { origin } = request.headers;
    if (origin === undefined || !origins.has(origin)) return done();

    reply.headers({ 'access-control-allow-origin': origin, vary: 'Origin' });
    reply.header('access-control-expose-headers', 'x-request-id, retry-after');
    if (request.method !== 'OPTIONS') return done();
    return void reply.code(204).headers(PREFLIGHT_HEADERS).send();
  });
}
