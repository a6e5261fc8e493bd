import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { toShownName } from '../connector/connector-bundle.ts';
import { setupInvalid } from '../errors.ts';

interface Folders {
  readonly connectorsDir: string;
  readonly mappingsDir: string;
}

/**
 * Writes a connector that `c360 check` takes as it stands, and gives back the names of its files. SETUP_INVALID for a name
 * that is none, and when one of the folders is there already.
 */
export function writeConnector(name: string, { connectorsDir, mappingsDir }: Folders): string[] {
  if (!/^[a-z][a-z0-9-]*$/.test(name))
    throw setupInvalid([{ file: name, message: 'is no name for a connector', hint: 'right: helpdesk' }]);
  const folders = [join(connectorsDir, name), join(mappingsDir, name)];
  const taken = folders.filter((folder) => existsSync(folder));
  if (taken.length > 0)
    throw setupInvalid(taken.map((folder) => ({ file: toShownName(folder), message: 'is there already' })));

  const [connector = '', mappings = ''] = folders;
  const files = [
    { file: join(connector, 'connector.yaml'), text: toManifest(name) },
    { file: join(connector, 'README.md'), text: toReadme(name) },
    { file: join(mappings, 'customer.jsonata'), text: toMapping(name) },
    { file: join(mappings, 'customer.examples.yaml'), text: EXAMPLES },
  ];
  for (const { file, text } of files) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text, { flag: 'wx' });
  }
  return files.map(({ file }) => toShownName(file));
}

function toVariable(name: string): string {
  return name.toUpperCase().replaceAll('-', '_');
}

function toManifest(name: string): string {
  const variable = toVariable(name);
  return `# yaml-language-server: $schema=../../docs/connector.schema.json
connector: ${name}
title: ${name}
owner: ${name}-team@example.com
source:
  kind: rest
  baseUrl: \${${variable}_BASE_URL}
  auth: { type: bearer, token: '\${${variable}_TOKEN}' }
provides:
  Customer:
    fetch:
      get: /customers
      query: { ids: '$join($keys, ",")' }
      batch: 50
    rows: body.items
    key: id
    mapping: customer
    cache: { ttl: 5m, staleIfError: 1h }
    list:
      get: /customers
      query: { page: $page, size: $size, changedSince: $since }
      paging: { type: page }
`;
}

function toReadme(name: string): string {
  const variable = toVariable(name);
  return `# ${name}

What the system is, who runs it, and where its own documentation is.

| variable              | what it is                          |
| --------------------- | ----------------------------------- |
| \`${variable}_BASE_URL\` | where it answers, \`https://…\`       |
| \`${variable}_TOKEN\`    | what we show it who we are by       |
`;
}

function toMapping(name: string): string {
  return `/* A customer of ${name} -> canonical customer. Lists are written [ … ], so that none and one stay lists. */
{
  "id": $string(id),
  "displayName": $trimmed(name),
  "emails": [$email(email).{ "address": $ }],
  "modifiedAt": $isoDateTime(changedAt)
}
`;
}

const EXAMPLES = `# One example for each rule, the refusals too. People in examples are invented.
- name: a customer
  in: { id: 7, name: ' Vega Instruments ', email: Office@Vega.Example, changedAt: '2026-11-01T09:30:00Z' }
  out:
    id: '7'
    displayName: Vega Instruments
    emails: [{ address: office@vega.example }]
    modifiedAt: '2026-11-01T09:30:00Z'
- name: an e-mail address that is none is refused, not guessed
  in: { id: 8, name: Bo, email: unknown }
  out: { id: '8', displayName: Bo, emails: [] }
  problems:
    - path: emails[]
      code: INVALID_EMAIL
`;
