import { stdnum } from 'stdnum';
import type { CheckResult } from './check-digits.ts';

interface VatScheme {
  /** Country of the validator in stdnum, where it differs from the prefix. */
  readonly country: string;
  readonly validator: string;
}

/** VAT prefix to validator; the prefix is the country's code, but EL for Greece and XI for Northern Ireland. */
const SCHEMES: Readonly<Record<string, VatScheme>> = {
  AT: { country: 'AT', validator: 'uid' },
  BE: { country: 'BE', validator: 'vat' },
  BG: { country: 'BG', validator: 'vat' },
  CHE: { country: 'CH', validator: 'uid' },
  CY: { country: 'CY', validator: 'vat' },
  CZ: { country: 'CZ', validator: 'dic' },
  DE: { country: 'DE', validator: 'vat' },
  DK: { country: 'DK', validator: 'cvr' },
  EE: { country: 'EE', validator: 'kmkr' },
  EL: { country: 'GR', validator: 'vat' },
  ES: { country: 'ES', validator: 'nif' },
  FI: { country: 'FI', validator: 'alv' },
  FR: { country: 'FR', validator: 'tva' },
  GB: { country: 'GB', validator: 'vat' },
  HR: { country: 'HR', validator: 'oib' },
  HU: { country: 'HU', validator: 'anum' },
  IE: { country: 'IE', validator: 'vat' },
  IT: { country: 'IT', validator: 'iva' },
  LT: { country: 'LT', validator: 'pvm' },
  LU: { country: 'LU', validator: 'tva' },
  LV: { country: 'LV', validator: 'pvn' },
  MT: { country: 'MT', validator: 'vat' },
  NL: { country: 'NL', validator: 'btw' },
  PL: { country: 'PL', validator: 'nip' },
  PT: { country: 'PT', validator: 'nif' },
  RO: { country: 'RO', validator: 'cif' },
  SE: { country: 'SE', validator: 'vat' },
  SI: { country: 'SI', validator: 'ddv' },
  SK: { country: 'SK', validator: 'dph' },
  XI: { country: 'GB', validator: 'vat' },
};

/** Prefix of the VAT numbers of a country (ISO alpha-2); undefined when we know none. */
export function vatPrefixOf(country: string): string | undefined {
  const prefix = { GR: 'EL', CH: 'CHE' }[country] ?? country;
  return Object.hasOwn(SCHEMES, prefix) ? prefix : undefined;
}

/** The VAT prefix a number starts with. */
export function readVatPrefix(compact: string): string | undefined {
  if (compact.startsWith('CHE')) return 'CHE';
  return vatPrefixOf(compact.slice(0, 2));
}

/** Checks a VAT number without its prefix, upper case and without separators. */
export function checkVat(prefix: string, number: string): CheckResult {
  const scheme = SCHEMES[prefix];
  const validator = scheme && stdnum[scheme.country]?.[scheme.validator];
  if (!validator) return 'badForm';
  // Austria counts its U as part of the number, Switzerland its CHE.
  const { isValid, error } = validator.validate(prefix === 'CHE' ? `CHE${number}` : number);
  if (isValid) return 'valid';
  return error?.name === 'InvalidChecksum' ? 'badCheckDigit' : 'badForm';
}
