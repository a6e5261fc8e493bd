import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '../errors.ts';
import type { CallContext, Source, SourceRequest, SourceResponse } from '../source/source.ts';
import type { CompiledRequest } from './compile-provision.ts';
import { evaluateAnswer, type Bindings } from './expression.ts';
import { followPages } from './follow-pages.ts';
import { UNKEYED } from './read-rows.ts';
import type { KeyedRow, ListOptions, ListPage, ListRoute, SearchRoute } from './route.ts';

/** An enumeration has time: a page that fails in passing is asked for again, so many times in all. */
const ATTEMPTS = 5;
const FIRST_PAUSE_MS = 250;

/** Enumerates the records of a source. Waits where the source asks to; fails with an AppError that names it. */
export function createList(source: Source, request: CompiledRequest, coordinate: string): ListRoute {
  return {
    async *list(options: ListOptions): AsyncGenerator<ListPage> {
      const context = toContext(coordinate, options.signal);
      const bindings: Bindings = { since: options.since, size: options.pageSize };
      const send = (each: SourceRequest) => sendPatiently(source, each, context);
      const rows = (response: SourceResponse, seen: Bindings) => request.reader.rows(response, seen);
      for await (const page of followPages({ ...request.walk, send, rows }, bindings)) {
        const total = toTotal(request, page.response, source.name);
        const keyed = request.reader.keyed(page.rows, bindings);
        yield { rows: keyed.filter(hasKey), ...(total !== undefined && { total }) };
      }
    },
  };
}

export function createSearch(source: Source, request: CompiledRequest): SearchRoute {
  return {
    async search(text, limit, context) {
      const bindings = { text, size: limit };
      const response = await source.send(request.build(bindings), context);
      const rows = request.reader.rows(response, { ...bindings, status: response.status });
      return request.reader.keyed(rows, bindings).filter(hasKey).slice(0, limit);
    },
  };
}

function hasKey({ key }: KeyedRow): boolean {
  return key !== UNKEYED;
}

function toContext(coordinate: string, signal: AbortSignal | undefined): CallContext {
  return { coordinate, keys: 0, ...(signal && { signal }) };
}

function toTotal(request: CompiledRequest, response: SourceResponse, source: string): number | undefined {
  if (request.total === undefined) return undefined;
  const total = Number(evaluateAnswer(request.total, response, { bindings: {}, source }));
  return Number.isInteger(total) ? total : undefined;
}

async function sendPatiently(source: Source, request: SourceRequest, context: CallContext): Promise<SourceResponse> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await source.send(request, context);
    } catch (error) {
      const mayPass = error instanceof AppError && error.retry && request.idempotent;
      if (!mayPass || attempt >= ATTEMPTS || context.signal?.aborted) throw error;
      const pauseMs = error.retryAfterMs ?? FIRST_PAUSE_MS * 2 ** attempt;
      await delay(pauseMs, undefined, context.signal && { signal: context.signal }).catch(() => {
        throw error;
      });
    }
  }
}
