import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PEERS_DIR } from './install-peers.ts';

/** A folder with `connectors` and `mappings` of the five sources and of so many help desks. */
export function createSetup(folder: string, desks: number): string {
  for (const part of ['connectors', 'mappings']) cpSync(join(PEERS_DIR, part), join(folder, part), { recursive: true });
  const connector = readFileSync(join(PEERS_DIR, 'desk/connector.yaml'), 'utf8');
  for (let number = 1; number <= desks; number += 1) {
    const name = `desk${number}`;
    for (const part of ['connectors', 'mappings']) mkdirSync(join(folder, part, name));
    const filled = connector.replaceAll('NAME_BASE', `${name.toUpperCase()}_BASE`).replaceAll('NAME', name);
    writeFileSync(join(folder, 'connectors', name, 'connector.yaml'), filled);
    cpSync(join(PEERS_DIR, 'desk/ticket.jsonata'), join(folder, 'mappings', name, 'ticket.jsonata'));
  }
  return folder;
}
