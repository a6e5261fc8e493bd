import { safeWordsOf } from './error-words.ts';

/** What the reference engine would have thrown; `value` may hold personal data, so it stays out of messages and logs. */
export interface ExpressionErrorDetails {
  readonly code?: string;
  readonly position?: number;
  readonly token?: unknown;
  readonly value?: unknown;
  readonly message?: string;
  readonly [key: string]: unknown;
}

interface Place {
  readonly line: number;
  readonly column: number;
}

/** An expression that cannot be parsed, compiled or evaluated. Its message holds no data of the record. */
export class ExpressionError extends Error {
  override readonly name = 'ExpressionError';
  /** JSONata's code (S0201, T2001, ...); `FAILED` when something without a code was thrown. */
  readonly code: string;
  /** Characters from the start of the source, as the reference counts; -1 when unknown. */
  readonly position: number;
  /** 1-based. */
  readonly line: number;
  readonly column: number;
  readonly #details: ExpressionErrorDetails;

  constructor(details: ExpressionErrorDetails, source: string, file?: string) {
    const position = typeof details.position === 'number' ? details.position : -1;
    const place = placeOf(source, position);
    const code = details.code ?? 'FAILED';
    super(`${file ?? 'expression'}:${place.line}:${place.column}: ${code}: ${safeMessage(details, source)}`);
    this.code = code;
    this.position = position;
    this.line = place.line;
    this.column = place.column;
    this.#details = details;
  }

  /** The reference engine's own error object. May hold values of the record: never log it. */
  get details(): ExpressionErrorDetails {
    return this.#details;
  }
}

/** 1-based line and column of a character position. */
export function placeOf(source: string, position: number): Place {
  const before = source.slice(0, Math.max(0, position));
  const lineStart = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length, column: before.length - lineStart + 1 };
}

/** Turns whatever an evaluation threw into an ExpressionError. */
export function toExpressionError(thrown: unknown, source: string, file?: string): ExpressionError {
  if (thrown instanceof ExpressionError) return thrown;
  if (typeof thrown === 'object' && thrown !== null) return new ExpressionError({ ...detailsOf(thrown) }, source, file);
  return new ExpressionError({ message: 'A function of the expression failed' }, source, file);
}

function detailsOf(thrown: object): ExpressionErrorDetails {
  const message = 'message' in thrown && typeof thrown.message === 'string' ? { message: thrown.message } : {};
  return { ...message, ...thrown };
}

/** Errors of the parser quote only the expression; every other message may quote data. */
function safeMessage({ code, message, ...details }: ExpressionErrorDetails, source: string): string {
  if (message === undefined) return 'evaluation failed';
  if (code === undefined) return 'a function of the expression failed';
  if (code.startsWith('S')) return message;
  if (RAISED.has(code))
    return source.includes(message) ? message : `${code === 'D3137' ? '$error' : '$assert'} was called`;
  return safeWordsOf(code, details) ?? message.replace(/[:.]? *(?:got: )?".*$/s, '');
}

/** Raised by the expression itself, in words that it may have made of data. */
const RAISED = new Set(['D3137', 'D3141']);
