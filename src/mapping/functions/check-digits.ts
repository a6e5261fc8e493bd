// The alphabet leaves out I, O, S, V and Z, which look like digits and each other.
const USCC_ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const USCC_FORM = /^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/;
const LEI_FORM = /^[A-Z0-9]{18}\d{2}$/;

export type CheckResult = 'valid' | 'badForm' | 'badCheckDigit';

/** China's unified social credit code, GB 32100-2015: 18 characters, weights are the powers of 3 modulo 31. */
export function checkUscc(code: string): CheckResult {
  if (!USCC_FORM.test(code)) return 'badForm';
  let weight = 1;
  let sum = 0;
  for (const character of code.slice(0, 17)) {
    sum += USCC_ALPHABET.indexOf(character) * weight;
    weight = (weight * 3) % 31;
  }
  // The outer remainder matters: where the sum is 0 modulo 31 the check character is 0, not a 32nd one.
  const expected = USCC_ALPHABET.charAt((31 - (sum % 31)) % 31);
  return code.endsWith(expected) ? 'valid' : 'badCheckDigit';
}

/** Legal entity identifier, ISO 17442: letters count from A = 10, and the whole is 1 modulo 97. */
export function checkLei(code: string): CheckResult {
  if (!LEI_FORM.test(code)) return 'badForm';
  let remainder = 0;
  for (const character of code) {
    const value = Number.parseInt(character, 36);
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
  }
  return remainder === 1 ? 'valid' : 'badCheckDigit';
}
