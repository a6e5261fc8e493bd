import type { AddressFeatures } from './address-features.ts';
import type { Coincidence, Comparison, ValueShare } from './comparison.ts';
import { MISSING } from './comparison.ts';
import type { Features, IdentifierFeature } from './features.ts';
import { matchedTokens } from './compare-organisation.ts';
import { editDistance, jaroWinkler, sortedLetters } from './string-similarity.ts';

export const email: Comparison = {
  field: 'email',
  levels: ['exact', 'near', 'sameLocalPart', 'similarLocalPart', 'different'],
  m: [0.62, 0.12, 0.05, 0.05, 0.16],
  u: [0.00002, 0.00004, 0.0004, 0.004, 0.99554],
  compare: (a, b) => bestLevel(a.emails, b.emails, compareEmails),
};

export const phone: Comparison = {
  field: 'phone',
  levels: ['exact', 'sameEnding', 'oneOff', 'different'],
  m: [0.6, 0.05, 0.05, 0.3],
  u: [0.0001, 0.0001, 0.0005, 0.9993],
  compare: (a, b) => bestLevel(a.phoneDigits, b.phoneDigits, comparePhones),
};

export const identifier: Comparison = {
  field: 'identifier',
  levels: ['exact', 'oneOff', 'different'],
  m: [0.88, 0.07, 0.05],
  u: [0.00002, 0.0003, 0.99968],
  compare: (a, b) => bestLevel(scored(a), scored(b), compareIdentifiers),
};

export const street: Comparison = {
  field: 'street',
  levels: ['exact', 'near', 'sameStreet', 'sameNumber', 'different'],
  m: [0.62, 0.13, 0.1, 0.03, 0.12],
  u: [0.0003, 0.0003, 0.003, 0.01, 0.9864],
  compare: (a, b) => bestLevel(a.addresses, b.addresses, compareStreets),
};

export const place: Comparison = {
  field: 'place',
  levels: ['samePostalCode', 'sameLocality', 'near', 'different'],
  m: [0.78, 0.08, 0.06, 0.08],
  u: [0.01, 0.01, 0.02, 0.96],
  compare: (a, b) => bestLevel(a.addresses, b.addresses, comparePlaces),
  coincidence: ({ a, b, level }, share) => coincidentPlace(a, b, level, share),
  values: ({ addresses }) => [
    ...new Set(addresses.flatMap((each) => [`postal ${each.postalCode}`, `locality ${each.locality}`])),
  ],
};

function bestLevel<Value>(a: readonly Value[], b: readonly Value[], compare: (x: Value, y: Value) => number): number {
  let best = MISSING;
  for (const x of a) {
    for (const y of b) {
      const level = compare(x, y);
      if (level < best) best = level;
      if (best === 0) return best;
    }
  }
  return best;
}

function compareEmails(a: string, b: string): number {
  if (a === b) return 0;
  if (editDistance(a, b, 2) <= 2) return digitsOf(a) === digitsOf(b) ? 1 : 3;

  const localA = a.slice(0, a.lastIndexOf('@'));
  const localB = b.slice(0, b.lastIndexOf('@'));
  if (localA === localB) return 2;
  return localA[0] === localB[0] && jaroWinkler(localA, localB, 0.9) >= 0.9 ? 3 : 4;
}

/** Addresses that differ in a number are numbered, not mistyped: `lee1@` and `lee2@`. */
function digitsOf(text: string): string {
  return text.replaceAll(/\D/g, '');
}

function comparePhones(a: string, b: string): number {
  if (a === b) return 0;
  if (a.length !== b.length && a.slice(-7) === b.slice(-7)) return 1;
  return a.length === b.length && isSlipOfNumber(a, b) ? 2 : 3;
}

/**
 * Whether two numbers are one with a slip: a digit replaced, or two exchanged. A digit replaced at the end is the next
 * number of a series, as twins, batches and extensions have them.
 */
export function isSlipOfNumber(a: string, b: string): boolean {
  if (a === b) return true;
  if (editDistance(a, b, 1) > 1) return false;
  return a.slice(-2) === b.slice(-2) || sortedLetters(a) === sortedLetters(b);
}

function scored({ identifiers }: Features): readonly IdentifierFeature[] {
  return identifiers.filter(({ type }) => type !== 'CUSTOMER_REFERENCE');
}

function compareIdentifiers(a: IdentifierFeature, b: IdentifierFeature): number {
  if (a.type !== b.type || a.issuer !== b.issuer) return MISSING;
  if (a.value === b.value) return 0;
  return editDistance(a.value, b.value, 1) <= 1 ? 1 : 2;
}

function compareStreets(a: AddressFeatures, b: AddressFeatures): number {
  if (a.street === '' || b.street === '') return MISSING;
  const isSameStreet = a.street === b.street || jaroWinkler(a.street, b.street, 0.94) >= 0.94;
  const isSameNumber = a.houseNumber !== '' && a.houseNumber === b.houseNumber;
  if (isSameStreet) return isSameNumber ? 0 : 2;
  if (isSimilarStreet(a, b)) return isSameNumber ? 1 : 2;
  return isSameNumber ? 3 : 4;
}

function isSimilarStreet(a: AddressFeatures, b: AddressFeatures): boolean {
  if (jaroWinkler(a.street, b.street, 0.86) >= 0.86) return true;
  const [short, long] = a.streetTokens.length <= b.streetTokens.length ? [a, b] : [b, a];
  const matched = matchedTokens(short.streetTokens, long.streetTokens);
  return matched.some((token) => token.length > 2) && matched.length >= short.streetTokens.length * 0.66;
}

function comparePlaces(a: AddressFeatures, b: AddressFeatures): number {
  const hasPostal = a.postalCode !== '' && b.postalCode !== '';
  const hasLocality = a.locality !== '' && b.locality !== '';
  if (!hasPostal && !hasLocality) return MISSING;
  if (hasPostal && a.postalCode === b.postalCode) return 0;
  if (hasLocality && a.locality === b.locality) return 1;

  const isNear =
    (hasPostal && a.postalCode.length >= 4 && editDistance(a.postalCode, b.postalCode, 1) <= 1) ||
    (hasLocality && jaroWinkler(a.locality, b.locality, 0.88) >= 0.88);
  return isNear ? 2 : 3;
}

function coincidentPlace(a: Features, b: Features, level: number, share: ValueShare): Coincidence | undefined {
  if (level > 1) return undefined;
  const part = level === 0 ? 'postalCode' : 'locality';
  const table = level === 0 ? 'postal' : 'locality';
  const held = new Set(b.addresses.map((each) => each[part]));
  const shared = a.addresses.map((each) => each[part]).filter((value) => value !== '' && held.has(value));
  return shared.length === 0 ? undefined : { share: Math.min(...shared.map((value) => share(`${table} ${value}`))) };
}
