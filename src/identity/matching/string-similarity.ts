/** Optimal string alignment distance (insert, delete, replace, swap neighbours), given up beyond `limit`. */
export function editDistance(a: string, b: string, limit = Infinity): number {
  if (a === b) return 0;
  if (Math.abs(a.length - b.length) > limit) return limit + 1;

  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row += 1) {
    const current = nextRow({ a, b, row, last, beforeLast });
    if (Math.min(...current) > limit) return limit + 1;
    beforeLast = last;
    last = current;
  }
  return last[b.length] ?? 0;
}

interface RowInput {
  readonly a: string;
  readonly b: string;
  readonly row: number;
  readonly last: readonly number[];
  readonly beforeLast: readonly number[];
}

function nextRow({ a, b, row, last, beforeLast }: RowInput): number[] {
  const current = [row];
  const character = a.charCodeAt(row - 1);
  for (let column = 1; column <= b.length; column += 1) {
    const same = character === b.charCodeAt(column - 1);
    let best = Math.min(last[column]! + 1, current[column - 1]! + 1, last[column - 1]! + (same ? 0 : 1));
    const isSwap =
      row > 1 &&
      column > 1 &&
      character === b.charCodeAt(column - 2) &&
      a.charCodeAt(row - 2) === b.charCodeAt(column - 1);
    if (isSwap) best = Math.min(best, beforeLast[column - 2]! + 1);
    current.push(best);
  }
  return current;
}

/** Jaro-Winkler similarity, 0 to 1: forgiving of typing errors, more so after an equal beginning. */
export function jaroWinkler(a: string, b: string): number {
  if (a === b) return 1;
  if (a.length === 0 || b.length === 0) return 0;

  const jaro = jaroSimilarity(a, b);
  let prefix = 0;
  while (prefix < 4 && prefix < a.length && prefix < b.length && a[prefix] === b[prefix]) prefix += 1;
  return jaro + prefix * 0.1 * (1 - jaro);
}

function jaroSimilarity(a: string, b: string): number {
  const reach = Math.max(0, Math.floor(Math.max(a.length, b.length) / 2) - 1);
  const usedInB = new Uint8Array(b.length);
  const matchedInA: number[] = [];
  for (let index = 0; index < a.length; index += 1) {
    const end = Math.min(b.length - 1, index + reach);
    for (let other = Math.max(0, index - reach); other <= end; other += 1) {
      if (usedInB[other] === 1 || a.charCodeAt(index) !== b.charCodeAt(other)) continue;
      usedInB[other] = 1;
      matchedInA.push(a.charCodeAt(index));
      break;
    }
  }
  if (matchedInA.length === 0) return 0;

  const matches = matchedInA.length;
  const swapped = countOutOfOrder(matchedInA, b, usedInB) / 2;
  return (matches / a.length + matches / b.length + (matches - swapped) / matches) / 3;
}

function countOutOfOrder(matchedInA: readonly number[], b: string, usedInB: Uint8Array): number {
  let seen = 0;
  let outOfOrder = 0;
  for (let index = 0; index < b.length; index += 1) {
    if (usedInB[index] === 0) continue;
    if (matchedInA[seen] !== b.charCodeAt(index)) outOfOrder += 1;
    seen += 1;
  }
  return outOfOrder;
}
