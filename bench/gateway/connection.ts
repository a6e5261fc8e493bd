import { connect, type Socket } from 'node:net';

/** One answer. `body` still has the marks of chunked encoding, if it came so. */
export interface Answer {
  readonly status: number;
  readonly body: Buffer;
}

/** One HTTP/1.1 connection that is kept, for one question after the other: leaner than any client for everything. */
export interface Connection {
  /** Sends a whole request. `onAnswer` gets undefined when the connection broke or stayed silent. */
  ask(request: Buffer, onAnswer: (answer: Answer | undefined) => void): void;
  close(): void;
}

const SILENCE_MS = 60_000;
const HEAD_END = '\r\n\r\n';
const LAST_CHUNK = Buffer.from('0\r\n\r\n');

export function openConnection({ hostname, port }: URL): Connection {
  let socket: Socket | undefined;
  let parts: Buffer[] = [];
  let missing = 0;
  let waiting: ((answer: Answer | undefined) => void) | undefined;

  const settle = (answer: Answer | undefined): void => {
    const onAnswer = waiting;
    waiting = undefined;
    parts = [];
    missing = 0;
    onAnswer?.(answer);
  };
  const onData = (chunk: Buffer): void => {
    parts.push(chunk);
    missing -= chunk.length;
    if (missing > 0) return;
    const bytes = parts.length === 1 ? chunk : Buffer.concat(parts);
    parts = [bytes];
    const answer = toAnswer(bytes);
    if (typeof answer === 'number') missing = answer;
    else settle(answer);
  };
  const open = (): Socket => {
    const opened = connect({ host: hostname, port: Number(port), noDelay: true });
    opened.setTimeout(SILENCE_MS, () => opened.destroy());
    opened.on('data', onData);
    opened.on('error', () => opened.destroy());
    opened.on('close', () => {
      if (socket === opened) socket = undefined;
      settle(undefined);
    });
    return opened;
  };
  return {
    ask(request, onAnswer) {
      waiting = onAnswer;
      socket ??= open();
      socket.write(request);
    },
    close: () => socket?.destroy(),
  };
}

/** The answer; or how many bytes are missing at the least. */
function toAnswer(bytes: Buffer): Answer | number {
  const headEnd = bytes.indexOf(HEAD_END);
  if (headEnd === -1) return 1;
  const start = headEnd + HEAD_END.length;
  const head = bytes.toString('latin1', 0, start);
  const status = Number(head.slice('HTTP/1.1 '.length, 'HTTP/1.1 200'.length));
  const length = /\r\ncontent-length: *(\d+)\r/i.exec(head)?.[1];
  if (length === undefined) {
    const isWhole = bytes.subarray(-LAST_CHUNK.length).equals(LAST_CHUNK);
    return isWhole ? { status, body: bytes.subarray(start) } : 1;
  }
  const end = start + Number(length);
  return bytes.length < end ? end - bytes.length : { status, body: bytes.subarray(start, end) };
}

/** The bytes of a GraphQL request. */
export function toRequest({ host, pathname }: URL, headers: Readonly<Record<string, string>>, body: string): Buffer {
  const given = Object.entries({
    host,
    'content-type': 'application/json',
    accept: 'application/json',
    'content-length': String(Buffer.byteLength(body)),
    ...headers,
  });
  const lines = given.map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.from(`POST ${pathname} HTTP/1.1\r\n${lines.join('')}\r\n${body}`);
}
