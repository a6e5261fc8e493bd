import type { Comparison } from './comparison.ts';
import { MISSING } from './comparison.ts';
import { email, identifier, phone, street } from './compare-contact.ts';
import { organisationName } from './compare-organisation.ts';
import { birthDate, givenName } from './compare-person.ts';
import type { Features } from './features.ts';
import { editDistance, sortedLetters } from './string-similarity.ts';

/** Fewer years between two births cannot be parent and child. */
const GENERATION_YEARS = 15;

/**
 * Whether two records may only be linked by a person, however many bits they have. Who lives or works at one address
 * shares its phone, its street and often a name; those signs are not independent, so bits alone would merge a family
 * or a shopping centre. An identifier of their own still links them.
 */
export function isVetoed(a: Features, b: Features): boolean {
  if (haveOwnIdentifier(a, b)) return false;
  return a.kind === 'PERSON' ? arePersonsApart(a, b) : areOrganisationsApart(a, b);
}

/** One number, or one with a slip of the pen. */
function haveOwnIdentifier(a: Features, b: Features): boolean {
  if (!agrees(identifier, 'oneOff', a, b)) return false;
  return a.identifiers.some((one) =>
    b.identifiers.some(
      (other) => one.type === other.type && one.issuer === other.issuer && isSlipOf(one.value, other.value),
    ),
  );
}

/** One digit replaced near the end is the next number of a batch, as twins have; two digits exchanged are a slip. */
function isSlipOf(a: string, b: string): boolean {
  if (a === b) return true;
  if (editDistance(a, b, 1) > 1) return false;
  return a.slice(-2) === b.slice(-2) || sortedLetters(a) === sortedLetters(b);
}

function arePersonsApart(a: Features, b: Features): boolean {
  if (isLevel(givenName, 'different', a, b)) return true;
  if (areGenerationsApart(a.birthDate, b.birthDate)) return true;
  const hasTelling =
    agrees(birthDate, 'oneOff', a, b) ||
    agrees(email, 'similarLocalPart', a, b) ||
    agrees(phone, 'oneOff', a, b) ||
    agrees(identifier, 'oneOff', a, b) ||
    agrees(street, 'near', a, b);
  return !hasTelling;
}

/** Namesakes of one household: father and son. A slip of the pen seldom changes day, month and year at once. */
function areGenerationsApart(a: string, b: string): boolean {
  if (a === '' || b === '') return false;
  const years = Math.abs(Number(a.slice(0, 4)) - Number(b.slice(0, 4)));
  return years >= GENERATION_YEARS && a.slice(5, 7) !== b.slice(5, 7) && a.slice(8) !== b.slice(8);
}

/** `half`: each has words of its own, as two shops or two departments at one address do. */
function areOrganisationsApart(a: Features, b: Features): boolean {
  const level = organisationName.compare(a, b);
  return level !== MISSING && level >= organisationName.levels.indexOf('half') && !agrees(email, 'exact', a, b);
}

function isLevel({ levels, compare }: Comparison, name: string, a: Features, b: Features): boolean {
  return compare(a, b) === levels.indexOf(name);
}

/** Whether two records agree at least as well as a level says. */
function agrees({ levels, compare }: Comparison, worst: string, a: Features, b: Features): boolean {
  return compare(a, b) <= levels.indexOf(worst);
}
