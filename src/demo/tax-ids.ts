import type { SeededRandom } from './seeded-random.ts';

/** ERP tax number types by country. */
export const TAX_TYPES: Readonly<Record<string, string>> = {
  CN: 'CN5',
  DE: 'DE0',
  FR: 'FR0',
  ES: 'ES0',
  GB: 'GB0',
  JP: 'JP1',
  US: 'US2',
};

const GENERATORS: Readonly<Record<string, (random: SeededRandom) => string>> = {
  CN: createUscc,
  DE: createGermanVat,
  FR: createFrenchVat,
  ES: createSpanishVat,
  GB: createBritishVat,
  JP: createCorporateNumber,
  US: (random) => `${random.pick(['20', '26', '27', '45', '46', '47', '81', '82'])}-${random.digits(7)}`,
};

/** A tax number of an organisation with the check digit its country prescribes; EU and GB numbers carry the prefix. */
export function createTaxId(country: string, random: SeededRandom): string {
  const create = GENERATORS[country];
  if (create === undefined) throw new RangeError(`no tax number is known for ${country}`);
  return create(random);
}

const USCC_ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const USCC_WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
const ORGANIZATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];

/** GB 32100-2015: 91 (a company registered with the market administration), region, organisation code, check character. */
function createUscc(random: SeededRandom): string {
  const region = random.pick(['110105', '310115', '440305', '330106', '320505', '510107']);
  const organization = random.digits(8);
  const organizationCheck = (11 - (weighted(organization, ORGANIZATION_WEIGHTS) % 11)) % 11;
  const body = `91${region}${organization}${organizationCheck === 10 ? 'X' : organizationCheck}`;
  const sum = USCC_WEIGHTS.reduce(
    (total, weight, index) => total + weight * USCC_ALPHABET.indexOf(body.charAt(index)),
    0,
  );
  // Validators disagree about the check character when the sum is a multiple of 31: such a number is not used.
  return sum % 31 === 0 ? createUscc(random) : body + USCC_ALPHABET.charAt(31 - (sum % 31));
}

/** ISO 7064, MOD 11,10. */
function createGermanVat(random: SeededRandom): string {
  const body = `${random.int(1, 9)}${random.digits(7)}`;
  const product = Array.from(body).reduce((running, digit) => {
    const sum = (Number(digit) + running) % 10 || 10;
    return (sum * 2) % 11;
  }, 10);
  return `DE${body}${(11 - product) % 10}`;
}

function createFrenchVat(random: SeededRandom): string {
  const siren = withLuhn(`${random.int(3, 8)}${random.digits(7)}`);
  return `FR${String((12 + 3 * (Number(siren) % 97)) % 97).padStart(2, '0')}${siren}`;
}

/** A limited company: B, seven digits, a check digit by Luhn. */
function createSpanishVat(random: SeededRandom): string {
  return `ESB${withLuhn(`${random.pick(['08', '28', '46', '41', '48'])}${random.digits(5)}`)}`;
}

function createBritishVat(random: SeededRandom): string {
  const body = `${random.int(1, 8)}${random.digits(6)}`;
  const check = (97 - ((weighted(body, [8, 7, 6, 5, 4, 3, 2]) + 55) % 97)) % 97;
  return `GB${body}${String(check).padStart(2, '0')}`;
}

/** Twelve digits after one check digit: 9 - (weighted sum mod 9), weights 1 and 2 from the right. */
function createCorporateNumber(random: SeededRandom): string {
  const body = `${random.int(1, 9)}${random.digits(11)}`;
  const sum = Array.from(body)
    .toReversed()
    .reduce((total, digit, index) => total + Number(digit) * ((index % 2) + 1), 0);
  return `${9 - (sum % 9)}${body}`;
}

/** A GTIN-13 under GS1 prefix 952, which is reserved for demonstrations. */
export function createGtin(serial: number): string {
  const body = `952${String(serial).padStart(9, '0')}`;
  const sum = Array.from(body).reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 1 : 3), 0);
  return `${body}${(10 - (sum % 10)) % 10}`;
}

function withLuhn(body: string): string {
  const sum = Array.from(body)
    .toReversed()
    .reduce((total, digit, index) => {
      const doubled = Number(digit) * (index % 2 === 0 ? 2 : 1);
      return total + (doubled > 9 ? doubled - 9 : doubled);
    }, 0);
  return `${body}${(10 - (sum % 10)) % 10}`;
}

function weighted(digits: string, weights: readonly number[]): number {
  return weights.reduce((total, weight, index) => total + weight * Number(digits.charAt(index)), 0);
}
