import type { DemoSourceName, DemoSources } from '../../../src/demo/start-demo-sources.ts';

interface DemoAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as JSON; undefined when it is something else. */
  readonly json: never;
}

/** Asks a demo system with its right credential, unless other headers are given. */
export type Ask = (source: DemoSourceName, path: string, init?: RequestInit) => Promise<DemoAnswer>;

export async function createAsk(demo: DemoSources): Promise<Ask> {
  const credentials: Record<DemoSourceName, Record<string, string>> = {
    erp: { authorization: basic(demo.env['ERP_USER'], demo.env['ERP_PASSWORD']) },
    finance: { authorization: `Bearer ${await fetchToken(demo)}` },
    scm: { 'api-key': demo.env['SCM_API_KEY'] ?? '' },
    inventory: { 'x-shopify-access-token': demo.env['INVENTORY_TOKEN'] ?? '' },
    dmp: { 'x-api-key': demo.env['DMP_API_KEY'] ?? '' },
  };
  return async (source, path, init = {}) => {
    const headers = init.headers ?? credentials[source];
    const url = path.startsWith('http') ? path : demo.sources[source].baseUrl + path;
    const response = await fetch(url, { ...init, headers });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, json: parse(text) as never };
  };
}

export async function fetchToken({ env }: DemoSources): Promise<string> {
  const response = await fetch(env['FINANCE_TOKEN_URL'] ?? '', {
    method: 'POST',
    headers: {
      authorization: basic(env['FINANCE_CLIENT_ID'], env['FINANCE_CLIENT_SECRET']),
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: 'grant_type=client_credentials',
  });
  const { access_token: token } = (await response.json()) as { access_token: string };
  return token;
}

export function basic(user = '', password = ''): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
