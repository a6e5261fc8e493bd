import type { RegisteredFunction } from '../compile-expression.ts';
import { address } from './address.ts';
import { code } from './code.ts';
import { country } from './country.ts';
import { currency } from './currency.ts';
import { decimal } from './decimal.ts';
import { email, emailHash } from './email.ts';
import { isoDate, isoDateTime } from './iso-date.ts';
import { language } from './language.ts';
import { money } from './money.ts';
import { e164, phoneHash } from './phone.ts';
import { personName } from './person-name.ts';
import { Flawed, Refusal } from './refusal.ts';
import type { StandardFunction } from './standard-function.ts';
import { taxId } from './tax-id.ts';
import { nullIf, trimmed } from './text.ts';

/** Every function that mappings may call besides JSONata's own, by name without `$`. */
export const standardFunctions = {
  isoDate,
  isoDateTime,
  decimal,
  money,
  currency,
  country,
  language,
  email,
  emailHash,
  e164,
  phoneHash,
  taxId,
  name: personName,
  address,
  code,
  trimmed,
  nullIf,
} as const satisfies Record<string, StandardFunction>;

export type StandardFunctionName = keyof typeof standardFunctions;

export function isStandardFunction(name: string): name is StandardFunctionName {
  return Object.hasOwn(standardFunctions, name);
}

/** The standard functions for an expression whose problems nobody collects: a refused value is simply absent. */
export function createFunctions(): Readonly<Record<string, RegisteredFunction>> {
  const ignore = () => undefined;
  const entries = Object.entries(standardFunctions).map(([name, each]) => [name, toRegistered(each, ignore)] as const);
  return Object.fromEntries(entries);
}

/**
 * The function as the expression engine calls it. `report` learns of each refusal, synchronously, before the call
 * returns, and says what stands in the place of the refused value: undefined, which JSONata treats as absent.
 */
export function toRegistered({ apply }: StandardFunction, report: (refusal: Refusal) => unknown): RegisteredFunction {
  return {
    implementation(...args) {
      const answer = apply(...args);
      if (answer instanceof Refusal) return report(answer);
      return answer instanceof Flawed ? reportParts(answer, report) : answer;
    },
  };
}

function reportParts({ value, refusals }: Flawed, report: (refusal: Refusal) => unknown): unknown {
  const places = refusals
    .map((refusal) => [refusal.part ?? '', report(refusal)] as const)
    .filter(([part, instead]) => part !== '' && instead !== undefined);
  return places.length > 0 && isObject(value) ? { ...Object.fromEntries(places), ...value } : value;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
