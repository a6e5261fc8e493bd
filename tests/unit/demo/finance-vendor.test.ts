import { startDemoSources } from '../../../src/demo/start-demo-sources.ts';
import type { DemoSources } from '../../../src/demo/start-demo-sources.ts';
import { createAsk, fetchToken } from './demo-client.ts';
import type { Ask } from './demo-client.ts';

const API = '/api.xro/2.0';

type Row = Record<string, unknown>;
interface Envelope {
  readonly pagination?: { page: number; pageSize: number; pageCount: number; itemCount: number };
  readonly Contacts: Row[];
  readonly Invoices: Row[];
  readonly Payments: Row[];
}

describe('finance', () => {
  let demo: DemoSources;
  let ask: Ask;
  beforeAll(async () => {
    demo = await startDemoSources();
    ask = await createAsk(demo);
  });
  afterAll(() => demo.stop());

  const get = async (path: string, headers?: Record<string, string>): Promise<Envelope> => {
    const bearer = headers && { authorization: `Bearer ${await fetchToken(demo)}`, ...headers };
    const answer = await ask('finance', API + path, bearer === undefined ? {} : { headers: bearer });
    expect(answer.status).toBe(200);
    return answer.json;
  };
  const where = (text: string): string => `where=${encodeURIComponent(text)}`;

  it('finds a hundred contacts by their numbers', async () => {
    const numbers = demo.world.finance.contacts.flatMap(({ number }) => number ?? []).slice(0, 100);
    const { Contacts } = await get(
      `/Contacts?${where(numbers.map((number) => `ContactNumber=="${number}"`).join(' OR '))}`,
    );
    expect(Contacts.map((row) => row['ContactNumber'])).toEqual(numbers);
  });

  it.each(['TaxNumber', 'EmailAddress'])('finds contacts by %s as it is spelled here', async (field) => {
    const contact = demo.world.finance.contacts.find(
      ({ taxNumber, email }) => taxNumber !== undefined && email !== undefined,
    );
    const value = field === 'TaxNumber' ? contact?.taxNumber : contact?.email;
    const { Contacts } = await get(`/Contacts?${where(`${field}=="${value}"`)}`);
    expect(Contacts.map((row) => row['ContactID'])).toContain(contact?.id);
  });

  it('answers invoices of contacts with lines, payments and numbers that add up', async () => {
    const invoice = demo.world.finance.invoices.find(({ amountPaid }) => Number(amountPaid) > 0);
    const { Invoices } = await get(`/Invoices?ContactIDs=${invoice?.contactId}&page=1&unitdp=4`);
    expect(Invoices.find((row) => row['InvoiceID'] === invoice?.id)).toMatchObject({
      InvoiceNumber: invoice?.number,
      Total: Number(invoice?.total),
      AmountPaid: Number(invoice?.amountPaid),
      Date: `/Date(${Date.parse(invoice?.issuedOn ?? '')}+0000)/`,
      Contact: { ContactID: invoice?.contactId },
      Payments: expect.arrayContaining([expect.objectContaining({ PaymentID: expect.any(String) })]),
    });
    expect(new Set(Invoices.map((row) => (row['Contact'] as Row)['ContactID']))).toEqual(new Set([invoice?.contactId]));
  });

  it.each([
    ['without a page', (id: string) => `/Invoices?ContactIDs=${id}`, false],
    ['with a page', (id: string) => `/Invoices?ContactIDs=${id}&page=1`, true],
    ['with a page and summaryOnly', (id: string) => `/Invoices?ContactIDs=${id}&page=1&summaryOnly=true`, false],
  ])('%s invoices have lines: %p', async (_, path, hasLines) => {
    const { Invoices } = await get(path(demo.world.finance.invoices[0]?.contactId ?? ''));
    expect(Invoices.length).toBeGreaterThan(0);
    expect(Invoices.every((row) => (row['LineItems'] as unknown[]).length > 0)).toBe(hasLines);
  });

  it('answers payments by invoice and by contact', async () => {
    const payment = demo.world.finance.payments[0];
    const invoice = demo.world.finance.invoices.find(({ id }) => id === payment?.invoiceId);
    const byInvoice = await get(`/Payments?${where(`Invoice.InvoiceID==guid("${payment?.invoiceId}")`)}`);
    const byContact = await get(`/Payments?${where(`Invoice.Contact.ContactID==guid("${invoice?.contactId}")`)}`);
    expect(byInvoice.Payments.map((row) => row['PaymentID'])).toContain(payment?.id);
    expect(byContact.Payments.map((row) => row['PaymentID'])).toContain(payment?.id);
  });

  it('pages with a pagination block, every row once', async () => {
    const seen: unknown[] = [];
    for (let page = 1; ; page += 1) {
      const { Invoices, pagination } = await get(`/Invoices?page=${page}&pageSize=1000&order=Date`);
      expect(pagination).toEqual({ page, pageSize: 1000, pageCount: 2, itemCount: demo.world.finance.invoices.length });
      if (Invoices.length === 0) break;
      seen.push(...Invoices.map((row) => row['InvoiceID']));
    }
    expect(new Set(seen).size).toBe(demo.world.finance.invoices.length);
    expect(seen).toHaveLength(demo.world.finance.invoices.length);
  });

  it('lists what changed later than the header says, and hides archived contacts from lists', async () => {
    const since = '2026-10-01T00:00:00Z';
    const { Contacts } = await get('/Contacts?page=1&pageSize=1000', { 'if-modified-since': since });
    const changed = demo.world.finance.contacts.filter(({ changedAt, archived }) => changedAt > since && !archived);
    expect(Contacts.map((row) => row['ContactID'])).toEqual(changed.map(({ id }) => id));
    const all = await get('/Contacts?includeArchived=true');
    expect(all.Contacts).toHaveLength(demo.world.finance.contacts.length);
  });

  it.each([
    [
      'Status=="AUTHORISED" AND AmountDue>0',
      (row: Row) => row['Status'] === 'AUTHORISED' && Number(row['AmountDue']) > 0,
    ],
    ['Date>=DateTime(2026,10,01)', (row: Row) => String(row['DateString']) >= '2026-10-01'],
    [
      'InvoiceNumber.StartsWith("INV-45000") AND (Status=="PAID" OR Status=="VOIDED")',
      (row: Row) => ['PAID', 'VOIDED'].includes(String(row['Status'])),
    ],
  ])('understands where %s', async (text, isRight) => {
    const { Invoices } = await get(`/Invoices?${where(text)}`);
    expect(Invoices.length).toBeGreaterThan(0);
    expect(Invoices.every(isRight)).toBe(true);
  });

  it('searches by part of a name, whatever its case', async () => {
    const name = demo.world.finance.contacts.find(({ archived }) => !archived)?.name ?? '';
    const { Contacts } = await get(`/Contacts?searchTerm=${encodeURIComponent(name.toUpperCase())}`);
    expect(Contacts.map((row) => row['Name'])).toContain(name);
  });

  it.each([
    [
      'an id that is no UUID',
      '/Invoices?IDs=12',
      400,
      expect.objectContaining({
        Type: 'ValidationException',
        Elements: [{ ValidationErrors: [{ Message: expect.any(String) }] }],
      }),
    ],
    ['a page that is none', '/Invoices?page=0', 400, expect.objectContaining({ Type: 'ValidationException' })],
    ['a where it cannot read', '/Contacts?where=Name', 400, expect.objectContaining({ Type: 'QueryParseException' })],
    ['an unknown contact', '/Contacts/9999', 404, expect.stringMatching(/cannot be found/u)],
  ])('refuses %s in the style of Xero', async (_, path, status, body) => {
    const answer = await ask('finance', API + path);
    expect(answer.status).toBe(status);
    expect(answer.json ?? answer.text).toEqual(body);
  });

  it('answers one row by id and by number', async () => {
    const invoice = demo.world.finance.invoices[0];
    for (const key of [invoice?.id, invoice?.number]) {
      expect((await get(`/Invoices/${key}`)).Invoices).toEqual([expect.objectContaining({ InvoiceID: invoice?.id })]);
    }
  });
});

describe('finance tokens', () => {
  it('are refused when made up, and when their time is over', async () => {
    const demo = await startDemoSources({ tokenTtlSeconds: 0 });
    try {
      const ask = await createAsk(demo);
      const expired = await ask('finance', `${API}/Contacts`);
      expect(expired.status).toBe(401);
      expect(expired.json).toMatchObject({ Title: 'Unauthorized', Detail: expect.stringMatching(/^TokenExpired/u) });
      const made = await ask('finance', `${API}/Contacts`, { headers: { authorization: 'Bearer made-up' } });
      expect(made.json).toMatchObject({ Detail: 'AuthenticationUnsuccessful' });
      const wrong = await ask('finance', '/connect/token', {
        method: 'POST',
        headers: {},
        body: 'grant_type=client_credentials',
      });
      expect([wrong.status, wrong.json]).toEqual([400, { error: 'invalid_client' }]);
    } finally {
      await demo.stop();
    }
  });
});
