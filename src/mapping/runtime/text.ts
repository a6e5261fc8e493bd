import { checkString, spend } from './evaluation.ts';
import { fail } from './failure.ts';

/** `$string`: JSON text with numbers rounded to 15 digits; functions are empty. */
export function toText(value: unknown, prettify: unknown = false): string | undefined {
  switch (typeof value) {
    case 'string':
      return value;
    case 'undefined':
      return undefined;
    case 'function':
      return '';
    case 'number':
      if (!Number.isFinite(value)) fail('D3001', { value });
      return Number.isInteger(value) ? String(value) : String(roundTo15(value));
    case 'boolean':
      return value ? 'true' : 'false';
    default:
      return checkString(stringify(value, prettify));
  }
}

function stringify(value: unknown, prettify: unknown): string {
  return JSON.stringify(value, toJsonMember, prettify ? 2 : 0);
}

function toJsonMember(_name: string, value: unknown): unknown {
  // Values may share parts: their text can be exponentially longer than they are.
  spend(1);
  if (typeof value === 'number' && !Number.isNaN(value)) {
    if (!Number.isFinite(value)) fail('D1001', { value });
    return Number.isInteger(value) ? value : roundTo15(value);
  }
  return typeof value === 'function' ? '' : value;
}

function roundTo15(value: number): number {
  return Number(value.toPrecision(15));
}
