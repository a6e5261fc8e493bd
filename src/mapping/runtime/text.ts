import { checkString } from './evaluation.ts';
import { fail } from './failure.ts';
import { numberText, toJson, toJsonMember } from './json-text.ts';

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
      return numberText(value);
    case 'boolean':
      return value ? 'true' : 'false';
    default:
      return checkString((prettify === true ? JSON.stringify(value, toJsonMember, 2) : toJson(value)) ?? '');
  }
}
