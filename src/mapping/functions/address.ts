import { toCountry } from './country.ts';
import { toPostalCode } from './postal-code.ts';
import { Flawed, refuse, Refusal } from './refusal.ts';
import type { StandardFunction } from './standard-function.ts';
import { toText, toTrimmed } from './text.ts';

const PARTS: ReadonlySet<string> = new Set([
  'type',
  'name',
  'lines',
  'street',
  'houseNumber',
  'locality',
  'region',
  'postalCode',
  'country',
]);
const NUMBER_FIRST: ReadonlySet<string> = new Set(['US', 'CA', 'GB', 'IE', 'AU', 'NZ', 'FR', 'LU', 'IN', 'SG', 'ZA']);

type Part = string | undefined;

/** Refuses part by part: an address without its country still has its street. */
function applyAddress(value?: unknown): unknown {
  if (!isParts(value)) return isAbsent(value) ? undefined : refuse('INVALID_ADDRESS', 'expected an object of parts');
  // A name may be data too (`$address($spread(…))`), so the message does not repeat it.
  const isUnknown = Object.keys(value).some((name) => !PARTS.has(name));
  const refusals = isUnknown ? [refuse('UNKNOWN_ADDRESS_PART', `the parts are ${[...PARTS].join(', ')}`)] : [];

  const read = (name: string): Part => keep(name, partOf(value[name]), refusals);
  const country = keep('country', partOf(value['country'], toCountry), refusals);
  const postalCode = keep(
    'postalCode',
    partOf(value['postalCode'], (text) => toPostalCode(text, country)),
    refusals,
  );
  const lines = [...readLines(value['lines'], refusals), ...streetLine(read('street'), read('houseNumber'), country)];
  const address = withoutAbsent({
    type: read('type'),
    name: read('name'),
    lines: lines.length > 0 ? lines : undefined,
    locality: read('locality'),
    region: read('region'),
    postalCode,
    country,
  });
  const answer = Object.keys(address).length > 0 ? address : undefined;
  return refusals.length > 0 ? new Flawed(answer, refusals) : answer;
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}

function isParts(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function partOf(value: unknown, convert?: (text: string) => string | Refusal): Part | Refusal {
  const text = toText(value);
  const trimmed = typeof text === 'string' ? toTrimmed(text) : text;
  return typeof trimmed === 'string' && convert ? convert(trimmed) : trimmed;
}

function keep(name: string, part: Part | Refusal, refusals: Refusal[]): Part {
  if (!(part instanceof Refusal)) return part;
  refusals.push(part.at(name));
  return undefined;
}

function readLines(value: unknown, refusals: Refusal[]): string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.map((line) => keep('lines', partOf(line), refusals)).filter((line) => line !== undefined);
}

/** `12 High Street` or `Hauptstraße 12`, as the country writes it; 人民路12号 has no space. */
function streetLine(street: Part, houseNumber: Part, country: Part): string[] {
  if (street === undefined || houseNumber === undefined)
    return [street ?? houseNumber].filter((part) => part !== undefined);
  if (/\p{Script=Han}$/u.test(street)) return [`${street}${houseNumber}`];
  return [NUMBER_FIRST.has(country ?? '') ? `${houseNumber} ${street}` : `${street} ${houseNumber}`];
}

function withoutAbsent(parts: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== undefined));
}

export const address: StandardFunction = {
  usage: '$address(parts)',
  signature: '<x:x>',
  summary:
    'A postal address in our shape: `{ type, name, lines, locality, region, postalCode, country }`, parts that are absent left out.',
  accepts:
    'An object with any of `type`, `name`, `lines` (a text or a list), `street`, `houseNumber`, `locality`, `region`, `postalCode`, `country`. Texts are trimmed; street and house number become one line in the order of the country; the country is what `$country` understands; the postal code is written as its country writes it.',
  refuses:
    'Part by part, keeping the others: an unusable country (`UNKNOWN_COUNTRY`), a postal code its country cannot have (`INVALID_POSTAL_CODE`; a number that lost its leading zero is one), names of parts that do not exist (`UNKNOWN_ADDRESS_PART`), lists where one text belongs (`NOT_A_SCALAR`). What is no object (`INVALID_ADDRESS`).',
  examples: [
    {
      expression:
        '$address({"street": STRAS, "houseNumber": "12 a", "postalCode": PSTLZ, "locality": ORT01, "country": LAND1})',
      in: { STRAS: ' Beispielweg ', PSTLZ: 'D-10115', ORT01: 'Berlin', LAND1: 'DE' },
      out: { lines: ['Beispielweg 12 a'], locality: 'Berlin', postalCode: '10115', country: 'DE' },
    },
    {
      expression:
        '$address({"lines": ["Unit 4", "", "1 Sample Street"], "locality": "London", "postalCode": "ec1a1bb", "country": "UK"})',
      out: { lines: ['Unit 4', '1 Sample Street'], locality: 'London', postalCode: 'EC1A 1BB', country: 'GB' },
    },
    {
      expression: '$address({"locality": "Dresden", "postalCode": 1067, "country": "Germany"})',
      out: { locality: 'Dresden', country: 'DE' },
      problem: 'INVALID_POSTAL_CODE',
    },
    {
      expression: '$address({"locality": "Paris", "country": "Frnce"})',
      out: { locality: 'Paris' },
      problem: 'UNKNOWN_COUNTRY',
    },
    {
      expression: '$address({"locality": ["Berlin", "Bonn"], "country": "DE"})',
      out: { country: 'DE' },
      problem: 'NOT_A_SCALAR',
    },
    { expression: '$address({"zip": "10115"})', problem: 'UNKNOWN_ADDRESS_PART' },
    { expression: '$address({"street": "  "})' },
    { expression: '$address("Beispielweg 12")', problem: 'INVALID_ADDRESS' },
  ],
  apply: applyAddress,
};
