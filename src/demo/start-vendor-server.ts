import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerWithFault, respond, send } from './answer-with-fault.ts';
import { createCallLog } from './call-log.ts';
import type { CallLog, DemoCall } from './call-log.ts';
import type { DemoSourceName } from './demo-world.ts';
import { createFaultSwitch, Fault } from './fault.ts';
import type { FaultSwitch } from './fault.ts';
import { jsonAnswer } from './vendor.ts';
import type { Vendor, VendorAnswer, VendorRequest } from './vendor.ts';

/** Long look-ups travel in the query. */
const MAX_HEADER_BYTES = 256 * 1024;
const KEEP_ALIVE_MS = 65_000;

/** One running demo system. */
export interface DemoSource {
  readonly name: DemoSourceName;
  /** `http://127.0.0.1:port`. */
  readonly baseUrl: string;
  /** The newest calls, oldest first; `/_demo` is not counted. */
  calls(): DemoCall[];
  resetCalls(): void;
  /** Undefined, or nothing in the list: behaves. */
  setFault(fault: Fault | readonly Fault[] | undefined): void;
  /** Closes every connection, those in use too. */
  stop(): Promise<void>;
}

/** Serves one vendor on a loopback port; 0 takes any free one. */
export async function startVendorServer(createVendor: (origin: string) => Vendor, port: number): Promise<DemoSource> {
  const log = createCallLog();
  const faults = createFaultSwitch();
  let vendor: Vendor | undefined;
  const server = createServer({ maxHeaderSize: MAX_HEADER_BYTES }, (message, response) => {
    if (vendor !== undefined) void receive({ vendor, log, faults, origin }, message, response);
  });
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  const origin = `http://127.0.0.1:${await listen(server, port)}`;
  vendor = createVendor(origin);
  return {
    name: vendor.name,
    baseUrl: origin,
    calls: () => log.calls(),
    resetCalls: () => log.reset(),
    setFault: (fault) => faults.set(fault),
    stop: () => stop(server),
  };
}

interface Service {
  readonly vendor: Vendor;
  readonly log: CallLog;
  readonly faults: FaultSwitch;
  readonly origin: string;
}

async function receive(service: Service, message: IncomingMessage, response: ServerResponse): Promise<void> {
  const { vendor, log, faults } = service;
  const request = await toRequest(message, service.origin);
  if (request === undefined) return;
  if (request.path.startsWith('/_demo/')) {
    send(response, control(request, { log, faults }));
    return;
  }
  const template = `${request.method} ${vendor.template(request.path)}`;
  log.add({ method: request.method, path: request.path, template, query: request.rawQuery });
  const fault = faults.take(request.path);
  if (fault === undefined) send(response, respond(vendor, request));
  else answerWithFault(fault, vendor, request, response);
}

async function toRequest(message: IncomingMessage, origin: string): Promise<VendorRequest | undefined> {
  const url = message.url ?? '/';
  const mark = url.indexOf('?');
  const rawQuery = mark === -1 ? '' : url.slice(mark + 1);
  const body = message.method === 'POST' ? await readBody(message) : '';
  if (body === undefined) return undefined;
  return {
    method: message.method ?? 'GET',
    path: mark === -1 ? url : url.slice(0, mark),
    rawQuery,
    query: new URLSearchParams(rawQuery),
    headers: message.headers,
    body,
    origin,
  };
}

/** Undefined when the client went away. */
async function readBody(message: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of message) chunks.push(chunk as Buffer);
  } catch {
    return undefined;
  }
  return Buffer.concat(chunks).toString('utf8');
}

function control(request: VendorRequest, { log, faults }: Pick<Service, 'log' | 'faults'>): VendorAnswer {
  const command = `${request.method} ${request.path}`;
  if (command === 'GET /_demo/calls') return jsonAnswer(200, log.summary());
  if (command === 'DELETE /_demo/calls') return done(() => log.reset());
  if (command === 'DELETE /_demo/fault') return done(() => faults.set(undefined));
  if (command !== 'POST /_demo/fault') return jsonAnswer(404, { message: 'known: /_demo/calls, /_demo/fault' });
  const fault = Fault.safeParse(parseJson(request.body));
  if (!fault.success) return jsonAnswer(400, { message: fault.error.issues.map(({ message }) => message).join('; ') });
  return done(() => faults.set(fault.data));
}

function done(act: () => void): VendorAnswer {
  act();
  return jsonAnswer(200, { ok: true });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function listen(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return (server.address() as AddressInfo).port;
}

async function stop(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  server.closeAllConnections();
  await closed;
}
