import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Connector, loadConnectors } from '../../../src/connector/load-connectors.ts';
import type { OutboundRules } from '../../../src/source/outbound-guard.ts';
import { LOOPBACK } from '../../loopback-sources.ts';

export interface Workplace {
  readonly connectorsDir: string;
  readonly mappingsDir: string;
  /** Writes connectors/<name>/connector.yaml and one mapping for it. */
  write(manifest: string, name?: string, mapping?: string): void;
  load(env?: Record<string, string>, outbound?: Partial<OutboundRules>): Promise<Connector[]>;
  remove(): Promise<void>;
}

/** A folder of connectors and mappings for one test; connectors loaded from it are closed with it. */
export function createWorkplace(): Workplace {
  const root = mkdtempSync(join(tmpdir(), 'c360-connectors-'));
  const connectorsDir = join(root, 'connectors');
  const mappingsDir = join(root, 'mappings');
  const loaded: Connector[] = [];
  const put = (file: string, text: string) => {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  };
  return {
    connectorsDir,
    mappingsDir,
    write(manifest, name = 'crm', mapping = '{ "id": $string(id) }') {
      put(join(connectorsDir, name, 'connector.yaml'), manifest);
      put(join(mappingsDir, name, 'customer.jsonata'), mapping);
    },
    async load(env = {}, outbound = {}) {
      const connectors = await loadConnectors({
        connectorsDir,
        mappingsDir,
        env,
        outbound: { ...LOOPBACK, ...outbound },
      });
      loaded.push(...connectors);
      return connectors;
    },
    async remove() {
      await Promise.all(loaded.map((connector) => connector.close()));
      rmSync(root, { recursive: true });
    },
  };
}

export interface ManifestParts {
  readonly baseUrl?: string;
  readonly kind?: string;
  /** YAML lines below `source`. */
  readonly source?: string;
  /** The whole of `provides.Customer`, as YAML lines. */
  readonly customer?: string;
  /** YAML lines at the top level. */
  readonly more?: string;
}

/** A small manifest that is right, with parts replaced. */
export function manifestWith(parts: ManifestParts = {}): string {
  const { baseUrl = 'http://127.0.0.1:9', kind = 'rest', source = '', more = '' } = parts;
  const customer =
    parts.customer ??
    'fetch: { get: /customers, query: { ids: $keys }, batch: 10 }\nrows: body.items\nkey: id\nmapping: customer';
  return [
    'connector: crm',
    'title: CRM',
    'owner: crm@acme.example',
    'source:',
    `  kind: ${kind}`,
    `  baseUrl: ${baseUrl}`,
    ...indent(source, '  '),
    'provides:',
    '  Customer:',
    ...indent(customer, '    '),
    more,
  ]
    .filter((line) => line !== '')
    .join('\n');
}

function indent(text: string, by: string): string[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => by + line);
}
