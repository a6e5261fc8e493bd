import { fail } from './failure.ts';
import { regularInterval } from './number-picture.ts';
import { remember } from './remember.ts';

interface Separator {
  /** Digits to its right. */
  readonly position: number;
  readonly character: string;
}

/** How a whole number is written. */
export interface IntegerPicture {
  readonly primary: 'decimal' | 'letters' | 'roman' | 'words' | 'sequence';
  readonly case: 'upper' | 'lower' | 'title';
  readonly isOrdinal: boolean;
  readonly zeroCode: number;
  readonly mandatoryDigits: number;
  readonly optionalDigits: number;
  readonly regular?: { readonly interval: number; readonly character: string };
  readonly separators: readonly Separator[];
  /** The picture of a numbering sequence, which nobody supports. */
  readonly token?: string;
}

const PLAIN = { zeroCode: 0x30, mandatoryDigits: 0, optionalDigits: 0, separators: [] };

const NAMED: Readonly<Record<string, Pick<IntegerPicture, 'primary' | 'case'>>> = {
  A: { primary: 'letters', case: 'upper' },
  a: { primary: 'letters', case: 'lower' },
  I: { primary: 'roman', case: 'upper' },
  i: { primary: 'roman', case: 'lower' },
  W: { primary: 'words', case: 'upper' },
  Ww: { primary: 'words', case: 'title' },
  w: { primary: 'words', case: 'lower' },
};

/** Throws a Failure D3131 when digits of two scripts are mixed. */
export const readIntegerPicture = remember((picture: string): IntegerPicture => {
  const semicolon = picture.lastIndexOf(';');
  const primary = semicolon === -1 ? picture : picture.slice(0, semicolon);
  const isOrdinal = semicolon !== -1 && picture.charAt(semicolon + 1) === 'o';
  const named = Object.hasOwn(NAMED, primary) ? NAMED[primary] : undefined;
  return named ? { ...PLAIN, ...named, isOrdinal } : readDigits(primary, isOrdinal);
});

/** Zeros of the scripts that have decimal digits, one code unit each. */
const ZEROS = [
  0x30, 0x0660, 0x06f0, 0x07c0, 0x0966, 0x09e6, 0x0a66, 0x0ae6, 0x0b66, 0x0be6, 0x0c66, 0x0ce6, 0x0d66, 0x0de6, 0x0e50,
  0x0ed0, 0x0f20, 0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90, 0x1b50, 0x1bb0, 0x1c40, 0x1c50,
  0xa620, 0xa8d0, 0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0, 0xff10,
];
const OPTIONAL_DIGIT = 0x23;

function readDigits(picture: string, isOrdinal: boolean): IntegerPicture {
  let zeroCode: number | undefined;
  let mandatoryDigits = 0;
  let optionalDigits = 0;
  const separators: Separator[] = [];
  for (const character of Array.from(picture).toReversed()) {
    const code = character.codePointAt(0) ?? 0;
    const zero = ZEROS.find((candidate) => code >= candidate && code <= candidate + 9);
    if (zero !== undefined) {
      if (zeroCode !== undefined && zero !== zeroCode) fail('D3131');
      zeroCode = zero;
      mandatoryDigits += 1;
    } else if (code === OPTIONAL_DIGIT) optionalDigits += 1;
    else separators.push({ position: mandatoryDigits + optionalDigits, character });
  }
  const base = { ...PLAIN, case: 'lower', isOrdinal } as const;
  if (zeroCode === undefined) return { ...base, primary: 'sequence', token: picture };
  const decimal = { ...base, primary: 'decimal', zeroCode, mandatoryDigits, optionalDigits } as const;
  const regular = readRegular(separators);
  return regular ? { ...decimal, regular } : { ...decimal, separators };
}

function readRegular(separators: readonly Separator[]): IntegerPicture['regular'] {
  const character = separators[0]?.character;
  if (character === undefined || separators.some((separator) => separator.character !== character)) return undefined;
  const interval = regularInterval(separators.map(({ position }) => position));
  return interval > 0 ? { interval, character } : undefined;
}
