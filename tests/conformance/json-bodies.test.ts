import { existsSync, readFileSync } from 'node:fs';
import { AUDITED_GATEWAYS, type AuditedGateway } from './gateway-audit/audited-gateways.ts';

const FILE = '../shared/conformance/json-bodies.json';

interface BodyCase {
  readonly name: string;
  readonly b64?: string;
  readonly recipe?: string;
}

const { cases }: { cases: BodyCase[] } = existsSync(FILE)
  ? JSON.parse(readFileSync(FILE, 'utf8'))
  : { cases: [{ name: 'the file is absent' }] };

/** Two bodies are too long for the file and are written there as what to repeat. */
const REPEATED: Readonly<Record<string, string>> = {
  'n_structure_100000_opening_arrays.json': '['.repeat(100_000),
  'n_structure_open_array_object.json': `${'[{"":'.repeat(50_000)}\n`,
};
const LARGER_THAN_ACCEPTED = 'n_structure_open_array_object.json';

function toBody({ name, b64 }: BodyCase): string | Uint8Array {
  return b64 === undefined ? (REPEATED[name] ?? '') : Uint8Array.from(Buffer.from(b64, 'base64'));
}

const describeWithShared = existsSync(FILE) ? describe : describe.skip;

const title = '%s: request bodies of JSONTestSuite (skipped without ../shared/conformance/json-bodies.json)';

describeWithShared.each(AUDITED_GATEWAYS)(title, (_name, start) => {
  let gateway: AuditedGateway;
  beforeAll(async () => {
    gateway = await start();
  }, 60_000);
  afterAll(async () => gateway.stop());

  it.each(cases)('$name is refused with JSON', async (bodyCase) => {
    const response = await fetch(gateway.graphql, { method: 'POST', headers: gateway.headers, body: toBody(bodyCase) });
    const text = await response.text();
    expect({ status: response.status, type: response.headers.get('content-type') }).toEqual({
      status: bodyCase.name === LARGER_THAN_ACCEPTED ? 413 : 400,
      type: 'application/json; charset=utf-8',
    });
    expect(JSON.parse(text)).toMatchObject({ errors: [{ extensions: { code: 'BAD_REQUEST', retryable: false } }] });
    expect(text).not.toMatch(/\bat .*:\d+:\d+|node_modules|SyntaxError|Unexpected token/);
  });
});
