import { hashEmail, hashPhone } from '../domain/hashed-identifier.ts';
import { addDays, atMinute } from './calendar.ts';
import type { Party } from './create-parties.ts';
import type { DmpData, DmpNamespace, DmpProfile, DmpSegment } from './demo-world.ts';
import type { SeededRandom } from './seeded-random.ts';

const THIRD_PARTY = 'Panorama Data Exchange';

/** Names and numbers of the IAB Audience Taxonomy 1.1 where a segment has a counterpart there. */
const SEGMENTS: readonly DmpSegment[] = [
  { id: 700_001, name: 'Newsletter readers', firstParty: true, provider: 'own', iabId: undefined },
  { id: 700_002, name: 'Cart abandoned in the last 30 days', firstParty: true, provider: 'own', iabId: undefined },
  { id: 700_003, name: 'High-value buyers', firstParty: true, provider: 'own', iabId: undefined },
  { id: 700_004, name: 'Webinar attendees', firstParty: true, provider: 'own', iabId: undefined },
  { id: 700_101, name: 'Home improvement', firstParty: false, provider: THIRD_PARTY, iabId: '460' },
  { id: 700_102, name: 'Gardening', firstParty: false, provider: THIRD_PARTY, iabId: '458' },
  { id: 700_103, name: 'Smart home', firstParty: false, provider: THIRD_PARTY, iabId: '465' },
  { id: 700_104, name: 'Woodworking', firstParty: false, provider: THIRD_PARTY, iabId: '433' },
  { id: 700_105, name: 'Nutrition', firstParty: false, provider: THIRD_PARTY, iabId: '412' },
  { id: 700_106, name: 'Directors and managers', firstParty: false, provider: 'Brightfield Audiences', iabId: '26' },
  { id: 700_107, name: 'Self employed', firstParty: false, provider: 'Brightfield Audiences', iabId: '33' },
  {
    id: 700_108,
    name: 'Likely to switch supplier',
    firstParty: false,
    provider: 'Brightfield Audiences',
    iabId: undefined,
  },
];
const TRAITS = [
  'Newsletter opener',
  'Visited pricing page',
  'Mobile app user',
  'Returning visitor',
  'Catalogue download',
];

export interface DmpPlan {
  readonly parties: readonly Party[];
  readonly numbersOf: ReadonlyMap<string, readonly string[]>;
  readonly anchorDate: string;
}

export interface DmpResult {
  readonly data: DmpData;
  readonly profileOf: ReadonlyMap<string, string>;
}

/** Profiles of about two thirds of the parties. A mailbox or number that several share belongs to the first of them only. */
export function createDmpData(plan: DmpPlan, random: SeededRandom): DmpResult {
  const profileOf = new Map<string, string>();
  const taken = new Set<string>();
  const profiles = plan.parties.flatMap((party) => {
    const ids = declaredIds(party, plan, random).filter(({ value }) => !taken.has(value));
    if (ids.length === 0 || random.chance(0.3)) return [];
    ids.forEach(({ value }) => taken.add(value));
    const profile = createProfile(ids, plan.anchorDate, random);
    profileOf.set(party.id, profile.uuid);
    return [profile];
  });
  return { data: { profiles, segments: SEGMENTS }, profileOf };
}

function declaredIds(party: Party, plan: DmpPlan, random: SeededRandom): DmpProfile['ids'] {
  const id = (namespace: DmpNamespace, value: string) => ({ namespace, value });
  const phone = party.mobile ?? party.phone;
  const number = plan.numbersOf.get(party.id)?.[0];
  return [
    ...(party.email ? [id('Email_LC_SHA256', hashEmail(party.email))] : []),
    ...(phone && random.chance(0.6) ? [id('Phone_SHA256_E.164', hashPhone(phone))] : []),
    ...(number && random.chance(0.4) ? [id('ERP_CRM_ID', number)] : []),
  ];
}

function createProfile(ids: DmpProfile['ids'], anchorDate: string, random: SeededRandom): DmpProfile {
  const someTime = (daysBack: number): string =>
    atMinute(addDays(anchorDate, -random.int(0, daysBack)), random.int(0, 1439));
  const traits = random.shuffled(TRAITS).slice(0, random.int(0, 3));
  const segments = random.shuffled(SEGMENTS).slice(0, random.int(1, 5));
  return {
    uuid: random.digits(38),
    ids,
    seenAt: someTime(60),
    traits: traits.map((name) => ({
      id: 501_001 + TRAITS.indexOf(name),
      name,
      status: random.chance(0.9) ? 'REALIZED' : 'REMOVED',
      qualifiedAt: someTime(300),
    })),
    memberships: segments.map(({ id }) => ({
      segmentId: id,
      status: membershipStatus(random),
      firstAt: atMinute(addDays(anchorDate, -random.int(120, 600)), random.int(0, 1439)),
      lastAt: someTime(119),
      expiresAt: random.chance(0.7) ? atMinute(addDays(anchorDate, random.int(10, 180)), 0) : undefined,
    })),
  };
}

function membershipStatus(random: SeededRandom): string {
  const roll = random.next();
  if (roll < 0.01) return 'UNKNOWN_77';
  if (roll < 0.08) return 'EXPIRED';
  return roll < 0.16 ? 'INACTIVE' : 'ACTIVE';
}
