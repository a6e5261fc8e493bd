import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { openConnection, toRequest, type Answer } from '../../../bench/gateway/connection.ts';

const BODY = '{"data":{"__typename":"Query"}}';
const WITH_LENGTH = `HTTP/1.1 200 OK\r\nContent-Length: ${BODY.length}\r\n\r\n${BODY}`;
const CHUNKED = `HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n${BODY.length.toString(16)}\r\n${BODY}\r\n0\r\n\r\n`;

/** Answers every request with these pieces, one write for each; hangs up instead when there are none. */
async function startServer(pieces: readonly string[]): Promise<{ server: Server; url: URL }> {
  const server = createServer((socket: Socket) => {
    socket.setNoDelay(true);
    socket.on('data', () => {
      if (pieces.length === 0) socket.destroy();
      for (const [index, piece] of pieces.entries()) setTimeout(() => socket.write(piece), index * 2);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, url: new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`) };
}

async function askTwice(pieces: readonly string[]): Promise<(Answer | undefined)[]> {
  const { server, url } = await startServer(pieces);
  const connection = openConnection(url);
  const request = toRequest(url, {}, '{"query":"{ __typename }"}');
  const ask = () => new Promise<Answer | undefined>((resolve) => connection.ask(request, resolve));
  try {
    return [await ask(), await ask()];
  } finally {
    connection.close();
    server.close();
  }
}

describe('a connection of the load generator', () => {
  it.each([
    ['at once', [WITH_LENGTH]],
    ['in the middle of its head', [WITH_LENGTH.slice(0, 20), WITH_LENGTH.slice(20)]],
    ['byte by byte', WITH_LENGTH.split('')],
    ['in chunks', [CHUNKED]],
    ['in chunks, cut before the last', [CHUNKED.slice(0, -5), CHUNKED.slice(-5)]],
  ])('reads an answer that comes %s, one after the other', async (_how, pieces) => {
    const answers = await askTwice(pieces);
    expect(answers.map((answer) => answer?.status)).toEqual([200, 200]);
    for (const answer of answers) expect(answer?.body.toString()).toContain(BODY);
  });

  it('tells of a connection that broke, and asks the next over a new one', async () => {
    expect(await askTwice([])).toEqual([undefined, undefined]);
  });

  it('sends the length in bytes', () => {
    const request = toRequest(new URL('http://127.0.0.1:1/graphql'), { authorization: 'Bearer k' }, '"ü"').toString();
    expect(request).toContain('content-length: 4\r\n');
    expect(request).toContain('authorization: Bearer k\r\n');
  });
});
