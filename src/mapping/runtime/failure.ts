/** An evaluation that ends with one of JSONata's codes. Extra fields are the reference's: token, value, index, ... */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly code: string;
  /** Fields of the reference engine's error object; may hold data of the record. */
  readonly extra: Readonly<Record<string, unknown>>;

  constructor(code: string, extra: Readonly<Record<string, unknown>> = {}) {
    super(code);
    this.code = code;
    this.extra = extra;
  }
}

/** Throws a Failure; typed so that callers can return it. */
export function fail(code: string, extra?: Readonly<Record<string, unknown>>): never {
  throw new Failure(code, extra);
}
