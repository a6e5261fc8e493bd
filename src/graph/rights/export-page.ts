import type { ExportDocument } from './export-customer.ts';

/** The export as a page that a person can read without the gateway: no script, no style from elsewhere. */
export function toExportPage({ customer, exportedAt, identity, consents, sources }: ExportDocument): string {
  const parts = sources.map(
    ({ part, source, fetchedAt, missing, data }) =>
      `<section><h2>${escape(part)} <small>${escape(source)}</small></h2>` +
      `<p>${fetchedAt ? `Read ${escape(fetchedAt)}.` : ''}${missing ? ` Missing: ${escape(missing)}.` : ''}</p>${toHtml(data)}</section>`,
  );
  return [
    '<!doctype html>',
    '<html lang="en"><head><meta charset="utf-8"><title>Your data</title>',
    '<style>body{font:16px/1.5 sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}table{border-collapse:collapse}',
    'th,td{border:1px solid #ccc;padding:.2rem .6rem;text-align:left;vertical-align:top}small{color:#666}</style></head>',
    `<body><h1>Your data</h1><p>Customer ${escape(customer)}, put together ${escape(exportedAt)}.</p>`,
    ...parts,
    `<section><h2>What you allowed</h2>${toHtml(consents)}</section>`,
    `<section><h2>What links these records</h2>${toHtml(identity)}</section>`,
    '</body></html>',
  ].join('\n');
}

function toHtml(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(toHtml).join('<br>');
  if (typeof value !== 'object') return escape(typeof value === 'string' ? value : JSON.stringify(value));
  const rows = Object.entries(value).map(
    ([name, child]) => `<tr><th>${escape(name)}</th><td>${toHtml(child)}</td></tr>`,
  );
  return `<table>${rows.join('')}</table>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escape(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}
