import { chmodSync, readFileSync, writeFileSync } from 'node:fs';

/** Version names that a program may ask of glibc though it hardly needs them. */
const TOO_NEW = ['GLIBC_2.38', 'GLIBC_2.39'];
const OLDEST = 'GLIBC_2.2.5';
/** C23's reading of "0b101" is the only difference between the two. */
const RENAMED = { from: '\0__isoc23_strtol\0', to: '\0strtol\0' };

/** An entry of the ELF section `.gnu.version_r`: hash (4 bytes), flags (2), index (2), offset of the name (4), next (4). */
const NAME_OFFSET = 8;

/**
 * A copy of an x64 program that was linked against glibc 2.39 and runs with 2.36 too. Its code stays as it is: in its list
 * of imports one function gets its older name and the newest versions the oldest one's.
 */
export function writeWithOlderGlibc(program: string, copy: string): void {
  const bytes = readFileSync(program);
  const oldest = findVersion(bytes, OLDEST);
  for (const name of TOO_NEW) {
    const entry = findVersion(bytes, name);
    bytes.copy(bytes, entry, oldest, oldest + 4);
    bytes.copy(bytes, entry + NAME_OFFSET, oldest + NAME_OFFSET, oldest + NAME_OFFSET + 4);
  }
  bytes.write(RENAMED.to, bytes.indexOf(RENAMED.from), 'latin1');
  writeFileSync(copy, bytes);
  chmodSync(copy, 0o755);
}

/** Where the entry of a version is: its hash, followed by flags that are 0 and a small index. */
function findVersion(bytes: Buffer, name: string): number {
  const start = Buffer.alloc(6);
  start.writeUInt32LE(systemVHash(name));
  const at = bytes.indexOf(start);
  if (at === -1) throw new Error(`nothing asks for ${name}`);
  return at;
}

function systemVHash(name: string): number {
  let hash = 0;
  for (const char of Buffer.from(name)) {
    hash = ((hash << 4) + char) >>> 0;
    const high = hash & 0xf0000000;
    hash = ((hash ^ (high >>> 24)) & ~high) >>> 0;
  }
  return hash;
}
