/** Work on several keys at once, that several callers may wait for. */
export interface Flight<Result, Watcher> {
  /** One group for each who asked, of the keys that nobody had asked for before. */
  readonly groups: string[][];
  /** Fires when the last one who waits has gone. */
  readonly signal: AbortSignal;
  /** Told of the work while it is under way. */
  readonly watchers: Set<Watcher>;
  readonly landed: Promise<ReadonlyMap<string, Result>>;
}

interface Waited<Result, Watcher> extends Flight<Result, Watcher> {
  size: number;
  readonly controller: AbortController;
  waiters: number;
}

interface Options<Result, Watcher> {
  /** Most keys in one flight. */
  readonly capacity: number;
  /** Called once, when no more keys are taken; must not reject. */
  readonly fly: (flight: Flight<Result, Watcher>) => Promise<ReadonlyMap<string, Result>>;
}

/**
 * Gathers the keys that anybody asks for in one turn of the event loop into as few flights as their capacity allows, and
 * shares a key that is under way with everybody who asks for it. A flight is called off when the last one who waits for
 * it has gone, not before.
 */
export class Flights<Result, Watcher> {
  readonly #options: Options<Result, Watcher>;
  readonly #byKey = new Map<string, Waited<Result, Watcher>>();
  #open: Waited<Result, Watcher> | undefined;

  constructor(options: Options<Result, Watcher>) {
    this.#options = options;
  }

  /** The flights that bring the keys, some of them under way already. */
  board(keys: readonly string[], watcher: Watcher | undefined): ReadonlySet<Flight<Result, Watcher>> {
    const flights = new Map<Waited<Result, Watcher>, string[]>();
    for (const key of keys) {
      const known = this.#byKey.get(key);
      const flight = known ?? this.#withRoom();
      const group = flights.get(flight) ?? [];
      flights.set(flight, group);
      if (!known) this.#add(key, flight, group);
    }
    for (const [flight, group] of flights) {
      if (group.length > 0) flight.groups.push(group);
      if (watcher !== undefined) flight.watchers.add(watcher);
    }
    return new Set(flights.keys());
  }

  /** Waits for a flight; undefined when `signal` fires first. */
  async join(
    flight: Flight<Result, Watcher>,
    signal: AbortSignal | undefined,
  ): Promise<ReadonlyMap<string, Result> | undefined> {
    const waited = flight as Waited<Result, Watcher>;
    waited.waiters += 1;
    if (!signal) return flight.landed;

    const gone = Promise.withResolvers<undefined>();
    const leave = () => {
      waited.waiters -= 1;
      if (waited.waiters === 0) this.#callOff(waited);
      gone.resolve(undefined);
    };
    if (signal.aborted) {
      leave();
      return undefined;
    }
    signal.addEventListener('abort', leave, { once: true });
    try {
      return await Promise.race([flight.landed, gone.promise]);
    } finally {
      signal.removeEventListener('abort', leave);
    }
  }

  #withRoom(): Waited<Result, Watcher> {
    if (this.#open === undefined || this.#open.size >= this.#options.capacity) this.#open = this.#prepare();
    return this.#open;
  }

  #add(key: string, flight: Waited<Result, Watcher>, group: string[]): void {
    flight.size += 1;
    group.push(key);
    this.#byKey.set(key, flight);
  }

  #prepare(): Waited<Result, Watcher> {
    const controller = new AbortController();
    const { promise: landed, resolve } = Promise.withResolvers<ReadonlyMap<string, Result>>();
    const { signal } = controller;
    const flight: Waited<Result, Watcher> = {
      groups: [],
      size: 0,
      signal,
      watchers: new Set(),
      landed,
      controller,
      waiters: 0,
    };
    setImmediate(() => void this.#depart(flight).then(resolve));
    return flight;
  }

  async #depart(flight: Waited<Result, Watcher>): Promise<ReadonlyMap<string, Result>> {
    if (this.#open === flight) this.#open = undefined;
    // Everybody may have gone within the turn.
    if (flight.signal.aborted) return new Map();
    const results = await this.#options.fly(flight);
    this.#forget(flight);
    return results;
  }

  #callOff(flight: Waited<Result, Watcher>): void {
    this.#forget(flight);
    flight.controller.abort();
  }

  #forget(flight: Waited<Result, Watcher>): void {
    if (this.#open === flight) this.#open = undefined;
    for (const key of flight.groups.flat()) if (this.#byKey.get(key) === flight) this.#byKey.delete(key);
  }
}
