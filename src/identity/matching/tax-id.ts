import { stdnum } from 'stdnum';

export interface TaxId {
  /** ISO 3166-1 alpha-2, or whatever the source names as issuer; `''` when it names none. */
  readonly issuer: string;
  /** Upper case, letters and digits only, without the country's own prefix. */
  readonly value: string;
  /** Whether a check digit of the issuing country confirms it. */
  readonly valid: boolean;
}

const NOT_ALPHANUMERIC = /[^\p{L}\p{N}]/gu;
/** Numbers stdnum lists under a country that identify no tax payer. */
const NOT_TAX_IDS = new Set(['passport', 'cbu', 'clabe', 'kontonr', 'bank', 'ncf', 'epic', 'vid', 'onderwijsnummer']);
/** Formats without a check digit: well formed is all they can be. */
const WITHOUT_CHECK_DIGIT = new Set(['ein', 'ssn', 'stnr', 'utr', 'nino', 'qst', 'acn', 'coe', 'bi']);
const USCC_ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const USCC_WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

/** Reads a tax id without refusing: an id that no check digit confirms is kept with `valid: false`. */
export function toTaxId(raw: string, issuer: string | null | undefined): TaxId {
  const country = (issuer ?? '').trim().toUpperCase();
  const compact = raw.normalize('NFKC').toUpperCase().replace(NOT_ALPHANUMERIC, '');
  const prefixes = country === 'GR' ? ['GR', 'EL'] : [country];
  const prefix = prefixes.find((each) => each.length === 2 && compact.startsWith(each) && compact.length > 6);
  const value = prefix === undefined ? compact : compact.slice(prefix.length);
  return { issuer: country, value, valid: hasValidCheckDigit(value, country) };
}

function hasValidCheckDigit(value: string, country: string): boolean {
  if (country === 'CN' && value.length === 18 && isUscc(value)) return true;

  const validators = Object.entries(stdnum[country] ?? {});
  return validators.some(
    ([name, validator]) =>
      !NOT_TAX_IDS.has(name) && !WITHOUT_CHECK_DIGIT.has(name) && validator.validate(value).isValid,
  );
}

/** GB 32100-2015. stdnum refuses the codes whose weighted sum is 0 modulo 31. */
function isUscc(value: string): boolean {
  const digits = Array.from(value, (character) => USCC_ALPHABET.indexOf(character));
  if (digits.includes(-1)) return false;

  const sum = USCC_WEIGHTS.reduce((total, weight, index) => total + weight * (digits[index] ?? 0), 0);
  return (31 - (sum % 31)) % 31 === digits[17];
}
