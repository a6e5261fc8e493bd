import type { RecordRef } from '../../src/domain/record-ref.ts';
import { startGateway, type TestGateway } from '../start-gateway.ts';

let gateway: TestGateway;
let erp: RecordRef;
let finance: RecordRef;
let stranger: RecordRef;

beforeAll(async () => {
  gateway = await startGateway();
  const known = gateway.world.truth.filter(({ records }) => new Set(records.map(({ source }) => source)).size === 4);
  const of = (party: number, source: string): RecordRef => {
    const ref = known[party]?.records.find((record) => record.source === source);
    if (!ref) throw new Error('the demo data has changed');
    return ref;
  };
  erp = of(0, 'erp');
  finance = of(0, 'finance');
  stranger = of(1, 'erp');
}, 120_000);

afterAll(() => gateway.stop());

async function ask<Data>(query: string, variables: object): Promise<Data> {
  const { data, errors } = await gateway.query(query, variables);
  expect(errors).toBeUndefined();
  return data as unknown as Data;
}

async function customerOf(record: RecordRef): Promise<string> {
  const query = 'query ($record: RecordKey) { customerBy(key: { record: $record }) { id } }';
  return (await ask<{ customerBy: { id: string } }>(query, { record })).customerBy.id;
}

const WHY = `query ($a: RecordKey!, $b: RecordKey!) {
  identityWhy(a: $a, b: $b) { same path { from { name recordId } to { name recordId } evidence { rule detail bits } } }
}`;
const RULE = (field: string) => `mutation ($a: RecordKey!, $b: RecordKey!, $reason: String!) {
  ${field}(a: $a, b: $b, reason: $reason) { ruling customers { id records { source recordId } } }
}`;

interface Why {
  readonly identityWhy: {
    readonly same: boolean;
    readonly path: readonly { readonly evidence: readonly { rule: string }[] }[];
  };
}

interface Ruled {
  readonly ruling: number;
  readonly customers: readonly { readonly id: string }[];
}

it('says why two records are the same customer, and that two others are not', async () => {
  const same = (await ask<Why>(WHY, { a: erp, b: finance })).identityWhy;
  expect(same.same).toBe(true);
  expect(same.path.flatMap(({ evidence }) => evidence).length).toBeGreaterThan(0);
  expect((await ask<Why>(WHY, { a: erp, b: stranger })).identityWhy).toMatchObject({ same: false, path: [] });
});

it('follows a ruling at once, keeps the past readable, and goes back when the ruling is withdrawn', async () => {
  const before = await customerOf(erp);
  const then = new Date().toISOString();
  const { unlinkRecords } = await ask<{ unlinkRecords: Ruled }>(RULE('unlinkRecords'), {
    a: erp,
    b: finance,
    reason: 'two branches with separate books',
  });
  expect(new Set(unlinkRecords.customers.map(({ id }) => id)).size).toBe(2);
  expect(await customerOf(erp)).not.toBe(await customerOf(finance));

  const past = await ask<{ customer: { records: RecordRef[] } }>(
    'query ($id: ID!, $asOf: DateTime!) { customer(id: $id, asOf: $asOf) { records { source recordId } } }',
    { id: before, asOf: then },
  );
  expect(past.customer.records).toEqual(expect.arrayContaining([{ source: 'finance', recordId: finance.id }]));

  const { identityRulings } = await ask<{ identityRulings: unknown[] }>(
    '{ identityRulings(first: 1) { ruling reason actor pairs { kind a { name recordId } } } }',
    {},
  );
  expect(identityRulings).toEqual([
    expect.objectContaining({ ruling: unlinkRecords.ruling, reason: 'two branches with separate books' }),
  ]);

  await ask('mutation ($ruling: Int!) { withdrawRuling(ruling: $ruling, reason: "it was one") { ruling } }', {
    ruling: unlinkRecords.ruling,
  });
  expect(await customerOf(finance)).toBe(before);
  expect(await customerOf(erp)).toBe(before);

  const { customer } = await ask<{ customer: { history: { type: string }[] } }>(
    'query ($id: ID!) { customer(id: $id) { history { at type cause actor reason record { name recordId } other } } }',
    { id: before },
  );
  expect(customer.history.map(({ type }) => type)).toEqual(expect.arrayContaining(['created', 'split', 'merged']));
});

it('is for stewards alone', async () => {
  const { key } = await gateway.app.access.createKey({ name: 'reader', scopes: ['customer:read'] });
  const { data, errors } = await gateway.query(
    RULE('linkRecords'),
    { a: erp, b: stranger, reason: 'mine' },
    { authorization: `Bearer ${key}` },
  );
  expect(data ?? null).toBeNull();
  expect(errors?.map(({ extensions }) => extensions)).toEqual([{ code: 'FIELD_FORBIDDEN', retryable: false }]);
  expect(await customerOf(erp)).not.toBe(await customerOf(stranger));
});

it('wants to know why', async () => {
  const { errors } = await gateway.query(RULE('linkRecords'), { a: erp, b: stranger, reason: ' ' });
  expect(errors?.[0]?.message).toBe('reason: say why; it is kept with the ruling.');
});
