const POWERS = [1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];
const MINUS = 45;
const POINT = 46;
const ZERO = 48;

/**
 * The number a text such as `-12.50` stands for; undefined for what is not written like that or has more than 15 digits.
 * Exact: both the digits and the power of ten are whole numbers that a double holds, and a division rounds once.
 */
export function plainNumber(text: string): number | undefined {
  const start = text.charCodeAt(0) === MINUS ? 1 : 0;
  const { length } = text;
  if (length - start > 16 || length === start) return undefined;
  let digits = 0;
  let point = -1;
  for (let index = start; index < length; index += 1) {
    const code = text.charCodeAt(index);
    if (code >= ZERO && code <= 57) digits = digits * 10 + (code - ZERO);
    else if (code === POINT && point === -1 && index > start) point = index;
    else return undefined;
  }
  if (point === length - 1 || (point === -1 && length - start > 15)) return undefined;
  const value = point === -1 ? digits : digits / (POWERS[length - 1 - point] ?? 1);
  return start === 1 ? -value : value;
}
