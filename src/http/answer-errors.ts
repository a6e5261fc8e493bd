import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '../errors.ts';
import type { Logger } from '../telemetry/logger.ts';
import { toErrorAnswer, toRefusal, type ErrorAnswer } from './error-answer.ts';

/** Every error is JSON: what handlers throw, what the framework refuses, unknown addresses (404) and wrong methods (405). */
export function answerErrors(fastify: FastifyInstance, logger: Logger): void {
  const methodsOf = new Map<string, Set<string>>();
  fastify.addHook('onRoute', ({ url, method }) => {
    methodsOf.set(url, (methodsOf.get(url) ?? new Set()).union(new Set([method].flat())));
  });

  fastify.setErrorHandler((error, request, reply) => {
    const answer = toErrorAnswer(error, factsOf(request));
    if (answer.status >= 500) logger.error({ requestId: request.id, err: error }, 'request failed');
    return send(reply, answer);
  });

  // Before the body is read: a body that nobody takes is not worth parsing.
  fastify.addHook('onRequest', (request, reply, done) => {
    if (!request.is404) return done();
    const methods = methodsOf.get(request.url.split('?', 1)[0] ?? '');
    if (!methods) return void send(reply, toRefusal(404, factsOf(request)));
    return void send(reply.header('allow', [...methods].join(', ')), toRefusal(405, factsOf(request)));
  });
}

/** For what fails before there is a request, such as an address that cannot be decoded. */
export function answerUnroutable(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  void send(reply, toErrorAnswer(error, factsOf(request)));
}

function send(reply: FastifyReply, { status, headers, body }: ErrorAnswer): FastifyReply {
  return reply.code(status).headers(headers).send(body);
}

function factsOf({ id, headers }: FastifyRequest): { requestId: string; accept: string | undefined } {
  return { requestId: id, accept: headers.accept };
}

/** What to throw for a caller nobody knows. */
export function unauthenticated(): AppError {
  return new AppError('UNAUTHENTICATED', {
    message: 'A valid credential is required: send the header `authorization: Bearer <key>`.',
  });
}
