import type { Comparison } from './comparison.ts';
import { MISSING } from './comparison.ts';
import { email, identifier, isSlipOfNumber, phone, street } from './compare-contact.ts';
import { areBranchesApart, organisationName } from './compare-organisation.ts';
import { birthDate, givenName } from './compare-person.ts';
import type { Features } from './features.ts';

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
      (other) => one.type === other.type && one.issuer === other.issuer && isSlipOfNumber(one.value, other.value),
    ),
  );
}

function arePersonsApart(a: Features, b: Features): boolean {
  if (isLevel(givenName, 'different', a, b)) return true;
  if (areGenerationsApart(a.birthDate, b.birthDate)) return true;
  if (isLevel(birthDate, 'different', a, b)) return !hasSameContact(a, b);
  const hasTelling =
    agrees(birthDate, 'oneOff', a, b) ||
    agrees(email, 'similarLocalPart', a, b) ||
    agrees(phone, 'oneOff', a, b) ||
    agrees(identifier, 'oneOff', a, b) ||
    agrees(street, 'near', a, b);
  return !hasTelling;
}

/** Two births apart: only what is all but the same can outweigh that. */
function hasSameContact(a: Features, b: Features): boolean {
  return agrees(email, 'near', a, b) || agrees(phone, 'exact', a, b) || agrees(street, 'exact', a, b);
}

/** Namesakes of one household: father and son. A slip of the pen seldom changes day, month and year at once. */
function areGenerationsApart(a: string, b: string): boolean {
  if (a === '' || b === '') return false;
  const years = Math.abs(Number(a.slice(0, 4)) - Number(b.slice(0, 4)));
  return years >= GENERATION_YEARS && a.slice(5, 7) !== b.slice(5, 7) && a.slice(8) !== b.slice(8);
}

/** `half`: each has words of its own, as two shops or two departments at one address do. */
function areOrganisationsApart(a: Features, b: Features): boolean {
  if (areBranchesApart(a.organisation, b.organisation)) return true;
  const level = organisationName.compare(a, b);
  return level !== MISSING && level >= organisationName.levels.indexOf('half') && !haveOwnMailbox(a, b);
}

function haveOwnMailbox(a: Features, b: Features): boolean {
  return a.emails.some((address) => b.emails.includes(address) && !a.sharedEmails.has(address));
}

function isLevel({ levels, compare }: Comparison, name: string, a: Features, b: Features): boolean {
  return compare(a, b) === levels.indexOf(name);
}

/** Whether two records agree at least as well as a level says. */
function agrees({ levels, compare }: Comparison, worst: string, a: Features, b: Features): boolean {
  return compare(a, b) <= levels.indexOf(worst);
}
