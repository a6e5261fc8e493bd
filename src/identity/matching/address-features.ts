import type { PostalAddress } from '../../domain/customer-record.ts';
import { foldText, hasHan } from './fold-text.ts';

/** An address made comparable. Any part may be `''`. */
export interface AddressFeatures {
  /** `12a`; the first number of the lines. */
  readonly houseNumber: string;
  /** Street words in one spelling (`st`, `street` and `straße` are one), joined without blanks. */
  readonly street: string;
  readonly streetTokens: readonly string[];
  readonly postalCode: string;
  readonly locality: string;
}

/** Words of streets that are written long and short. */
const STREET_WORDS: Readonly<Record<string, string>> = {
  street: 'st', strasse: 'st', str: 'st', saint: 'st',
  avenue: 'av', ave: 'av', aven: 'av', avenida: 'av', avda: 'av',
  road: 'rd', boulevard: 'bd', blvd: 'bd', blv: 'bd', boul: 'bd', drive: 'dr', lane: 'ln', court: 'ct', place: 'pl', platz: 'pl', plaza: 'pl',
  square: 'sq', crescent: 'cr', cres: 'cr', circuit: 'cct', close: 'cl', terrace: 'tce', ter: 'tce', parkway: 'pkwy', highway: 'hwy',
  calle: 'c', rue: 'r', via: 'v', weg: 'wg',
  north: 'n', south: 's', east: 'e', west: 'w', northeast: 'ne', northwest: 'nw', southeast: 'se', southwest: 'sw',
  suite: 'ste', apartment: 'apt', floor: 'fl', first: '1st', second: '2nd', third: '3rd', fourth: '4th', fifth: '5th', sixth: '6th',
  seventh: '7th', eighth: '8th', ninth: '9th', tenth: '10th',
}; // prettier-ignore
const UNIT = /\b(?:apt|ste|unit|no|nr|number|fl|room|rm)\b/g;
const HAN_HOUSE = /(\d+)(?:号|號|弄|栋|幢)/;
const HOUSE = /\b(\d+[a-z]?)\b/;

export function toAddressFeatures({ lines, postalCode, locality }: PostalAddress): AddressFeatures {
  const folded = (lines ?? []).map(foldText).filter(Boolean).join(' ');
  const text = hasHan(folded) ? folded.replaceAll(' ', '') : folded;
  const houseNumber = (HAN_HOUSE.exec(text) ?? HOUSE.exec(text))?.[1] ?? '';
  const streetTokens = hasHan(text) ? hanStreet(text) : latinStreet(text, houseNumber);
  return {
    houseNumber,
    street: streetTokens.join(''),
    streetTokens,
    postalCode: foldText(postalCode ?? '').replaceAll(' ', ''),
    locality: foldText(locality ?? '').replace(/[市区县]$/, ''),
  };
}

/** What follows the city: provinces and cities are written or left out at will. */
function hanStreet(text: string): string[] {
  const street = text
    .replace(/^.*?[省]/, '')
    .replace(/^[^路街道巷弄]*?[市]/, '')
    .replace(/\d+号.*$/, '');
  return [street];
}

function latinStreet(text: string, houseNumber: string): string[] {
  return text
    .split(' ')
    .map((token) => STREET_WORDS[token] ?? token.replace(/(?<=.{3})(?:strasse|str|straat)$/, 'st'))
    .join(' ')
    .replaceAll(UNIT, ' ')
    .split(' ')
    .filter((token) => token !== '' && token !== houseNumber);
}
