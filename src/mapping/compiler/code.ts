/** Kinds of value an expression may have, as bits, so that checks which cannot fail are left out. */
export const Kind = {
  nothing: 1,
  text: 2,
  number: 4,
  boolean: 8,
  null: 16,
  list: 32,
  object: 64,
  function: 128,
  any: 255,
  /** What a record may hold. */
  data: 127,
} as const;

/** A JavaScript expression without side effects (a name or literal) and the kinds its value may have. */
export interface Value {
  readonly js: string;
  readonly kinds: number;
  /** A sequence it was made from has been normalised already; doing so twice is not the same. */
  readonly isNormal?: boolean;
  /** It may be a sequence whose only member is a sequence too: each node that passes it on normalises it once more. */
  readonly isNested?: boolean;
  /** It comes from the input as it is, or its members do. */
  readonly holdsData?: boolean;
}

export function isOnly({ kinds }: Value, allowed: number): boolean {
  return (kinds & ~allowed) === 0;
}

export function mayBe({ kinds }: Value, kind: number): boolean {
  return (kinds & kind) !== 0;
}

export const NOTHING: Value = { js: 'undefined', kinds: Kind.nothing };

/**
 * JavaScript being written. Names and texts of the expression enter it only through `literal` and `constant`, so no
 * mapping can write code of its own.
 */
export class Code {
  readonly #lines: string[] = [];
  readonly #shared: Shared;

  constructor(shared: Shared = new Shared()) {
    this.#shared = shared;
  }

  /** An empty piece of the same program. */
  fork(): Code {
    return new Code(this.#shared);
  }

  line(text: string): void {
    this.#lines.push(text);
  }

  /** A name nobody else uses. */
  name(prefix: string): string {
    this.#shared.names += 1;
    return `${prefix}${this.#shared.names}`;
  }

  /** Keeps the result of a JavaScript expression under a new name. */
  keep(js: string, kinds: number = Kind.any): Value {
    const name = this.name('t');
    this.line(`const ${name} = ${js};`);
    return { js: name, kinds };
  }

  /** A variable that several branches will set. */
  slot(initial?: string): string {
    const name = this.name('t');
    this.line(initial === undefined ? `let ${name};` : `let ${name} = ${initial};`);
    return name;
  }

  /** Runs `write` with an empty piece and returns its text in braces. */
  block(write: (inner: Code) => void): string {
    const inner = this.fork();
    write(inner);
    return `{\n${inner.text}\n}`;
  }

  /** The name of a value that JavaScript source cannot hold. */
  constant(value: unknown): string {
    return this.#shared.constant(value);
  }

  /** The name of a runtime function. */
  use(name: string): string {
    this.#shared.used.add(name);
    return name;
  }

  /** A function at the top of the program, written once per key. */
  helper(key: string, write: (name: string) => string): string {
    return this.#shared.helper(key, write);
  }

  /** A place of the source, for errors; the token is what stands there, where the reference says so. */
  place(position: number, token?: unknown): number {
    return this.#shared.places.push({ position, token }) - 1;
  }

  get text(): string {
    return this.#lines.join('\n');
  }

  get shared(): Shared {
    return this.#shared;
  }
}

export interface Place {
  readonly position: number;
  readonly token: unknown;
}

/** What all pieces of one program have in common. */
export class Shared {
  names = 0;
  readonly used = new Set<string>();
  readonly constants: unknown[] = [];
  readonly places: Place[] = [];
  readonly helpers: string[] = [];
  readonly #helperNames = new Map<string, string>();

  constant(value: unknown): string {
    const known = this.constants.indexOf(value);
    return `k${known === -1 ? this.constants.push(value) - 1 : known}`;
  }

  helper(key: string, write: (name: string) => string): string {
    const known = this.#helperNames.get(key);
    if (known !== undefined) return known;
    const name = `h${this.#helperNames.size}`;
    this.#helperNames.set(key, name);
    // Written before it is added: it may need helpers of its own.
    const text = write(name);
    this.helpers.push(text);
    return name;
  }
}

/** Text as a JavaScript literal. */
export function literal(value: string | number | boolean | null): string {
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value);
  return JSON.stringify(value)
    .replaceAll('\u2028', String.raw`\u2028`)
    .replaceAll('\u2029', String.raw`\u2029`);
}
