import type { Server, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** No request for this long means that nobody is left to send one; longer than a busy client's pause between two. */
const QUIET_MS = 250;
const LOOK_EVERY_MS = 20;

export interface DrainOptions {
  /** Time for load balancers to notice that readiness has turned 503. */
  readonly waitMs: number;
  /** Time for requests in flight after that. */
  readonly timeoutMs: number;
}

/** Knows which requests are in flight and brings them to an end in an order in which none fails. */
export interface Drain {
  /** Call for every request, before it is handled. */
  track(response: ServerResponse): void;
  readonly isDraining: () => boolean;
  /**
   * Ready no more; a while later every answer carries `Connection: close`; once no request has come for a moment the
   * server may stop listening. Until then it serves whoever has not noticed: closing an idle connection at the moment
   * its owner writes to it is what clients see as a reset.
   */
  finish(server: Server, options: DrainOptions): Promise<void>;
}

export function createDrain(): Drain {
  const inFlight = new Set<ServerResponse>();
  let phase: 'serving' | 'draining' | 'closing' = 'serving';
  let lastRequestAtMs = performance.now();

  async function untilQuiet(deadlineAtMs: number): Promise<void> {
    const isQuiet = () => inFlight.size === 0 && performance.now() - lastRequestAtMs >= QUIET_MS;
    while (!isQuiet() && performance.now() < deadlineAtMs) await sleep(LOOK_EVERY_MS);
  }

  return {
    track(response) {
      lastRequestAtMs = performance.now();
      inFlight.add(response);
      response.once('close', () => inFlight.delete(response));
      if (phase === 'closing') response.shouldKeepAlive = false;
    },
    isDraining: () => phase !== 'serving',
    async finish(server, { waitMs, timeoutMs }) {
      phase = 'draining';
      await sleep(waitMs);
      phase = 'closing';
      for (const response of inFlight) response.shouldKeepAlive = false;
      await untilQuiet(performance.now() + timeoutMs);
      if (inFlight.size > 0) server.closeAllConnections();
    },
  };
}
