import { hashEmail } from '../../../src/domain/hashed-identifier.ts';
import { startDemoSources } from '../../../src/demo/start-demo-sources.ts';
import type { DemoSources } from '../../../src/demo/start-demo-sources.ts';
import { createAsk } from './demo-client.ts';
import type { Ask } from './demo-client.ts';

interface Lookup {
  readonly processed: number;
  readonly profiles: {
    requestedId: { value: string; namespaceCode: string };
    uuid: string;
    segments: { status: string }[];
  }[];
}

describe('dmp', () => {
  let demo: DemoSources;
  let ask: Ask;
  beforeAll(async () => {
    demo = await startDemoSources();
    ask = await createAsk(demo);
  });
  afterAll(() => demo.stop());

  const post = async (body: unknown) =>
    ask('dmp', '/v1/profiles/lookup', { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) });

  it('answers a row for each id it knows, and nothing for the others', async () => {
    const known = demo.world.dmp.profiles.flatMap(({ ids, uuid }) => ids.map((id) => ({ ...id, uuid }))).slice(0, 200);
    const unknown = { namespaceCode: 'Email_LC_SHA256', value: hashEmail('nobody@example.com') };
    const declaredIds = [unknown, ...known.map(({ namespace, value }) => ({ namespaceCode: namespace, value }))];
    const { processed, profiles } = (await post({ declaredIds })).json as Lookup;
    expect(processed).toBe(known.length + 1);
    expect(profiles.map(({ requestedId, uuid }) => [requestedId.value, uuid])).toEqual(
      known.map(({ value, uuid }) => [value, uuid]),
    );
  });

  it('finds a customer by the hash of the address the ERP holds', async () => {
    const partner = demo.world.erp.partners.find(({ number, address }) => {
      const hash = hashEmail(address.emails[0] ?? '');
      const truth = demo.world.truth.find(({ records }) => records.some(({ id }) => id === number));
      const profile = demo.world.dmp.profiles.find(({ ids }) => ids.some(({ value }) => value === hash));
      return truth?.records.some(({ id }) => id === profile?.uuid);
    });
    const hash = hashEmail(partner?.address.emails[0] ?? '');
    const answer = await ask('dmp', `/v1/profiles?namespaceCode=Email_LC_SHA256&values=${hash}`);
    expect((answer.json as Lookup).profiles).toEqual([
      expect.objectContaining({
        requestedId: { namespaceCode: 'Email_LC_SHA256', dataSourceId: 11, value: hash },
        segments: expect.arrayContaining([
          expect.objectContaining({ origin: expect.stringMatching(/^(FIRST|THIRD)_PARTY$/u) }),
        ]),
      }),
    ]);
  });

  it.each([
    ['a body that is no JSON', '{'],
    ['no list of ids', {}],
    ['an unknown namespace', { declaredIds: [{ namespaceCode: 'Moon', value: 'x' }] }],
    ['a value that is no hash', { declaredIds: [{ namespaceCode: 'Email_LC_SHA256', value: 'joe@example.com' }] }],
    [
      'too many ids',
      {
        declaredIds: Array.from({ length: 1001 }, (_, index) => ({
          namespaceCode: 'ERP_CRM_ID',
          value: String(index),
        })),
      },
    ],
  ])('answers 200 with an error inside for %s', async (_, body) => {
    const answer = await post(body);
    expect(answer.status).toBe(200);
    expect(answer.json).toEqual({ error: { code: 'INVALID_ARGUMENT', message: expect.any(String) } });
  });

  it('takes the key as a header or as Bearer, and says what is wrong with another', async () => {
    const key = demo.env['DMP_API_KEY'] ?? '';
    const headers = [
      { 'x-api-key': key },
      { authorization: `Bearer ${key}` },
      {},
      { 'x-api-key': 'x' },
      { authorization: 'Bearer x' },
    ];
    const answers = await Promise.all(
      headers.map((each) => ask('dmp', '/v1/segments', { headers: each as Record<string, string> })),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 403, 403, 401]);
    expect(answers[2]?.json).toEqual({ error_code: '403000', message: 'Api Key is required' });
  });
});
