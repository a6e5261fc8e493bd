import { createSocket } from 'node:dgram';
import { once } from 'node:events';

/** What a name answers: IPv4 addresses, a failure, or nothing at all. */
export type NameAnswer = readonly string[] | 'NXDOMAIN' | 'SERVFAIL' | 'silence';

export interface NameServer {
  /** `address:port`, as resolvers take it. */
  readonly address: string;
  /** Names asked for, as often as they were. */
  readonly asked: string[];
  close(): void;
}

const HEADER_BYTES = 12;
const CODES = { NXDOMAIN: 3, SERVFAIL: 2 } as const;
const TYPE_A = 1;

/** A DNS server on loopback that knows A records alone. `answer` is asked once for each question. */
export async function startNameServer(answer: (name: string) => NameAnswer): Promise<NameServer> {
  const socket = createSocket('udp4');
  const asked: string[] = [];
  socket.on('message', (query, from) => {
    const { name, end, type } = readQuestion(query);
    asked.push(name);
    const given = answer(name);
    if (given === 'silence') return;
    socket.send(toReply({ query, end, given: type === TYPE_A || typeof given === 'string' ? given : [] }), from.port);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address();
  return { address: `127.0.0.1:${port}`, asked, close: () => void socket.close() };
}

function readQuestion(query: Buffer): { name: string; end: number; type: number } {
  const labels: string[] = [];
  let at = HEADER_BYTES;
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length).toLowerCase());
    at += length + 1;
  }
  return { name: labels.join('.'), end: at + 5, type: query.readUInt16BE(at + 1) };
}

interface Reply {
  readonly query: Buffer;
  /** Where its question ends. */
  readonly end: number;
  readonly given: readonly string[] | keyof typeof CODES;
}

function toReply({ query, end, given }: Reply): Buffer {
  const addresses = typeof given === 'string' ? [] : given;
  const header = Buffer.from(query.subarray(0, HEADER_BYTES));
  header.writeUInt16BE(0x8180 | (typeof given === 'string' ? CODES[given] : 0), 2);
  header.writeUInt16BE(addresses.length, 6);
  header.writeUInt32BE(0, 8);
  // Each record points back to the question's name, lives 0 s and holds four bytes.
  const records = addresses.map((address) =>
    Buffer.from([0xc0, HEADER_BYTES, 0, TYPE_A, 0, 1, 0, 0, 0, 0, 0, 4, ...address.split('.').map(Number)]),
  );
  return Buffer.concat([header, query.subarray(HEADER_BYTES, end), ...records]);
}
