const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

/** A unified social credit code from its first 17 characters (GB 32100-2015). */
export function withUsccCheckCharacter(base: string): string {
  const usable = base.replaceAll(/[IOSVZ]/g, '0');
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * ALPHABET.indexOf(usable[index] ?? '0'), 0);
  return `${usable}${ALPHABET[(31 - (sum % 31)) % 31]}`;
}
