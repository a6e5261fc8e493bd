import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { assert, asyncProperty, integer, nat } from 'fast-check';
import type { Audit } from '../../../../src/access/audit/audit.ts';
import { createAudit, type AuditOptions } from '../../../../src/access/audit/create-audit.ts';
import { Secret } from '../../../../src/config/secret.ts';
import { AppError } from '../../../../src/errors.ts';
import { openStore } from '../../../../src/store/open-store.ts';
import type { Store } from '../../../../src/store/store.ts';
import { describeOnStores } from '../../store/test-stores.ts';
import { changeOf, readOf } from './audit-cases.ts';

const secret = new Secret('a secret of this test and of nothing else');

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'c360-audit-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describeOnStores('the audit', (open) => {
  let store: Store;
  let audit: Audit;
  const auditOf = (options: Partial<AuditOptions> = {}) => createAudit({ store, secret, folder, ...options });
  beforeEach(async () => {
    store = await open();
    audit = auditOf();
  });
  afterEach(async () => {
    await audit.close();
    await store.close();
  });

  const recordMany = async (count: number, into = audit) => {
    await Promise.all(Array.from({ length: count }, (_, index) => into.record(readOf({ requestId: `r${index}` }))));
    await into.flush();
  };

  it('keeps what it was told, in one chain', async () => {
    await audit.record(readOf());
    await audit.record(changeOf());
    await audit.flush();
    const [first, second] = await audit.read();
    expect(first).toMatchObject({ seq: 1, previous: '0'.repeat(64), entry: { kind: 'read', customers: ['cus_1'] } });
    expect(second).toMatchObject({ seq: 2, previous: first?.hash, entry: changeOf() });
    expect(await audit.verify()).toMatchObject({ intact: true, records: 2, head: { seq: 2 }, problems: [] });
  });

  it('keeps of a principal who it was, and neither scopes nor attributes', async () => {
    await audit.record(readOf());
    await audit.flush();
    const [record] = await audit.read();
    const who = { kind: 'partner', via: 'key', id: 'agency', tenant: 'default', purpose: 'SERVICE' };
    expect(record?.entry.who).toEqual(who);
  });

  it('is found by customer, by principal, by time and page by page', async () => {
    let now = Date.parse('2026-11-01T00:00:00Z');
    const dated = auditOf({ clock: () => (now += 1_000) });
    await dated.record(readOf({ customers: ['cus_1', 'cus_22'] }));
    await dated.record(readOf({ customers: ['cus_2'], who: { ...readOf().who, id: 'shop' } }));
    await dated.record(changeOf({ customers: ['cus_1'], action: 'identity.merge' }));
    await dated.flush();
    const seqs = async (query: Parameters<Audit['read']>[0]) => (await dated.read(query)).map(({ seq }) => seq);
    expect(await seqs({ customer: 'cus_1' })).toEqual([1, 3]);
    expect(await seqs({ customer: 'cus_2' })).toEqual([2]);
    expect(await seqs({ customer: 'cus__' })).toEqual([]);
    expect(await seqs({ customer: '%' })).toEqual([]);
    expect(await seqs({ principal: 'shop' })).toEqual([2]);
    expect(await seqs({ since: '2026-11-01T00:00:02Z' })).toEqual([2, 3]);
    expect(await seqs({ until: '2026-11-01T01:00:02+01:00' })).toEqual([1]);
    expect(await seqs({ afterSeq: 1, limit: 1 })).toEqual([2]);
    await dated.close();
  });

  it('is one chain whoever writes it', async () => {
    const others = Array.from({ length: 3 }, () => auditOf());
    await Promise.all([audit, ...others].map((each) => recordMany(40, each)));
    expect(await audit.verify()).toMatchObject({ intact: true, records: 160 });
    await Promise.all(others.map((other) => other.close()));
  });

  it('goes on under another secret, and says which part it cannot vouch for', async () => {
    await recordMany(3);
    const next = new Secret('the next secret, long enough to be one');
    const after = auditOf({ secret: next, formerSecrets: [secret] });
    await recordMany(3, after);
    expect(await after.verify()).toMatchObject({ intact: true, records: 6 });
    const forgetful = auditOf({ secret: next });
    expect(await forgetful.verify()).toMatchObject({ intact: false });
    await Promise.all([after.close(), forgetful.close()]);
  });

  it.each(['id', 'at', 'who', 'customers', 'entry', 'key_id', 'previous', 'hash'])(
    'shows that one character of %s was changed',
    async (column) => {
      await recordMany(20);
      await assert(
        asyncProperty(integer({ min: 1, max: 20 }), nat(), async (seq, at) => {
          const row = await store.get<Record<string, string>>('select * from audit_record where seq = ?', [seq]);
          const text = row?.[column] ?? '';
          const place = at % text.length;
          const changed = text.slice(0, place) + (text[place] === 'x' ? 'y' : 'x') + text.slice(place + 1);
          await store.run(`update audit_record set ${column} = ? where seq = ?`, [changed, seq]);
          expect((await audit.verify()).intact).toBe(false);
          await store.run(`update audit_record set ${column} = ? where seq = ?`, [text, seq]);
          expect((await audit.verify()).intact).toBe(true);
        }),
        { numRuns: 10 },
      );
    },
  );

  it.each<[string, string]>([
    ['a record taken out', 'delete from audit_record where seq = 7'],
    ['the first record taken out', 'delete from audit_record where seq = 1'],
    ['two records exchanged', `update audit_record set seq = case seq when 3 then -4 else -3 end where seq in (3, 4)`],
    ['the newest records cut off', 'delete from audit_record where seq > 15'],
    ['all records cut off', 'delete from audit_record'],
    [
      'a record copied behind',
      `insert into audit_record select 21, 'copy', at, who, customers, entry, key_id, previous, hash from audit_record where seq = 20`,
    ],
    ['the head moved back', `update audit_head set seq = 15, hash = (select hash from audit_record where seq = 15)`],
    ['the head taken out', 'delete from audit_head'],
    ['the seal of the head changed', `update audit_head set seal = 'x'`],
  ])('shows %s', async (_, sql) => {
    await recordMany(20);
    await store.run(sql);
    await store.run('update audit_record set seq = -seq where seq < 0');
    expect((await audit.verify()).problems).not.toEqual([]);
  });

  it('shows even a chain cut short with the head it had then, to who remembers a later place', async () => {
    await recordMany(10);
    const head = await store.get<{ seq: number; hash: string; seal: string }>('select * from audit_head');
    await recordMany(10);
    const { head: anchor } = await audit.verify();
    await store.run('delete from audit_record where seq > 10');
    await store.run('update audit_head set seq = ?, hash = ?, seal = ?', [10, head?.hash ?? '', head?.seal ?? '']);
    expect(await audit.verify()).toMatchObject({ intact: true });
    expect(await audit.verify(anchor ? [anchor] : [])).toMatchObject({ intact: false });
  });
});

describe('an entry that was acknowledged', () => {
  let store: Store;
  beforeEach(async () => (store = await openStore({ url: 'sqlite::memory:' })));
  afterEach(() => store.close());
  const broken = (): Store => ({ ...store, transaction: () => Promise.reject(new AppError('STORE_UNAVAILABLE')) });

  it('outlives a store that is away, and the process', async () => {
    const errors: unknown[] = [];
    const away = createAudit({ store: broken(), secret, folder, onError: (error) => void errors.push(error) });
    await away.record(readOf());
    await expect(away.flush()).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    await away.close();
    expect(errors).not.toEqual([]);

    const next = createAudit({ store, secret, folder });
    await next.flush();
    expect(await next.read()).toMatchObject([{ seq: 1, entry: { kind: 'read' } }]);
    await next.close();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('comes into the store by itself', async () => {
    const audit = createAudit({ store, secret, folder });
    await audit.record(readOf());
    for (let tries = 0; tries < 100 && (await audit.read()).length === 0; tries += 1) await delay(20);
    expect(await audit.read()).toHaveLength(1);
    await audit.close();
  });

  it('is kept once when the process was killed between storing it and forgetting it', async () => {
    const line = JSON.stringify({ id: 'i-1', at: '2026-11-01T00:00:00.000Z', entry: readOf() });
    for (const name of ['999999999-a.spool', '999999998-b.spool']) writeFileSync(join(folder, name), `${line}\n`);
    const audit = createAudit({ store, secret, folder });
    await audit.flush();
    expect(await audit.read()).toHaveLength(1);
    await audit.close();
  });

  it('is not lost beside a line that was half written, which is told and kept', async () => {
    const errors: unknown[] = [];
    const line = JSON.stringify({ id: 'i-1', at: '2026-11-01T00:00:00.000Z', entry: readOf() });
    writeFileSync(join(folder, '999999999-a.spool'), `{"id":"i-0","a\n${line}\n{"id":"i-2","at"`);
    const audit = createAudit({ store, secret, folder, onError: (error) => void errors.push(error) });
    await audit.flush();
    expect((await audit.read()).map(({ id }) => id)).toEqual(['i-1']);
    expect(errors).toHaveLength(1);
    await audit.close();
    expect(readdirSync(folder)).toEqual(['999999999-a.spool']);
  });

  it('is never one that the disk did not take', async () => {
    const audit = createAudit({ store, secret, folder });
    rmSync(folder, { recursive: true });
    writeFileSync(folder, 'a file where the folder was');
    await expect(audit.record(readOf())).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    rmSync(folder);
    await expect(audit.record(readOf())).resolves.toBeUndefined();
    await audit.close();
  });
});
