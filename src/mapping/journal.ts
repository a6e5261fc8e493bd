/** What one call of a function outside the expression came to. */
type Entry = { readonly value: unknown } | { readonly error: unknown };

/** Thrown to leave an evaluation that has to wait: no error of the expression. */
export class Suspension {
  readonly waitsFor: PromiseLike<unknown>;

  constructor(waitsFor: PromiseLike<unknown>) {
    this.waitsFor = waitsFor;
  }
}

/**
 * The calls an evaluation made of functions outside the expression, in order. An evaluation that is run again with its
 * journal makes none of them twice and gets the same answers, so that it comes to the same place and goes on from there.
 */
export class Journal {
  readonly #entries: Entry[] = [];
  #next = 0;

  rewind(): void {
    this.#next = 0;
  }

  /** The answer of this call when it was made before; otherwise makes it. Throws a Suspension when it takes time. */
  answer(call: () => unknown): unknown {
    const index = this.#next;
    this.#next += 1;
    const entry = (this.#entries[index] ??= entryOf(call));
    if ('error' in entry) throw entry.error;
    if (isPromiseLike(entry.value)) throw new Suspension(entry.value);
    return entry.value;
  }

  /** Takes down what the call that was waited for came to. */
  async settle({ waitsFor }: Suspension): Promise<void> {
    const index = this.#next - 1;
    try {
      this.#entries[index] = { value: await waitsFor };
    } catch (error) {
      this.#entries[index] = { error };
    }
  }
}

function entryOf(call: () => unknown): Entry {
  try {
    return { value: call() };
  } catch (error) {
    return { error };
  }
}

function isPromiseLike(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}
