import { startGateway, type TestGateway } from '../start-gateway.ts';

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startGateway({ sync: false });
}, 120_000);

afterAll(() => gateway.stop());

const TRACED = { 'x-c360-trace': '1' };

async function generationOfAnAnswer(): Promise<number> {
  const { errors, extensions } = await gateway.query('{ sources { name } }', {}, TRACED);
  expect(errors).toBeUndefined();
  return (extensions as unknown as { trace: { generation: number } }).trace.generation;
}

it('answers every request on one generation while others take over', async () => {
  const first = gateway.app.generation();
  const answers: number[] = [];
  const reloads = Array.from({ length: 5 }).reduce<Promise<unknown>>(
    (before) => before.then(() => gateway.app.reload()),
    Promise.resolve(),
  );
  const settled = reloads.then(() => 'reloaded' as const);
  const client = async (): Promise<void> => {
    answers.push(await generationOfAnAnswer());
    const state = await Promise.race([settled, Promise.resolve('reloading' as const)]);
    if (state === 'reloading') await client();
  };
  await Promise.all([client(), client(), client(), reloads]);

  expect(gateway.app.generation().id).toBe(first.id + 5);
  expect(await generationOfAnAnswer()).toBe(first.id + 5);
  expect(answers.length).toBeGreaterThan(0);
  expect(answers.every((generation) => generation >= first.id && generation <= first.id + 5)).toBe(true);
});

it('closes a generation that nobody uses any more, and only then', async () => {
  const old = gateway.app.generation();
  await gateway.app.reload();
  await expect(old.server.executeOperation({ query: '{ __typename }' })).rejects.toThrow(
    'Cannot execute GraphQL operations',
  );
  expect((await gateway.query('{ __typename }')).data).toEqual({ __typename: 'Query' });
});
