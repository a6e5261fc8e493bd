import { jest } from '@jest/globals';
import { startGateway, type TestGateway } from '../start-gateway.ts';

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startGateway({ sync: false });
}, 120_000);

afterAll(() => gateway.stop());

it('logs a bug under the id that the caller was given, and tells the caller nothing else', async () => {
  const identity = gateway.app.identity;
  const broken = jest.spyOn(identity, 'list').mockRejectedValueOnce(new TypeError('x is undefined in /srv/private'));
  const { errors, extensions } = await gateway.query('{ customers { totalCount } }');
  broken.mockRestore();

  expect(errors).toEqual([
    expect.objectContaining({
      message: 'Something went wrong inside the gateway.',
      extensions: { code: 'INTERNAL', retryable: false },
    }),
  ]);
  const { requestId } = extensions as unknown as { requestId: string };
  const lines = gateway.logLines.map((line) => JSON.parse(line) as { level: string; requestId?: string; err?: object });
  expect(lines.filter(({ level }) => level === 'error')).toEqual([
    expect.objectContaining({ requestId, err: expect.objectContaining({ type: 'TypeError' }) }),
  ]);
  expect(gateway.logLines.join()).not.toContain('private');
});
