import { isUtf8 } from 'node:buffer';
import { errorCodes, type FastifyInstance, type FastifyRequest } from 'fastify';
import { AppError } from '../errors.ts';

const JSON_IN_UTF8 = /^application\/json\s*(;\s*charset\s*=\s*"?utf-8"?\s*)?$/i;

/** Bodies are JSON in UTF-8 and nothing else: other types, charsets and compressed bodies get 415, other bytes 400. */
export function acceptJsonOnly(fastify: FastifyInstance): void {
  const parse = fastify.getDefaultJsonParser('error', 'error');
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body: Buffer, done) => {
    const problem = toProblem(request, body);
    if (problem) return done(problem);
    return void parse(request, body.toString('utf8'), done);
  });
}

function toProblem({ headers }: FastifyRequest, body: Buffer): Error | undefined {
  const encoding = headers['content-encoding'] ?? 'identity';
  const isAccepted = encoding === 'identity' && JSON_IN_UTF8.test(headers['content-type'] ?? '');
  if (!isAccepted) return new errorCodes.FST_ERR_CTP_INVALID_MEDIA_TYPE();
  if (body.length === 0) return new AppError('BAD_REQUEST', { message: 'The body is empty.' });
  return isUtf8(body) ? undefined : new AppError('BAD_REQUEST', { message: 'The body is not UTF-8.' });
}
