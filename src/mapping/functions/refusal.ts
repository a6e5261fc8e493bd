/** Why a value was not used. It never holds the value: only its shape (`99/99/9999`). */
export class Refusal {
  /** UPPER_SNAKE: `AMBIGUOUS_DATE`. */
  readonly code: string;
  readonly message: string;
  /** The value with every letter and digit masked, at most 40 characters; absent when it is no scalar. */
  readonly shape: string | undefined;
  /** Which member of the result is missing because of it (`country` of an address). */
  readonly part: string | undefined;

  constructor(code: string, message: string, details: { value?: unknown; part?: string } = {}) {
    this.code = code;
    this.message = message;
    this.shape = shapeOf(details.value);
    this.part = details.part;
  }

  /** The same refusal, about one member of a larger result. */
  at(part: string): Refusal {
    const located = new Refusal(this.code, this.message, { part });
    return Object.assign(located, { shape: this.shape });
  }
}

/** A result of which some members had to be left out. */
export class Flawed {
  readonly value: unknown;
  readonly refusals: readonly Refusal[];

  constructor(value: unknown, refusals: readonly Refusal[]) {
    this.value = value;
    this.refusals = refusals;
  }
}

export function refuse(code: string, message: string, value?: unknown): Refusal {
  return new Refusal(code, message, { value });
}

const SHAPE_LENGTH = 40;

/** Letters become `A`, `a` or `x`, digits `9`: enough to see a format, too little to see a person. */
function shapeOf(value: unknown): string | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  return String(value)
    .slice(0, SHAPE_LENGTH)
    .replace(/\p{Lu}/gu, 'A')
    .replace(/\p{Ll}/gu, 'a')
    .replace(/[\p{Lo}\p{Lt}\p{Lm}\p{M}]/gu, 'x')
    .replace(/\p{N}/gu, '9');
}
