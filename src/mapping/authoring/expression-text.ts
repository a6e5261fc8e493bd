const OPEN = '([{';
const CLOSE = ')]}';
// After one of these a slash starts a regular expression, elsewhere it divides.
const BEFORE_REGEX = /[([{,:;=~>?&|]\s*$/;

/** The text of the expression that starts at a position and ends before the next `,`, `;` or closing bracket of its level. */
export function expressionTextAt(source: string, start: number): string {
  let depth = 0;
  let index = start;
  while (index < source.length) {
    const character = source.charAt(index);
    if (depth === 0 && (CLOSE + ',;').includes(character)) break;
    if (OPEN.includes(character)) depth += 1;
    if (CLOSE.includes(character)) depth -= 1;
    index = endOfToken(source, index);
  }
  return source.slice(start, index).trim();
}

/** Position after a string, a quoted name, a comment or a regular expression that starts here, else after one character. */
function endOfToken(source: string, index: number): number {
  const character = source.charAt(index);
  if (source.startsWith('/*', index)) return endAfter(source, '*/', index + 2);
  if (character === '`') return endAfter(source, '`', index + 1);
  if (character === '"' || character === "'") return endOfQuoted(source, index);
  if (character === '/' && BEFORE_REGEX.test(source.slice(0, index))) return endOfQuoted(source, index);
  return index + 1;
}

function endAfter(source: string, token: string, from: number): number {
  const end = source.indexOf(token, from);
  return end < 0 ? source.length : end + token.length;
}

function endOfQuoted(source: string, start: number): number {
  const quote = source.charAt(start);
  let index = start + 1;
  while (index < source.length && source.charAt(index) !== quote) index += source.charAt(index) === '\\' ? 2 : 1;
  return index + 1;
}
