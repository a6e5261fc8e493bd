import type { IncomingHttpHeaders } from 'node:http';
import type { DemoSourceName } from './demo-world.ts';

export interface VendorRequest {
  readonly method: string;
  /** Decoded by nobody: as it stands in the request line, without the query. */
  readonly path: string;
  /** The query as it stands in the request line, without the question mark. */
  readonly rawQuery: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** `http://host:port` of this server, for links. */
  readonly origin: string;
}

export interface VendorAnswer {
  readonly status: number;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON when absent. */
  readonly contentType?: string;
}

/** One demo system: what makes it itself. Sockets, faults and counting are the server's. */
export interface Vendor {
  readonly name: DemoSourceName;
  /** The answer that refuses the request, or undefined when its credential is good. */
  authorize(request: VendorRequest): VendorAnswer | undefined;
  handle(request: VendorRequest): VendorAnswer;
  /** The path with ids replaced by `{id}`: what calls are counted by. */
  template(path: string): string;
  /** An error of this status in the vendor's style. */
  error(status: number, retryAfterSeconds?: number): VendorAnswer;
  /** An error with status 200. */
  errorIn200(): VendorAnswer;
  /** The same answer claiming that one more page follows; absent when the vendor has no pages. */
  withNextPage?(answer: VendorAnswer, request: VendorRequest): VendorAnswer;
}

export function jsonAnswer(status: number, value: unknown, headers: Record<string, string> = {}): VendorAnswer {
  return { status, body: JSON.stringify(value), headers };
}

/** Whether the header carries this Basic credential; any password when none is given. */
export function hasBasicAuth(header: string | undefined, user: string, password?: string): boolean {
  if (header === undefined || !header.startsWith('Basic ')) return false;
  const given = Buffer.from(header.slice('Basic '.length), 'base64').toString('utf8');
  return password === undefined ? given.split(':', 1)[0] === user : given === `${user}:${password}`;
}

/** Values of a parameter that may be repeated and may hold commas; undefined when it is absent. */
export function listParameter(query: URLSearchParams, name: string): string[] | undefined {
  const given = query.getAll(name);
  if (given.length === 0) return undefined;
  return given.flatMap((text) => text.split(',')).map((text) => text.trim());
}

/** A whole number within bounds; undefined when the text is something else. */
export function boundedInteger(
  text: string | null,
  bounds: { low: number; high: number; absent: number },
): number | undefined {
  if (text === null) return bounds.absent;
  const value = Number(text);
  return /^\d+$/u.test(text) && value >= bounds.low && value <= bounds.high ? value : undefined;
}
