/** A piece of work several callers may wait for. */
interface Flight<T> {
  readonly promise: Promise<T>;
  readonly controller: AbortController;
  waiters: number;
}

/**
 * Shares work on one key between everybody who asks for it while it is under way. The work is cancelled when the last
 * one who waits has gone, not before.
 */
export class Flights<T> {
  readonly #byKey = new Map<string, Flight<T>>();

  has(key: string): boolean {
    return this.#byKey.has(key);
  }

  /** Registers work that was started for several keys at once; `controller` aborts it. */
  start(keys: readonly string[], work: Promise<ReadonlyMap<string, T>>, controller: AbortController): void {
    const group = { controller, keys: keys.length };
    for (const key of keys) {
      const promise = work.then((results) => {
        const result = results.get(key);
        if (result === undefined) throw new Error('work ended without a result for a key');
        return result;
      });
      const flight: Flight<T> = { promise, controller: partOf(group), waiters: 0 };
      this.#byKey.set(key, flight);
      const land = () => void (this.#byKey.get(key) === flight && this.#byKey.delete(key));
      promise.then(land, land);
    }
  }

  /** Waits for the key's work; undefined when `signal` fires first. */
  async join(key: string, signal: AbortSignal | undefined): Promise<T | undefined> {
    if (signal?.aborted) return undefined;
    const flight = this.#byKey.get(key);
    if (!flight) throw new Error('no work under way for a key');
    flight.waiters += 1;
    const leave = () => {
      flight.waiters -= 1;
      if (flight.waiters > 0) return;
      if (this.#byKey.get(key) === flight) this.#byKey.delete(key);
      flight.controller.abort();
    };
    if (!signal) return flight.promise;

    const gone = Promise.withResolvers<undefined>();
    const onAbort = () => {
      leave();
      gone.resolve(undefined);
    };
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      return await Promise.race([flight.promise, gone.promise]);
    } finally {
      signal.removeEventListener('abort', onAbort);
    }
  }
}

/** One key's share in work for several keys: the work is aborted when every share has been. */
function partOf(group: { controller: AbortController; keys: number }): AbortController {
  const share = new AbortController();
  share.signal.addEventListener(
    'abort',
    () => {
      group.keys -= 1;
      if (group.keys === 0) group.controller.abort();
    },
    { once: true },
  );
  return share;
}
