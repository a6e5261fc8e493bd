const SMALL = (
  'Zero One Two Three Four Five Six Seven Eight Nine Ten Eleven Twelve Thirteen Fourteen Fifteen Sixteen Seventeen ' +
  'Eighteen Nineteen'
).split(' ');
const ORDINALS = (
  'Zeroth First Second Third Fourth Fifth Sixth Seventh Eighth Ninth Tenth Eleventh Twelfth Thirteenth Fourteenth ' +
  'Fifteenth Sixteenth Seventeenth Eighteenth Nineteenth'
).split(' ');
const TENS = ['Twenty', 'Thirty', 'Forty', 'Fifty', 'Sixty', 'Seventy', 'Eighty', 'Ninety', 'Hundred'];
const MAGNITUDES = ['Thousand', 'Million', 'Billion', 'Trillion'];

/** English words: `One Thousand, Two Hundred and Thirty-Four`. */
export function toWords(value: number, isOrdinal: boolean): string {
  return words(value, { isFollowing: false, isOrdinal });
}

interface Place {
  /** Something stands before it. */
  readonly isFollowing: boolean;
  readonly isOrdinal: boolean;
}

function words(value: number, { isFollowing, isOrdinal }: Place): string {
  if (value <= 19) return (isFollowing ? ' and ' : '') + ((isOrdinal ? ORDINALS : SMALL)[value] ?? '');
  if (value < 100) return (isFollowing ? ' and ' : '') + wordsBelowHundred(value, isOrdinal);
  const comma = isFollowing ? ', ' : '';
  if (value < 1000) {
    const hundreds = `${comma}${SMALL[Math.floor(value / 100)] ?? ''} Hundred`;
    return withRest(hundreds, value % 100, isOrdinal);
  }
  const magnitude = Math.min(Math.floor(Math.log10(value) / 3), MAGNITUDES.length);
  const factor = 10 ** (magnitude * 3);
  const count = Math.floor(value / factor);
  const name = MAGNITUDES[magnitude - 1] ?? '';
  const head = `${comma}${words(count, { isFollowing: false, isOrdinal: false })} ${name}`;
  return withRest(head, value - count * factor, isOrdinal);
}

function withRest(head: string, rest: number, isOrdinal: boolean): string {
  if (rest > 0) return head + words(rest, { isFollowing: true, isOrdinal });
  return isOrdinal ? `${head}th` : head;
}

function wordsBelowHundred(value: number, isOrdinal: boolean): string {
  const tens = TENS[Math.floor(value / 10) - 2] ?? '';
  const rest = value % 10;
  if (rest > 0) return `${tens}-${words(rest, { isFollowing: false, isOrdinal })}`;
  return isOrdinal ? `${tens.slice(0, -1)}ieth` : tens;
}

const WORD_VALUES: ReadonlyMap<string, number> = new Map([
  ...SMALL.map((word, index) => [word.toLowerCase(), index] as const),
  ...ORDINALS.map((word, index) => [word.toLowerCase(), index] as const),
  ...TENS.flatMap((word, index) => withEnding(word, 'ieth', (index + 2) * 10)),
  ['hundredth', 100] as const,
  ...MAGNITUDES.flatMap((word, index) => withEnding(`${word} `, 'th', 10 ** (index * 3 + 3))),
]);

function withEnding(word: string, ending: string, value: number): (readonly [string, number])[] {
  const text = word.toLowerCase();
  return [[text.trim(), value] as const, [text.slice(0, -1) + ending, value] as const];
}

/** The words a text may be made of, for whoever has to recognise one. */
export const NUMBER_WORDS: readonly string[] = [...WORD_VALUES.keys()];

export function fromWords(text: string): number {
  const segments = [0];
  for (const word of text.split(/,\s|\sand\s|[\s\\-]/)) {
    const value = WORD_VALUES.get(word) ?? Number.NaN;
    const top = segments.pop() ?? 0;
    if (value < 100) {
      if (top >= 1000) segments.push(top, value);
      else segments.push(top + value);
    } else segments.push(top * value);
  }
  return segments.reduce((left, right) => left + right, 0);
}

const ROMAN = Object.entries({
  m: 1000,
  cm: 900,
  d: 500,
  cd: 400,
  c: 100,
  xc: 90,
  l: 50,
  xl: 40,
  x: 10,
  ix: 9,
  v: 5,
  iv: 4,
  i: 1,
});

/** Numbers this large would be nothing but thousands of `m`. */
const MAX_ROMAN = 1_000_000;

export function toRoman(value: number): string {
  let rest = Math.min(value, MAX_ROMAN);
  let text = '';
  for (const [numeral, amount] of ROMAN) for (; rest >= amount; rest -= amount) text += numeral;
  return text;
}

const ROMAN_VALUES: Readonly<Record<string, number>> = { M: 1000, D: 500, C: 100, L: 50, X: 10, V: 5, I: 1 };

export function fromRoman(text: string): number {
  let total = 0;
  let largest = 1;
  for (const digit of text.split('').toReversed()) {
    const value = ROMAN_VALUES[digit] ?? Number.NaN;
    if (value < largest) total -= value;
    else {
      largest = value;
      total += value;
    }
  }
  return total;
}

export function toLetters(value: number, first: string): string {
  const offset = first.charCodeAt(0);
  let text = '';
  for (let rest = value; rest > 0; rest = Math.floor((rest - 1) / 26))
    text = String.fromCharCode(((rest - 1) % 26) + offset) + text;
  return text;
}

export function fromLetters(text: string, first: string): number {
  const offset = first.charCodeAt(0);
  let total = 0;
  for (let index = 0; index < text.length; index += 1)
    total += (text.charCodeAt(text.length - index - 1) - offset + 1) * 26 ** index;
  return total;
}
