import { startGateway } from '../../start-gateway.ts';
import { HEADERS, startFixtureGateway } from '../../unit/http/start-fixture-gateway.ts';

/** What a conformance suite needs of a gateway that runs. */
export interface AuditedGateway {
  readonly graphql: string;
  /** A credential, the body's type, and the header that no page of another site can send. */
  readonly headers: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/** The HTTP layer before a small graph, and the whole gateway: both owe a caller the same answers. */
export const AUDITED_GATEWAYS: readonly (readonly [name: string, start: () => Promise<AuditedGateway>])[] = [
  ['the HTTP layer', startHttpLayer],
  ['the gateway', startWholeGateway],
];

async function startHttpLayer(): Promise<AuditedGateway> {
  const { graphql, stop } = await startFixtureGateway();
  return { graphql, headers: HEADERS, stop };
}

async function startWholeGateway(): Promise<AuditedGateway> {
  const gateway = await startGateway({ sync: false });
  const headers = { ...HEADERS, authorization: `Bearer ${gateway.key}` };
  return { graphql: gateway.url, headers, stop: () => gateway.stop() };
}
