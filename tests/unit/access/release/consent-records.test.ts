import { createConsentRecords, type ConsentRecords } from '../../../../src/access/release/consent-records.ts';
import { consentState } from '../../../../src/access/release/consent-state.ts';
import { Secret } from '../../../../src/config/secret.ts';
import type { RecordRef } from '../../../../src/domain/record-ref.ts';
import type { Store } from '../../../../src/store/store.ts';
import { describeOnStores } from '../../store/test-stores.ts';

const OLD = new Secret('a former secret, long enough for a test');
const NEW = new Secret('a current secret, long enough for a test');
const CRM: RecordRef = { source: 'crm', id: 'ada@example.org' };
const ERP: RecordRef = { source: 'erp', id: '17' };
const SHOP: RecordRef = { source: 'shop', id: '9' };
const ADS = { purpose: 'ADS', state: 'GRANTED' as const };

describeOnStores('the gateway’s own consents', (open) => {
  let store: Store;
  let now = 1_000;
  let consents: ConsentRecords;

  beforeEach(async () => {
    store = await open();
    now = 1_000;
    consents = createConsentRecords({ store, secret: NEW, clock: () => now });
  });
  afterEach(() => store.close());

  async function stateFor(subject: readonly RecordRef[], partner?: string) {
    const [said = []] = await consents.of([subject]);
    return consentState(said, { purpose: 'ADS', partner, now });
  }

  it('gives back what was kept, to each customer its own', async () => {
    const full = {
      ...ADS,
      legalBasis: 'Art. 6(1)(a)',
      jurisdiction: 'GDPR',
      partner: 'Acme',
      collectedAt: 900,
      expiresAt: 2_000,
      proof: 'form 7',
    };
    await consents.record([CRM, ERP], full, 'key1');
    expect(await consents.of([[CRM, ERP], [SHOP], []])).toEqual([[{ ...full, recordedAt: 1_000 }], [], []]);
  });

  it('lets a withdrawal count at once, and an agreement after it again', async () => {
    await consents.record([CRM], ADS, 'key1');
    expect(await stateFor([CRM])).toBe('GRANTED');
    now += 1;
    await consents.record([CRM], { purpose: 'ADS', state: 'WITHDRAWN' }, 'key1');
    expect(await stateFor([CRM])).toBe('REFUSED');
    now += 1;
    await consents.record([CRM], ADS, 'key1');
    expect(await stateFor([CRM])).toBe('GRANTED');
  });

  it('is the same on every gateway that shares the store', async () => {
    await consents.record([CRM], { purpose: 'ADS', state: 'DENIED' }, 'key1');
    const other = createConsentRecords({ store, secret: NEW });
    expect(await other.of([[CRM]])).toEqual(await consents.of([[CRM]]));
  });

  it.each<[string, RecordRef[], RecordRef[], string, string]>([
    ['the customer it was given for', [CRM, ERP], [CRM, ERP], 'GRANTED', 'REFUSED'],
    ['one that was merged with another', [CRM], [CRM, ERP], 'GRANTED', 'REFUSED'],
    ['what a split left of them', [CRM, ERP], [CRM], 'NONE', 'REFUSED'],
    ['somebody else', [CRM], [ERP], 'NONE', 'NONE'],
  ])('holds for %s', async (_name, given, asked, ...[agreed, refused]) => {
    await consents.record(given, ADS, 'key1');
    expect(await stateFor(asked)).toBe(agreed);
    now += 1;
    await consents.record(given, { purpose: 'ADS', state: 'WITHDRAWN' }, 'key1');
    expect(await stateFor(asked)).toBe(refused);
  });

  it('keeps nothing in the store that names a person', async () => {
    await consents.record([CRM], { ...ADS, proof: 'a letter of ada' }, 'key1');
    const rows = [
      ...(await store.all('select * from consent_record')),
      ...(await store.all('select * from consent_subject')),
    ];
    expect(rows).toHaveLength(2);
    expect(JSON.stringify(rows)).not.toContain('ada');
  });

  it('finds what was kept under a former secret', async () => {
    const former = createConsentRecords({ store, secret: OLD, clock: () => now });
    await former.record([CRM], { ...ADS, proof: 'form 7' }, 'key1');
    expect(await consents.of([[CRM]])).toEqual([[]]);
    const both = createConsentRecords({ store, secret: NEW, formerSecrets: [OLD] });
    expect(await both.of([[CRM]])).toEqual([[expect.objectContaining({ proof: 'form 7' })]]);
  });

  it('erases agreements and proofs, and goes on honouring refusals', async () => {
    await consents.record([CRM], { ...ADS, purpose: 'OTHER', proof: 'form 8' }, 'key1');
    await consents.record([CRM], { purpose: 'ADS', state: 'DENIED', proof: 'form 9' }, 'key1');
    await consents.record([SHOP], ADS, 'key1');
    expect(await consents.erase([CRM])).toBe(2);
    expect(await consents.of([[CRM]])).toEqual([
      [{ purpose: 'ADS', state: 'DENIED', collectedAt: 1_000, recordedAt: 1_000 }],
    ]);
    expect(await stateFor([SHOP])).toBe('GRANTED');
    expect(JSON.stringify(await store.all('select * from consent_record'))).not.toMatch(/form [89]/);
  });

  it.each([
    ['no purpose', { ...ADS, purpose: ' ' }, 'purpose'],
    ['a time to come', { ...ADS, collectedAt: 1_001 }, 'collectedAt'],
    ['an end before the beginning', { ...ADS, collectedAt: 900, expiresAt: 900 }, 'expiresAt'],
  ])('refuses %s', async (_name, consent, named) => {
    await expect(consents.record([CRM], consent, 'key1')).rejects.toMatchObject({
      code: 'BAD_REQUEST',
      message: expect.stringContaining(named) as string,
    });
    expect(await consents.of([[CRM]])).toEqual([[]]);
  });
});
