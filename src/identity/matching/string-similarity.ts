const LONGEST = 256;
const used = new Uint8Array(LONGEST);
const matched = new Uint16Array(LONGEST);
let beforeLast = new Uint16Array(LONGEST + 1);
let last = new Uint16Array(LONGEST + 1);
let current = new Uint16Array(LONGEST + 1);

/**
 * Optimal string alignment distance (insert, delete, replace, swap neighbours), given up beyond `limit`: then it is
 * `limit + 1`. Only the first 256 characters are looked at.
 */
export function editDistance(a: string, b: string, limit: number): number {
  if (a === b) return 0;
  const rows = Math.min(a.length, LONGEST);
  const columns = Math.min(b.length, LONGEST);
  if (Math.abs(rows - columns) > limit) return limit + 1;

  for (let column = 0; column <= columns; column += 1) last[column] = column;
  for (let row = 1; row <= rows; row += 1) {
    const lowest = fillRow(a, b, row, columns);
    if (lowest > limit) return limit + 1;
    [beforeLast, last, current] = [last, current, beforeLast];
  }
  return Math.min(last[columns]!, limit + 1);
}

/** Fills `current` and answers its lowest value. */
function fillRow(a: string, b: string, row: number, columns: number): number {
  const character = a.charCodeAt(row - 1);
  const before = row > 1 ? a.charCodeAt(row - 2) : -1;
  current[0] = row;
  let lowest = row;
  let left = row;
  for (let column = 1; column <= columns; column += 1) {
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
  return lowest;
}

/** Jaro-Winkler similarity, 0 to 1: forgiving of slips of the pen, more so after an equal beginning. */
export function jaroWinkler(a: string, b: string): number {
  if (a === b) return 1;
  const jaro = jaroSimilarity(a, b);
  if (jaro === 0) return 0;

  let prefix = 0;
  while (prefix < 4 && prefix < a.length && a.charCodeAt(prefix) === b.charCodeAt(prefix)) prefix += 1;
  return jaro + prefix * 0.1 * (1 - jaro);
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
