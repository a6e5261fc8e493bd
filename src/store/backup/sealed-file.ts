import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import type { Secret } from '../../config/secret.ts';
import { setupInvalid } from '../../errors.ts';

/**
 * A file of sealed pieces: a magic word, a salt, then for each piece its length (4 bytes), the encrypted bytes and their tag
 * (16 bytes). Each is sealed with AES-256-GCM under a key of the file's own; its number and whether it is the last are part
 * of what is sealed, so that pieces cannot be changed, moved, left out or cut off unnoticed.
 */
const MAGIC = Buffer.from('C360 backup 1\n');
const SALT_BYTES = 32;
const TAG_BYTES = 16;
const LENGTH_BYTES = 4;
const MAX_PIECE_BYTES = 16_000_000;

interface PiecePlace {
  readonly key: Buffer;
  readonly number: number;
  readonly isLast: boolean;
}

export interface SealedWriter {
  write(piece: Buffer): Promise<void>;
  /** Writes the last piece, which may be empty. */
  end(piece: Buffer): Promise<void>;
}

/** Begins a sealed file. The handle stays the caller's to close. */
export async function createSealedWriter(handle: FileHandle, secret: Secret): Promise<SealedWriter> {
  const salt = randomBytes(SALT_BYTES);
  const key = toKey(secret, salt);
  await handle.writeFile(Buffer.concat([MAGIC, salt]));
  let number = 0;
  const write = async (piece: Buffer, isLast: boolean) => {
    await handle.writeFile(seal(piece, { key, number, isLast }));
    number += 1;
  };
  return { write: (piece) => write(piece, false), end: (piece) => write(piece, true) };
}

/**
 * The pieces of a sealed file, in order. Fails with SETUP_INVALID when none of the secrets opens it, and when it is damaged
 * or cut off: nobody may rely on pieces before the last has been given.
 */
export async function* readSealed(
  handle: FileHandle,
  { file, secrets }: { readonly file: string; readonly secrets: readonly Secret[] },
): AsyncGenerator<Buffer> {
  const head = await readBytes(handle, MAGIC.length + SALT_BYTES);
  if (!head?.subarray(0, MAGIC.length).equals(MAGIC))
    throw setupInvalid([{ file, message: 'is no backup of a gateway' }]);
  let keys = secrets.map((secret) => toKey(secret, head.subarray(MAGIC.length)));
  for (let number = 0, isLast = false; !isLast; number += 1) {
    const sealed = await readPiece(handle);
    const opened = sealed && open(sealed, keys, number);
    if (opened === undefined) throw setupInvalid([toProblem(file, number)]);
    keys = [opened.key];
    ({ isLast } = opened);
    yield opened.piece;
  }
  if ((await readBytes(handle, 1)) !== undefined) throw setupInvalid([{ file, message: 'goes on after its end' }]);
}

function toProblem(file: string, number: number) {
  if (number > 0) return { file, message: 'is damaged or cut off', hint: 'nothing of it was kept; use another backup' };
  const hint = 'set the secret of that time in C360_SECRET or C360_FORMER_SECRETS';
  return { file, message: 'does not open: another secret, or damage', hint };
}

function toKey(secret: Secret, salt: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', secret.reveal(), salt, 'c360 backup', 32));
}

function seal(piece: Buffer, { key, number, isLast }: PiecePlace): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, toNonce(number)).setAAD(toFacts(number, isLast));
  const body = Buffer.concat([cipher.update(piece), cipher.final()]);
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32BE(body.length);
  return Buffer.concat([length, body, cipher.getAuthTag()]);
}

function open(sealed: Buffer, keys: readonly Buffer[], number: number) {
  for (const key of keys) {
    for (const isLast of [false, true]) {
      const piece = tryOpen(sealed, { key, number, isLast });
      if (piece !== undefined) return { piece, key, isLast };
    }
  }
  return undefined;
}

function tryOpen(sealed: Buffer, { key, number, isLast }: PiecePlace): Buffer | undefined {
  const decipher = createDecipheriv('aes-256-gcm', key, toNonce(number), { authTagLength: TAG_BYTES });
  decipher.setAAD(toFacts(number, isLast)).setAuthTag(sealed.subarray(sealed.length - TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(0, sealed.length - TAG_BYTES)), decipher.final()]);
  } catch {
    return undefined;
  }
}

/** The key is the file's own, so a number is used once. */
function toNonce(number: number): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeBigUInt64BE(BigInt(number), 4);
  return nonce;
}

function toFacts(number: number, isLast: boolean): Buffer {
  return Buffer.from(`${number} ${isLast ? 'last' : 'more'}`);
}

async function readPiece(handle: FileHandle): Promise<Buffer | undefined> {
  const length = (await readBytes(handle, LENGTH_BYTES))?.readUInt32BE();
  if (length === undefined || length > MAX_PIECE_BYTES) return undefined;
  return readBytes(handle, length + TAG_BYTES);
}

/** So many bytes, or undefined when there are fewer left. */
async function readBytes(handle: FileHandle, count: number): Promise<Buffer | undefined> {
  const bytes = Buffer.alloc(count);
  let filled = 0;
  while (filled < count) {
    const { bytesRead } = await handle.read(bytes, filled, count - filled);
    if (bytesRead === 0) return undefined;
    filled += bytesRead;
  }
  return bytes;
}
