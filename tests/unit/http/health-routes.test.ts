import { startFixtureGateway, type FixtureGateway } from './start-fixture-gateway.ts';

describe('health and metrics', () => {
  const state = { ready: true, checks: { store: { ok: true } } };
  let gateway: FixtureGateway;
  beforeAll(async () => {
    gateway = await startFixtureGateway({ readiness: async () => state });
  });
  afterAll(async () => gateway.stop());

  it('is live', async () => {
    const response = await fetch(`${gateway.url}/health/live`);
    expect({ status: response.status, body: await response.json() }).toEqual({ status: 200, body: { live: true } });
  });

  it('answers HEAD as well', async () => {
    expect((await fetch(`${gateway.url}/health/ready`, { method: 'HEAD' })).status).toBe(200);
  });

  it.each([
    [true, 200],
    [false, 503],
  ])('ready: %s answers %i with the checks', async (ready, status) => {
    Object.assign(state, { ready });
    const response = await fetch(`${gateway.url}/health/ready`);
    expect(response.status).toBe(status);
    await expect(response.json()).resolves.toEqual({ ready, checks: { store: { ok: true } } });
  });

  it('counts requests by route, not by address', async () => {
    await fetch(`${gateway.url}/canary@example.com`);
    await fetch(`${gateway.url}/health/live?name=canary`);
    const page = await (await fetch(`${gateway.url}/metrics`)).text();
    expect(page).toContain('c360_http_request_duration_seconds_count{method="GET",route="none",status="404"} 1');
    expect(page).toContain('route="/health/live",status="200"');
    expect(page).not.toContain('canary');
  });
});
