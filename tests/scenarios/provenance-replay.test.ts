import { recordKey, type RecordRef } from '../../src/domain/record-ref.ts';
import { createSeededRandom } from '../../src/demo/seeded-random.ts';
import { startGateway, type TestGateway } from '../start-gateway.ts';

const CUSTOMERS = 100;
const SEED = 20_261_122;
const TIMEOUT_MS = 180_000;

const SCALARS = [
  'kind',
  'displayName',
  'legalName',
  'givenName',
  'familyName',
  'preferredLanguage',
  'birthDate',
  'industry',
] as const;
const MEMBERS = {
  emails: ['address', 'verified'],
  phones: ['number', 'raw', 'type'],
  addresses: ['type', 'name', 'lines', 'locality', 'region', 'postalCode', 'country'],
  identifiers: ['type', 'issuer', 'value', 'verified'],
} as const;
const LISTS = Object.keys(MEMBERS) as (keyof typeof MEMBERS)[];

const QUERY = `query Replay($id: ID!) {
  customer(id: $id) {
    ${SCALARS.join(' ')}
    ${LISTS.map((list) => `${list} { ${MEMBERS[list].join(' ')} }`).join('\n')}
    provenance { field policy source recordId sourceTime losers { source recordId value } }
    records { source recordId }
  }
}`;

type Row = Readonly<Record<string, unknown>>;
type Policies = Readonly<Record<string, string>>;

/** A record as its source has it now, mapped, without any of the gateway's own reading. */
interface SourceRow {
  readonly ref: RecordRef;
  readonly row: Row;
}

interface Derived {
  readonly value: unknown;
  readonly winner: SourceRow | undefined;
  readonly losers: readonly SourceRow[];
}

interface Shown {
  readonly [field: string]: unknown;
  readonly records: readonly { readonly source: string; readonly recordId: string }[];
  readonly provenance: readonly Provenance[];
}

interface Provenance {
  readonly field: string;
  readonly policy: string;
  readonly source: string | null;
  readonly recordId: string | null;
  readonly sourceTime: string | null;
  readonly losers: readonly { readonly source: string; readonly recordId: string; readonly value: string }[];
}

/** Asks the sources for a customer's records, the most trusted source first, and maps each. */
async function readSources({ app }: TestGateway, records: Shown['records']): Promise<SourceRow[]> {
  const { connectors } = app.generation();
  const trust = (name: string) => connectors.find((each) => each.name === name)?.manifest.trust ?? 0;
  const byTrust = records.toSorted((a, b) => trust(b.source) - trust(a.source) || (a.source < b.source ? -1 : 1));
  const found: SourceRow[] = [];
  for (const { source, recordId: id } of byTrust) {
    const route = connectors.find(({ name }) => name === source)?.routes.find((each) => each.coordinate === 'Customer');
    const rows = (await route?.fetchRows([id], { coordinate: 'Customer', keys: 1 })) ?? [];
    const row = rows.find(({ key }) => key === id)?.row;
    if (!route || row === undefined) continue;
    const { value } = route.mapping.run(row, route.bindings);
    found.push({ ref: { source, id }, row: JSON.parse(JSON.stringify(value)) });
  }
  return found;
}

/** The policies once more, in the plainest words there are: what the gateway does must come to the same. */
function derive(field: string, policy: string, all: readonly SourceRow[]): Derived {
  const told = all.filter(({ row }) => row[field] !== undefined && row[field] !== null);
  if (policy === 'UNION' || policy === 'VERIFIED_FIRST') return deriveUnion(field, policy, told);
  const saying = told.filter(({ row }) => !Array.isArray(row[field]) || listOf(row, field).length > 0);
  const ranked = saying
    .map((each, place) => ({ each, place, score: scoreOf(policy, each, { field, saying }) }))
    .sort((a, b) => b.score - a.score || a.place - b.place);
  const winner = ranked[0]?.each;
  const losers = saying.filter((each) => winner && valueKey(field, each) !== valueKey(field, winner));
  return { value: winner?.row[field], winner, losers };
}

function scoreOf(
  policy: string,
  one: SourceRow,
  { field, saying }: { readonly field: string; readonly saying: readonly SourceRow[] },
): number {
  switch (policy) {
    case 'SOURCE_ORDER':
      return 0;
    case 'MOST_RECENT':
      return typeof one.row['modifiedAt'] === 'string' ? new Date(one.row['modifiedAt']).getTime() : -1;
    case 'MOST_COMPLETE':
      return JSON.stringify(one.row[field]).length;
    case 'MOST_FREQUENT':
      return saying.filter((other) => valueKey(field, other) === valueKey(field, one)).length;
    default:
      throw new Error(`the test knows no policy ${policy}`);
  }
}

function deriveUnion(field: string, policy: string, told: readonly SourceRow[]): Derived {
  const every = told.flatMap((from) => listOf(from.row, field).map((member) => ({ from, member })));
  const first = policy === 'VERIFIED_FIRST' ? every.filter(({ member }) => member['verified'] === true) : [];
  const ordered = [...first, ...every.filter((each) => !first.includes(each))];
  const kept = ordered.filter(
    ({ member }, at) =>
      ordered.findIndex((other) => memberKey(field, other.member) === memberKey(field, member)) === at,
  );
  return { value: kept.map(({ member }) => member), winner: ordered[0]?.from, losers: [] };
}

function listOf(row: Row, field: string): readonly Row[] {
  return row[field] as readonly Row[];
}

function valueKey(field: string, { row }: SourceRow): string {
  if (!Array.isArray(row[field])) return String(row[field]);
  return [...new Set(listOf(row, field).map((member) => memberKey(field, member)))].toSorted().join('\n');
}

/** What makes two members of a list the same thing. */
function memberKey(field: string, member: Row): string {
  const textOf = (value: unknown) => (typeof value === 'string' ? value : '');
  const bare = (value: unknown) =>
    textOf(value)
      .normalize('NFKD')
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}]/gu, '');
  const lines = Array.isArray(member['lines']) ? member['lines'] : [];
  if (field === 'emails') return textOf(member['address']).toLowerCase();
  if (field === 'phones') return textOf(member['number']) || `raw ${bare(member['raw'])}`;
  if (field === 'identifiers') return [member['type'], member['issuer'], member['value']].join(' ');
  return [...lines, member['locality'], member['postalCode'], member['country']].map(bare).join('/');
}

/** As the graph shows it: what is not said is null, and a list holds what the query asked for. */
function toShown(field: string, value: unknown): unknown {
  const list = LISTS.find((each) => each === field);
  if (!list) return value ?? null;
  const pick = (member: Row) => Object.fromEntries(MEMBERS[list].map((name) => [name, member[name] ?? null]));
  const members = Array.isArray(value) ? value.map((member: Row) => pick(member)) : null;
  return members ?? (field === 'identifiers' ? [] : null);
}

/** Every difference between what the graph shows of a customer and what its sources say, in words. */
function differencesOf(shown: Shown, sources: readonly SourceRow[], policies: Policies): string[] {
  return shown.provenance.flatMap(({ field, policy, source, recordId, sourceTime, losers }) => {
    const derived = derive(field, policy, sources);
    const winner = derived.winner && { ...derived.winner.ref, time: derived.winner.row['modifiedAt'] ?? null };
    const pairs: [string, unknown, unknown][] = [
      ['policy', policies[field], policy],
      ['record', winner && recordKey(winner), source === null ? undefined : `${source}:${recordId}`],
      ['time', toMs(winner?.time), toMs(sourceTime)],
      [
        'losers',
        derived.losers.map(({ ref }) => recordKey(ref)),
        losers.map((each) => `${each.source}:${each.recordId}`),
      ],
      // A parent's number leads to a customer, which is another scenario; a name to show may be put together.
      ...(field === 'parentId' || (field === 'displayName' && !winner)
        ? []
        : [['value', toShown(field, derived.value), shown[field]] satisfies [string, unknown, unknown]]),
    ];
    return pairs
      .filter(([, expected, actual]) => JSON.stringify(expected) !== JSON.stringify(actual))
      .map(
        ([what, expected, actual]) => `${field}.${what}: ${JSON.stringify(expected)}, not ${JSON.stringify(actual)}`,
      );
  });
}

function toMs(time: unknown): number | undefined {
  return typeof time === 'string' ? Date.parse(time) : undefined;
}

const USUAL: Policies = {
  kind: 'SOURCE_ORDER',
  displayName: 'SOURCE_ORDER',
  legalName: 'SOURCE_ORDER',
  givenName: 'SOURCE_ORDER',
  familyName: 'SOURCE_ORDER',
  emails: 'UNION',
  phones: 'UNION',
  addresses: 'UNION',
  preferredLanguage: 'MOST_RECENT',
  birthDate: 'MOST_FREQUENT',
  industry: 'SOURCE_ORDER',
  parentId: 'SOURCE_ORDER',
  identifiers: 'UNION',
};

const CHANGED: Policies = {
  kind: 'MOST_FREQUENT',
  displayName: 'MOST_COMPLETE',
  legalName: 'MOST_RECENT',
  emails: 'VERIFIED_FIRST',
  phones: 'MOST_RECENT',
  addresses: 'MOST_COMPLETE',
  preferredLanguage: 'SOURCE_ORDER',
  identifiers: 'VERIFIED_FIRST',
};

describe.each<[string, Policies]>([
  ['nobody set', {}],
  ['were set', CHANGED],
])('a hundred customers under policies that %s', (_what, changed) => {
  let gateway: TestGateway;

  beforeAll(async () => {
    const flags = Object.fromEntries(Object.entries(changed).map(([field, policy]) => [`profile.${field}`, policy]));
    gateway = await startGateway({ flags });
  }, TIMEOUT_MS);
  afterAll(() => gateway.stop());

  it(
    'show what their sources say, and name the record that says it',
    async () => {
      const { ids } = await gateway.app.identity.list({ first: 1_000 });
      const chosen = createSeededRandom(SEED).shuffled(ids).slice(0, CUSTOMERS);
      const policies = { ...USUAL, ...changed };
      const differences: string[] = [];
      let merged = 0;
      for (const id of chosen) {
        const { data, errors } = await gateway.query(QUERY, { id });
        const shown = data?.['customer'] as Shown | undefined;
        expect({ id, errors, shown: shown !== undefined }).toEqual({ id, errors: undefined, shown: true });
        if (!shown) continue;
        const sources = await readSources(gateway, shown.records);
        if (sources.length > 1) merged += 1;
        differences.push(...differencesOf(shown, sources, policies).map((words) => `${id} ${words}`));
      }
      expect(differences).toEqual([]);
      expect(chosen).toHaveLength(CUSTOMERS);
      expect(merged).toBeGreaterThan(CUSTOMERS / 4);
    },
    TIMEOUT_MS,
  );
});
