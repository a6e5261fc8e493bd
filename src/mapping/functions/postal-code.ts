import { refuse } from './refusal.ts';
import type { Refusal } from './refusal.ts';

interface PostalForm {
  /** On the code in upper case, without spaces and hyphens. */
  readonly pattern: RegExp;
  /** How the parts are written; without it, as they come. */
  readonly write?: (...parts: readonly string[]) => string;
}

const four: PostalForm = { pattern: /^(\d{4})$/ };
const five: PostalForm = { pattern: /^(\d{5})$/ };
const six: PostalForm = { pattern: /^(\d{6})$/ };
const spaced = (pattern: RegExp): PostalForm => ({ pattern, write: (...parts) => parts.join(' ') });
const hyphened = (pattern: RegExp): PostalForm => ({ pattern, write: (...parts) => parts.filter(Boolean).join('-') });

const FORMS: Readonly<Record<string, PostalForm>> = {
  AT: four,
  AU: four,
  BE: four,
  CH: four,
  DK: four,
  HU: four,
  LU: four,
  NO: four,
  NZ: four,
  LI: four,
  DE: five,
  ES: five,
  FI: five,
  FR: five,
  IT: five,
  MX: five,
  TR: five,
  HR: five,
  EE: five,
  CN: six,
  IN: six,
  SG: six,
  RO: six,
  BR: hyphened(/^(\d{5})(\d{3})$/),
  CA: spaced(/^([ABCEGHJ-NPRSTVXY]\d[A-Z])(\d[A-Z]\d)$/),
  CZ: spaced(/^(\d{3})(\d{2})$/),
  GB: spaced(/^([A-Z]{1,2}\d[A-Z\d]?)(\d[A-Z]{2})$/),
  GR: spaced(/^(\d{3})(\d{2})$/),
  JP: hyphened(/^(\d{3})(\d{4})$/),
  NL: spaced(/^([1-9]\d{3})([A-Z]{2})$/),
  PL: hyphened(/^(\d{2})(\d{3})$/),
  PT: hyphened(/^(\d{4})(\d{3})$/),
  SE: spaced(/^(\d{3})(\d{2})$/),
  SK: spaced(/^(\d{3})(\d{2})$/),
  US: hyphened(/^(\d{5})(\d{4})?$/),
};

/** A postal code as its country writes it; without a country, or for one whose form is not listed, as it came. */
export function toPostalCode(text: string, country: string | undefined): string | Refusal {
  const form = country === undefined ? undefined : FORMS[country];
  if (!form) return text;
  const compact = text.toUpperCase().replace(/[\s-]/g, '');
  // `D-10115`: the country's letters before the code, from the time of vehicle codes.
  const match = form.pattern.exec(compact) ?? form.pattern.exec(compact.replace(/^[A-Z]{1,3}(?=\d{4})/, ''));
  if (!match) return refuse('INVALID_POSTAL_CODE', `not of the form postal codes have in ${country}`, text);
  return form.write ? form.write(...match.slice(1).map((part) => part ?? '')) : (match[1] ?? text);
}
