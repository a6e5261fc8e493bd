import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { runToEnd } from '../gateway/child-process.ts';

/** Where the others are, with a package.json of their own. */
export const PEERS_DIR = 'bench/peers';

/** `npm ci` in the peers' own folder, unless what is there is younger than the lock file. */
export async function installPeers(): Promise<void> {
  const lock = join(PEERS_DIR, 'package-lock.json');
  const installed = join(PEERS_DIR, 'node_modules/.package-lock.json');
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs) return;
  process.stderr.write(`installing the others into ${PEERS_DIR}/node_modules\n`);
  await runToEnd({ command: 'npm', args: ['ci', '--ignore-scripts'], env: process.env, cwd: PEERS_DIR });
}
