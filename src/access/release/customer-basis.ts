import { NO_LAW } from '../../config/privacy-settings.ts';
import { consentState, type ConsentState, type ConsentStatement } from './consent-state.ts';

/** What showing a customer's data may rest on, known once per customer and answer. */
export interface CustomerBasis {
  /** The laws that protect them; never empty. Where there are several, each must allow. */
  readonly laws: readonly string[];
  /** Whether they had the use of their data restricted (GDPR art. 18): then a contract or an interest of ours is no basis. */
  readonly restricted: boolean;
  /** What they said about a purpose, for one partner alone when named. UNREADABLE when a source of consents did not answer. */
  consentFor(purpose: string, partner?: string): ConsentState | 'UNREADABLE';
}

/** The basis of what belongs to no customer we know: no law, no consent. */
export const NOBODYS_BASIS: CustomerBasis = Object.freeze({
  laws: [NO_LAW],
  restricted: false,
  consentFor: () => 'NONE' as const,
});

/** The basis of one customer; see `consentState` for which statement counts. */
export function createCustomerBasis({
  laws,
  statements,
  restricted,
  complete,
  now,
}: {
  readonly laws: readonly string[];
  readonly statements: readonly ConsentStatement[];
  readonly restricted: boolean;
  /** Whether every source of consents has answered: what is missing might be a refusal. */
  readonly complete: boolean;
  readonly now: number;
}): CustomerBasis {
  return {
    laws: laws.length > 0 ? laws : [NO_LAW],
    restricted,
    consentFor(purpose, partner) {
      const state = consentState(statements, { purpose, partner, now });
      return complete || state === 'REFUSED' ? state : 'UNREADABLE';
    },
  };
}
