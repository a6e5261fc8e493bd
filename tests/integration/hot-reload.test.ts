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
  let isReloading = true;
  const answers: number[] = [];
  const client = async () => {
    while (isReloading) answers.push(await generationOfAnAnswer());
  };
  const clients = [client(), client(), client()];
  for (let round = 0; round < 5; round += 1) await gateway.app.reload();
  isReloading = false;
  await Promise.all(clients);

  expect(gateway.app.generation().id).toBe(first.id + 5);
  expect(await generationOfAnAnswer()).toBe(first.id + 5);
  expect(answers.length).toBeGreaterThan(0);
  expect(answers.every((generation) => generation >= first.id && generation <= first.id + 5)).toBe(true);
});

it('closes a generation that nobody uses any more, and only then', async () => {
  const old = gateway.app.generation();
  await gateway.app.reload();
  await expect(old.server.executeOperation({ query: '{ __typename }' })).rejects.toThrow();
  expect((await gateway.query('{ __typename }')).data).toEqual({ __typename: 'Query' });
});
