import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { toRefusal } from '../error-answer.ts';
import { bundleConsole, toPath, type ConsoleBundle } from './bundle-console.ts';
import { CONSOLE_POLICY, toConsolePage, type ConsoleQuery } from './console-page.ts';

export interface ConsoleOptions {
  /** Folder for the bundle, which is made when somebody first opens the console. */
  readonly cacheDir: string;
  /** Asked for each time the page is opened: queries to open as tabs, and a key that only callers on this machine get. */
  readonly offer: () => ConsoleOffer;
}

interface ConsoleOffer {
  readonly key?: string | undefined;
  readonly queries: readonly ConsoleQuery[];
}

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.ttf': 'font/ttf',
};

const LOOPBACK_NAME = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;
const LOOPBACK_ADDRESS = /^(127\.|::1$|::ffff:127\.)/;

/** GraphiQL at `/`, and at `/graphql` for whoever asks for HTML there: see `isForConsole`. */
export function addConsoleRoutes(fastify: FastifyInstance, options: ConsoleOptions): { show: ShowConsole } {
  let bundling: Promise<ConsoleBundle> | undefined;

  async function bundle(): Promise<ConsoleBundle> {
    bundling ??= bundleConsole(options.cacheDir).catch((error: unknown) => {
      bundling = undefined;
      throw error;
    });
    return bundling;
  }

  async function show(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { version } = await bundle();
    const { key, queries } = options.offer();
    const page = toConsolePage({ assets: toPath(version), key: isFromThisMachine(request) ? key : undefined, queries });
    return reply.header('content-security-policy', CONSOLE_POLICY).type('text/html; charset=utf-8').send(page);
  }

  fastify.get('/', show);
  fastify.get<{ Params: { version: string; file: string } }>('/console/:version/:file', async (request, reply) => {
    const { dir, version } = await bundle();
    const { params } = request;
    const type = TYPES[extname(params.file)];
    const isName = /^[\w.-]+$/.test(params.file);
    const content = isName && params.version === version ? await readIfThere(join(dir, params.file)) : undefined;
    if (!type || !content) {
      const { status, headers, body } = toRefusal(404, { requestId: request.id });
      return reply.code(status).headers(headers).send(body);
    }
    return reply.header('cache-control', 'public, max-age=31536000, immutable').type(type).send(content);
  });
  return { show };
}

type ShowConsole = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>;

/** A browser that opens the address, as against a program that asks a query by GET. */
export function isForConsole({ method, headers, query }: FastifyRequest): boolean {
  const asksNothing = typeof query !== 'object' || query === null || !('query' in query);
  return method === 'GET' && asksNothing && (headers.accept ?? '').includes('text/html');
}

/** By its address and by the name it used: a page elsewhere whose name was made to point here uses another name. */
function isFromThisMachine({ socket, headers }: FastifyRequest): boolean {
  return LOOPBACK_ADDRESS.test(socket.remoteAddress ?? '') && LOOPBACK_NAME.test(headers.host ?? '');
}

async function readIfThere(file: string): Promise<Buffer | undefined> {
  return readFile(file).catch(() => undefined);
}
