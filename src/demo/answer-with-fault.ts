import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { withFieldReplaced, withoutRow, withRowTwice } from './apply-row-fault.ts';
import type { Fault } from './fault.ts';
import type { Vendor, VendorAnswer, VendorRequest } from './vendor.ts';

const LOGIN_PAGE =
  '<!DOCTYPE html><html><head><title>Sign in</title></head><body><form action="/login" method="post"><input name="user"><input name="password" type="password"></form></body></html>';
const BOMB_BYTES = 100_000_000;
const DEPTH = 100_000;

/** Answers as the fault says. Never throws; `down` and `hang` leave the response unanswered. */
export function answerWithFault(fault: Fault, vendor: Vendor, request: VendorRequest, response: ServerResponse): void {
  switch (fault.kind) {
    case 'down':
      response.socket?.destroy();
      return;
    case 'hang':
      return;
    case 'slow':
      afterDelay(fault.delayMs, response, () => send(response, respond(vendor, request)));
      return;
    case 'drip':
      drip(response, respond(vendor, request), { delayMs: fault.delayMs ?? 100, bytes: fault.bytes ?? 1 });
      return;
    case 'reset':
      resetHalfway(response, respond(vendor, request));
      return;
    case 'gzipBomb':
      sendGzipBomb(response, respond(vendor, request), fault.bytes ?? BOMB_BYTES);
      return;
    default:
      send(response, changedAnswer(fault, vendor, request));
  }
}

export function send(response: ServerResponse, answer: VendorAnswer): void {
  if (response.destroyed || response.writableEnded) return;
  const body = Buffer.from(answer.body);
  response.writeHead(answer.status, { ...headersOf(answer), 'content-length': body.byteLength });
  response.end(body);
}

/** What a healthy server says. */
export function respond(vendor: Vendor, request: VendorRequest): VendorAnswer {
  return vendor.authorize(request) ?? vendor.handle(request);
}

type ChangingFault = Exclude<Fault, { kind: 'down' | 'hang' | 'slow' | 'drip' | 'reset' | 'gzipBomb' }>;

function changedAnswer(fault: Fault, vendor: Vendor, request: VendorRequest): VendorAnswer {
  const changing = fault as ChangingFault;
  switch (changing.kind) {
    case 'status':
      return vendor.error(changing.status);
    case 'throttled':
      return vendor.error(429, changing.retryAfterSeconds);
    case 'html':
      return { status: 200, body: LOGIN_PAGE, contentType: 'text/html; charset=utf-8' };
    case 'empty':
      return { status: 200, body: '' };
    case 'deepJson':
      return { status: 200, body: '['.repeat(changing.depth ?? DEPTH) + ']'.repeat(changing.depth ?? DEPTH) };
    case 'errorIn200':
      return vendor.errorIn200();
    default:
      return changedBody(changing, vendor, request);
  }
}

function changedBody(fault: ChangingFault, vendor: Vendor, request: VendorRequest): VendorAnswer {
  if (fault.kind === 'endlessPaging') return endless(vendor, request);
  const answer = respond(vendor, request);
  switch (fault.kind) {
    case 'truncated':
      return { ...answer, body: answer.body.slice(0, Math.floor(answer.body.length / 2)) };
    case 'oversized':
      return { ...answer, body: answer.body + ' '.repeat(Math.max(0, fault.bytes - answer.body.length)) };
    case 'missingRow':
      return { ...answer, body: withoutRow(answer.body, fault.key) };
    case 'duplicateRow':
      return { ...answer, body: withRowTwice(answer.body, fault.key) };
    case 'wrongType':
      return { ...answer, body: withFieldReplaced(answer.body, fault.field, fault.value ?? { unexpected: true }) };
    default:
      return answer;
  }
}

/** Whatever page is asked for, the first one comes, and says there is another. */
function endless(vendor: Vendor, request: VendorRequest): VendorAnswer {
  const query = new URLSearchParams(request.query);
  if (query.has('page')) query.set('page', '1');
  const answer = respond(vendor, { ...request, query });
  return answer.status === 200 ? (vendor.withNextPage?.(answer, request) ?? answer) : answer;
}

function afterDelay(delayMs: number, response: ServerResponse, act: () => void): void {
  const timer = setTimeout(act, delayMs);
  response.once('close', () => clearTimeout(timer));
}

function drip(
  response: ServerResponse,
  answer: VendorAnswer,
  { delayMs, bytes }: { delayMs: number; bytes: number },
): void {
  const body = Buffer.from(answer.body);
  let at = 0;
  response.writeHead(answer.status, { ...headersOf(answer), 'content-length': body.byteLength });
  response.flushHeaders();
  const timer = setInterval(() => {
    response.write(body.subarray(at, at + bytes));
    at += bytes;
    if (at < body.byteLength) return;
    clearInterval(timer);
    response.end();
  }, delayMs);
  response.once('close', () => clearInterval(timer));
}

function resetHalfway(response: ServerResponse, answer: VendorAnswer): void {
  const body = Buffer.from(answer.body);
  response.writeHead(answer.status, { ...headersOf(answer), 'content-length': body.byteLength });
  response.write(body.subarray(0, Math.floor(body.byteLength / 2)), () => response.socket?.resetAndDestroy());
}

function sendGzipBomb(response: ServerResponse, answer: VendorAnswer, bytes: number): void {
  const body = gzipSync(Buffer.concat([Buffer.alloc(bytes, ' '), Buffer.from(answer.body)]));
  response.writeHead(answer.status, {
    ...headersOf(answer),
    'content-encoding': 'gzip',
    'content-length': body.byteLength,
  });
  response.end(body);
}

function headersOf(answer: VendorAnswer): Record<string, string> {
  return { 'content-type': answer.contentType ?? 'application/json; charset=utf-8', ...answer.headers };
}
