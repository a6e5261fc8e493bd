import { startFixtureGateway } from './start-fixture-gateway.ts';

/** The fixture gateway as a process of its own: prints its address, drains on SIGTERM. */
const gateway = await startFixtureGateway();
process.once('SIGTERM', () => {
  void gateway.stop({ waitMs: 300, timeoutMs: 5_000 }).then(() => process.exit(0));
});
process.stdout.write(`${gateway.url}\n`);
