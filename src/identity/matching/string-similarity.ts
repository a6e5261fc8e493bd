const LONGEST = 256;
const used = new Uint8Array(LONGEST);
const matched = new Uint16Array(LONGEST);
let beforeLast = new Uint16Array(LONGEST + 1);
let last = new Uint16Array(LONGEST + 1);
let current = new Uint16Array(LONGEST + 1);

/**
 * Optimal string alignment distance (insert, delete, replace, swap neighbours), given up beyond `limit`: then it is
 * `limit + 1`. Only the first 256 characters are looked at, and only what lies within `limit` of the diagonal.
 */
export function editDistance(a: string, b: string, limit: number): number {
  if (a === b) return 0;
  const rows = Math.min(a.length, LONGEST);
  const columns = Math.min(b.length, LONGEST);
  if (Math.abs(rows - columns) > limit) return limit + 1;

  for (let column = 0; column <= Math.min(columns, limit); column += 1) last[column] = column;
  if (columns > limit) last[limit + 1] = limit + 1;
  for (let row = 1; row <= rows; row += 1) {
    const lowest = fillRow(a, b, { row, columns, limit });
    if (lowest > limit) return limit + 1;
    [beforeLast, last, current] = [last, current, beforeLast];
  }
  return Math.min(last[columns]!, limit + 1);
}

interface Row {
  readonly row: number;
  readonly columns: number;
  readonly limit: number;
}

/** Fills `current` within the band and answers its lowest value; beside the band stands a value beyond the limit. */
function fillRow(a: string, b: string, { row, columns, limit }: Row): number {
  const character = a.charCodeAt(row - 1);
  const before = row > 1 ? a.charCodeAt(row - 2) : -1;
  const start = Math.max(1, row - limit);
  const end = Math.min(columns, row + limit);
  let left = start === 1 ? Math.min(row, limit + 1) : limit + 1;
  let lowest = left;
  current[start - 1] = left;
  for (let column = start; column <= end; column += 1) {
    const other = b.charCodeAt(column - 1);
    let best = last[column - 1]! + (character === other ? 0 : 1);
    if (last[column]! < best) best = last[column]! + 1;
    if (left < best) best = left + 1;
    if (column > 1 && other === before && character === b.charCodeAt(column - 2) && beforeLast[column - 2]! < best) {
      best = Math.min(best, beforeLast[column - 2]! + 1);
    }
    current[column] = best;
    left = best;
    if (best < lowest) lowest = best;
  }
  if (end < columns) current[end + 1] = limit + 1;
  return lowest;
}

/**
 * Jaro-Winkler similarity, 0 to 1: forgiving of slips of the pen, more so after an equal beginning. Answers 0 without
 * looking closer when the letters alone keep it below `least`.
 */
export function jaroWinkler(a: string, b: string, least = 0): number {
  if (a === b) return 1;
  if (least > 0 && mostJaroWinkler(a, b) < least) return 0;
  const jaro = jaroSimilarity(a, b);
  if (jaro === 0) return 0;

  let prefix = 0;
  while (prefix < 4 && prefix < a.length && a.charCodeAt(prefix) === b.charCodeAt(prefix)) prefix += 1;
  return jaro + prefix * 0.1 * (1 - jaro);
}

/** What two texts could reach at best, from the letters they have in common. */
function mostJaroWinkler(a: string, b: string): number {
  const matches = Math.min(countWithin(a, lettersOf(b)), countWithin(b, lettersOf(a)));
  const jaro = (matches / a.length + matches / b.length + 1) / 3;
  return a.charCodeAt(0) === b.charCodeAt(0) ? jaro + 0.4 * (1 - jaro) : jaro;
}

/** The letters of a text as bits; several letters may share one. */
function lettersOf(text: string): number {
  let letters = 0;
  for (let index = 0; index < text.length; index += 1) letters |= 1 << (text.charCodeAt(index) & 31);
  return letters;
}

function countWithin(text: string, letters: number): number {
  let count = 0;
  for (let index = 0; index < text.length; index += 1) count += (letters >>> (text.charCodeAt(index) & 31)) & 1;
  return count;
}

function jaroSimilarity(a: string, b: string): number {
  const lengthA = Math.min(a.length, LONGEST);
  const lengthB = Math.min(b.length, LONGEST);
  if (lengthA === 0 || lengthB === 0) return 0;

  const reach = Math.max(0, (Math.max(lengthA, lengthB) >> 1) - 1);
  used.fill(0, 0, lengthB);
  let matches = 0;
  for (let index = 0; index < lengthA; index += 1) {
    const character = a.charCodeAt(index);
    const end = Math.min(lengthB - 1, index + reach);
    for (let other = Math.max(0, index - reach); other <= end; other += 1) {
      if (used[other] === 1 || character !== b.charCodeAt(other)) continue;
      used[other] = 1;
      matched[matches] = character;
      matches += 1;
      break;
    }
  }
  if (matches === 0) return 0;
  const swapped = outOfOrder(b, lengthB) >> 1;
  return (matches / lengthA + matches / lengthB + (matches - swapped) / matches) / 3;
}

function outOfOrder(b: string, lengthB: number): number {
  let seen = 0;
  let wrong = 0;
  for (let index = 0; index < lengthB; index += 1) {
    if (used[index] === 0) continue;
    if (matched[seen] !== b.charCodeAt(index)) wrong += 1;
    seen += 1;
  }
  return wrong;
}

/** Two texts with the same letters in any order have the same sorted letters. */
export function sortedLetters(text: string): string {
  return text.split('').sort().join('');
}
