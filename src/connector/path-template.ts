import { AppError } from '../errors.ts';
import { evaluateOwn, type Bindings, type Expression } from './expression.ts';

interface TemplatePart {
  readonly text: string;
  /** `text` is an expression, the inside of `{ }`. */
  readonly isExpression: boolean;
}

/** The parts of `/orders/{$key}/lines`; undefined when a brace is not closed. Braces may nest and hide in quotes. */
export function splitTemplate(template: string): TemplatePart[] | undefined {
  const parts: TemplatePart[] = [];
  let start = 0;
  for (let open = template.indexOf('{'); open !== -1; open = template.indexOf('{', start)) {
    const close = closingBrace(template, open);
    if (close === undefined) return undefined;
    parts.push({ text: template.slice(start, open), isExpression: false });
    parts.push({ text: template.slice(open + 1, close), isExpression: true });
    start = close + 1;
  }
  parts.push({ text: template.slice(start), isExpression: false });
  return parts.filter(({ text, isExpression }) => isExpression || text !== '');
}

function closingBrace(template: string, open: number): number | undefined {
  let depth = 0;
  let quote = '';
  for (let index = open; index < template.length; index += 1) {
    const letter = template.charAt(index);
    if (quote !== '') quote = letter === quote ? '' : quote;
    else if (letter === '"' || letter === "'") quote = letter;
    else if (letter === '{') depth += 1;
    else if (letter === '}') depth -= 1;
    if (depth === 0) return index;
  }
  return undefined;
}

/** Fills the parts; a value is percent-encoded and stays one segment of the path. */
export function fillPath(parts: readonly (string | Expression)[], bindings: Bindings, source: string): string {
  const texts = parts.map((part) =>
    typeof part === 'string' ? part : encodeSegment(evaluateOwn(part, bindings, source), source),
  );
  return texts.join('');
}

function encodeSegment(value: unknown, source: string): string {
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  // A dot segment cannot be encoded: `..` would ask for another resource than the one the manifest names.
  if (text === '' || text === '.' || text === '..')
    throw new AppError('SOURCE_REJECTED', { source, detail: 'a value that cannot be part of a path' });
  return encodeURIComponent(text);
}
