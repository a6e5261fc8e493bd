import { readFileSync } from 'node:fs';
import jsonata from 'jsonata';
import { createFunctions } from '../../src/mapping/functions/standard-functions.ts';

/** Turns one row of a source into our words. */
export type Mapping = (row: unknown) => Promise<unknown>;

const NAMES = {
  erp: ['customer', 'order', 'credit'],
  finance: ['customer', 'invoice'],
  scm: ['customer', 'shipment'],
  inventory: ['product', 'stock'],
  dmp: ['segments'],
} as const;

export type Mappings = { readonly [Source in keyof typeof NAMES]: Readonly<Record<string, Mapping>> };

/** The product's mapping files, compiled once by npm jsonata. */
export function loadMappings(): Mappings {
  const bySource = Object.entries(NAMES).map(([source, names]) => [
    source,
    Object.fromEntries(names.map((name) => [name, loadMapping(source, name)])),
  ]);
  return Object.fromEntries(bySource) as Mappings;
}

function loadMapping(source: string, name: string): Mapping {
  const expression = jsonata(readFileSync(`mappings/${source}/${name}.jsonata`, 'utf8'));
  for (const [functionName, { implementation, signature }] of Object.entries(createFunctions()))
    expression.registerFunction(functionName, implementation, signature);
  const bindings = { source, timeZone: 'America/Los_Angeles' };
  return async (row) => (await expression.evaluate(row, bindings)) as unknown;
}
