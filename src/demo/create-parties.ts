import { COUNTRY_POOLS, COUNTRY_SHARES } from './country-pools.ts';
import type { CountryPool } from './country-pools.ts';
import type { PartyKind } from './demo-world.ts';
import type { SeededRandom } from './seeded-random.ts';
import { withoutAccents } from './spelling.ts';
import { createTaxId } from './tax-ids.ts';

/** The one true person or organisation behind the records of the five systems. */
export interface Party {
  readonly id: string;
  readonly kind: PartyKind;
  readonly country: string;
  readonly pool: CountryPool;
  readonly name: string;
  readonly givenName: string;
  readonly familyName: string;
  /** An organisation's name without its legal suffix, and the ways the suffix is written. */
  readonly stem: string;
  readonly suffixes: readonly string[];
  readonly birthDate: string | undefined;
  readonly taxId: string | undefined;
  readonly email: string | undefined;
  readonly phone: string | undefined;
  readonly mobile: string | undefined;
  readonly currency: string;
  readonly street: string;
  readonly houseNumber: string;
  readonly city: string;
  readonly postalCode: string;
  readonly region: string;
}

const ORGANIZATION_SHARE = 0.6;
const SHARED_MAILBOXES = ['info@example.com', 'office@example.org', 'info@trading-group.example'];
const TRAP_EVERY = 17;

/** So many parties, with the identity traps: shared mailboxes, shared switchboards, namesakes. Names of organisations are unique. */
export function createParties(count: number, random: SeededRandom): Party[] {
  const taken = new Set<string>();
  const parties = Array.from({ length: count }, (_, index) => createParty(index, random, taken));
  return withTraps(parties);
}

function createParty(index: number, random: SeededRandom, taken: Set<string>): Party {
  const country = pickCountry(random);
  const pool = poolOf(country);
  const isOrganization = random.chance(ORGANIZATION_SHARE);
  const names = isOrganization ? organizationNames(pool, country, random, taken) : personNames(pool, country, random);
  const city = random.pick(pool.cities);
  const dial = (range: readonly [string, number]): string => untakenPhone(range, random, taken);
  return {
    id: `party-${String(index + 1).padStart(4, '0')}`,
    kind: isOrganization ? 'organization' : 'person',
    country,
    pool,
    ...names,
    birthDate: isOrganization || random.chance(0.3) ? undefined : randomDay(random, 1948, 2003),
    taxId: isOrganization ? createTaxId(country, random) : undefined,
    email: random.chance(0.93) ? createEmail(names, isOrganization, { index, random }) : undefined,
    phone: random.chance(isOrganization ? 0.95 : 0.5) ? dial(random.pick(city.phones)) : undefined,
    mobile: random.chance(isOrganization ? 0.25 : 0.85) ? dial(random.pick(city.mobiles)) : undefined,
    currency: random.pick(pool.currencies),
    street: random.pick(pool.streets),
    houseNumber: String(random.int(1, 180)) + (random.chance(0.08) ? 'a' : ''),
    city: city.name,
    postalCode: city.postal[0] + (country === 'GB' ? gbPostalEnd(random) : random.digits(city.postal[1])),
    region: city.region,
  };
}

/** Only the traps share numbers. */
function untakenPhone(range: readonly [string, number], random: SeededRandom, taken: Set<string>): string {
  const number = range[0] + random.digits(range[1]);
  if (taken.has(number)) return untakenPhone(range, random, taken);
  taken.add(number);
  return number;
}

type PartyNames = Pick<Party, 'name' | 'givenName' | 'familyName' | 'stem' | 'suffixes'>;

function organizationNames(pool: CountryPool, country: string, random: SeededRandom, taken: Set<string>): PartyNames {
  const glue = country === 'CN' || country === 'JP' ? '' : ' ';
  const suffixes = random.pick(pool.suffixes);
  const place = glue === '' ? random.pick(pool.cities).name.replace(/[市都]$/u, '') : '';
  const base = [`${place}${random.pick(pool.companyStems)}`, random.pick(pool.companyTrades)].join(glue);
  const stem = taken.has(base) ? distinctStem(base, glue, taken) : base;
  taken.add(stem);
  const name = country === 'JP' ? `${suffixes[0]}${stem}` : [stem, suffixes[0]].join(glue);
  return { name, givenName: '', familyName: '', stem, suffixes };
}

function distinctStem(base: string, glue: string, taken: ReadonlySet<string>): string {
  const numerals =
    glue === '' ? Array.from('二三四五六七八九十') : ['II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X'];
  const free = numerals.map((numeral) => `${base}${glue}${numeral}`).find((stem) => !taken.has(stem));
  return free ?? distinctStem(`${base}${glue}${numerals.at(-1)}`, glue, taken);
}

function personNames(pool: CountryPool, country: string, random: SeededRandom): PartyNames {
  const familyName = random.pick(pool.familyNames);
  const givenName = random.pick(pool.givenNames);
  const isFamilyFirst = country === 'CN' || country === 'JP';
  const name = isFamilyFirst ? `${familyName}${givenName}` : `${givenName} ${familyName}`;
  return { name, givenName, familyName, stem: name, suffixes: [] };
}

function createEmail(names: PartyNames, isOrganization: boolean, at: { index: number; random: SeededRandom }): string {
  const { index, random } = at;
  if (isOrganization) {
    const mailbox = random.pick(['info', 'office', 'einkauf', 'orders', 'ap', 'contact']);
    return `${mailbox}@${slug(names.stem)}-${index + 1}.example`;
  }
  const domain = random.pick(['example.com', 'example.org', 'example.net']);
  return `${slug(names.givenName)}.${slug(names.familyName)}${index + 1}@${domain}`;
}

/** Some organisations share a mailbox, some neighbours a switchboard, and some people are namesakes of the one before. */
function withTraps(parties: readonly Party[]): Party[] {
  const organizations = parties.filter((party) => party.kind === 'organization');
  const people = parties.filter((party) => party.kind === 'person');
  const changes = new Map<string, Partial<Party>>();
  organizations.forEach((party, index) => {
    if (index % TRAP_EVERY < 2) {
      changes.set(party.id, { email: SHARED_MAILBOXES[Math.floor(index / TRAP_EVERY) % SHARED_MAILBOXES.length] });
    }
    const neighbour = organizations.slice(0, index).findLast(({ city }) => city === party.city);
    if (index % TRAP_EVERY === 5 && neighbour?.phone) changes.set(party.id, { phone: neighbour.phone });
  });
  people.forEach((party, index) => {
    const namesake = people.slice(0, index).findLast(({ country }) => country === party.country);
    if (index % TRAP_EVERY !== 3 || namesake === undefined) return;
    const { name, givenName, familyName, stem } = namesake;
    changes.set(party.id, { name, givenName, familyName, stem });
  });
  return parties.map((party) => ({ ...party, ...changes.get(party.id) }));
}

function pickCountry(random: SeededRandom): string {
  let roll = random.int(1, 100);
  for (const [country, share] of COUNTRY_SHARES) {
    roll -= share;
    if (roll <= 0) return country;
  }
  return 'US';
}

export function poolOf(country: string): CountryPool {
  const pool = COUNTRY_POOLS[country];
  if (pool === undefined) throw new RangeError(`no country pool for ${country}`);
  return pool;
}

function randomDay(random: SeededRandom, firstYear: number, lastYear: number): string {
  const month = String(random.int(1, 12)).padStart(2, '0');
  return `${random.int(firstYear, lastYear)}-${month}-${String(random.int(1, 28)).padStart(2, '0')}`;
}

function gbPostalEnd(random: SeededRandom): string {
  return `${random.pick(Array.from('ABDEFGHJLN'))}${random.pick(Array.from('PQRSTUWXYZ'))}`;
}

function slug(text: string): string {
  return (
    withoutAccents(text, 'german')
      .toLowerCase()
      .replace(/[^a-z0-9]+/gu, '-')
      .replace(/^-|-$/gu, '') || 'x'
  );
}
