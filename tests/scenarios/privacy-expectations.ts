import * as fc from 'fast-check';
import type { PrincipalKind } from '../../src/access/principal.ts';
import type { Scope } from '../../src/access/scopes.ts';
import type { Ask, See } from './privacy-asks.ts';
import { lawsFor, seen, type OracleCaller, type OracleRule } from './privacy-oracle.ts';
import type { Person, ToldConsent } from './privacy-world.ts';

export const READ: readonly Scope[] = [
  'customer:read',
  'orders:read',
  'finance:read',
  'shipments:read',
  'audience:read',
  'interactions:read',
];

export const RULES: readonly OracleRule[] = [
  { categories: ['IDENTITY', 'CONTACT'], purposes: ['SUPPORT'], callers: ['user', 'operator'], basis: 'CONTRACT' },
  { categories: ['IDENTITY', 'CONTACT', 'BEHAVIOUR'], laws: ['PIPL'], callers: ['partner'], basis: 'SEPARATE_CONSENT' },
  { categories: ['CONTACT'], purposes: ['MARKETING'], basis: 'CONSENT', otherwise: 'WITHHOLD' },
  { categories: ['IDENTITY'], purposes: ['MARKETING', 'CREDIT'], basis: 'CONSENT' },
  { categories: ['BEHAVIOUR'], purposes: ['MARKETING'], basis: 'LEGITIMATE_INTERESTS' },
  { categories: ['FINANCIAL'], purposes: ['CREDIT'], basis: 'CONSENT', consent: 'SCORING' },
  { categories: ['FINANCIAL', 'BEHAVIOUR'], purposes: ['SUPPORT'], basis: 'CONTRACT' },
  { categories: ['HEALTH'], purposes: ['CARE'], laws: ['GDPR', 'UNKNOWN'], callers: ['operator'], basis: 'CONSENT' },
  {
    categories: ['IDENTITY', 'CONTACT', 'BEHAVIOUR', 'FINANCIAL'],
    purposes: ['AUDIT'],
    callers: ['operator'],
    basis: 'LEGAL_OBLIGATION',
  },
];

/** A credential of the tests. */
export interface Key {
  readonly name: string;
  readonly kind: PrincipalKind;
  readonly scopes: readonly Scope[];
  readonly purposes: readonly string[];
  /** Sees the people of this territory only. */
  readonly territory?: string;
}

/** One call: whose, and for what. */
export interface Call {
  readonly key: Key;
  readonly purpose: string | undefined;
}

/** What the oracle lets the caller see of a person who said this. */
export function seeOf(person: Person, { key, purpose }: Call, consents: readonly ToldConsent[] | 'unreadable'): See {
  const caller: OracleCaller = { name: key.name, kind: key.kind, purpose };
  const laws = lawsFor(person);
  return (categories, hasMask = false) => seen(RULES, { categories, hasMask, caller, laws, consents });
}

/** What the oracle lets the caller have of one thing asked for. */
export function expectedOf(
  person: Person,
  ask: Ask,
  { call, consents }: { call: Call; consents: readonly ToldConsent[] },
): unknown {
  if (ask.scope && !call.key.scopes.includes(ask.scope)) return null;
  const see = seeOf(person, call, consents);
  const finance: See = (categories, hasMask) =>
    categories.includes('FINANCIAL') && !call.key.scopes.includes('finance:read')
      ? 'nothing'
      : see(categories, hasMask);
  return ask.expected(person, finance, call);
}

/** Statements that contradict, expire, lack a time and name partners, differently for each person. */
export function consentsOf(index: number): readonly ToldConsent[] {
  const statement = fc.record(
    {
      purpose: fc.constantFrom('MARKETING', 'MARKETING', 'SCORING', 'CREDIT', 'CARE'),
      state: fc.constantFrom(
        'GRANTED' as const,
        'GRANTED' as const,
        'GRANTED' as const,
        'DENIED' as const,
        'WITHDRAWN' as const,
        'UNKNOWN' as const,
      ),
      partner: fc.constantFrom('Acme', 'Bolt'),
      collectedAt: fc.constantFrom('2024-01-01T00:00:00Z', '2025-01-01T00:00:00Z', '2026-01-01T00:00:00Z'),
      expiresAt: fc.constantFrom('2026-02-01T00:00:00Z', '2099-01-01T00:00:00Z'),
    },
    { requiredKeys: ['purpose', 'state'] },
  );
  return fc.sample(fc.array(statement, { minLength: 0, maxLength: 6 }), { numRuns: 1, seed: 360 + index })[0] ?? [];
}

/** Every value that tells who somebody is or what they do. */
export const canariesOf = (people: readonly Person[]): readonly string[] =>
  people.flatMap(({ consents: _consents, kind: _kind, territory: _territory, addresses, ...person }) => [
    ...textsIn(person),
    ...addresses.flatMap(({ lines, locality, postalCode }) => [...lines, locality, postalCode]),
  ]);

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return value.length >= 6 && value !== 'people' && value !== 'LOYALTY' ? [value] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
