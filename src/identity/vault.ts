import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createSecretKey,
  hkdfSync,
  randomBytes,
  type KeyObject,
} from 'node:crypto';
import type { Secret } from '../config/secret.ts';
import { AppError, setupInvalid } from '../errors.ts';

const IV_BYTES = 12;
const TAG_BYTES = 16;
const DIGEST_LENGTH = 22;

interface Sealed {
  readonly keyId: string;
  /** Base 64 of nonce, tag and ciphertext. */
  readonly payload: string;
}

/** Keeps personal values: encrypted to be read again, or as keyed hashes to be compared. */
export interface Vault {
  /** The key new values are sealed with. */
  readonly keyId: string;
  /** `owner` is bound to the value: it opens for no other. */
  seal(text: string, owner: string): Sealed;
  /** SETUP_INVALID when its key is not at hand, INTERNAL when the value was tampered with. */
  open(sealed: Sealed, owner: string): string;
  /** 132 bits of HMAC-SHA-256 under the current secret. */
  digest(text: string): string;
  /** The same under every secret at hand, the current one first. */
  digests(text: string): string[];
}

interface Keys {
  readonly id: string;
  readonly sealing: KeyObject;
  readonly digesting: KeyObject;
}

/** AES-256-GCM and HMAC-SHA-256, each with a key of its own derived from the secret. */
export function createVault(secret: Secret, formerSecrets: readonly Secret[] = []): Vault {
  const current = deriveKeys(secret);
  const all = [current, ...formerSecrets.map(deriveKeys)];
  const byId = new Map(all.map((keys) => [keys.id, keys]));
  return {
    keyId: current.id,
    seal: (text, owner) => seal(current, text, owner),
    open: (sealed, owner) => open(byId.get(sealed.keyId), sealed, owner),
    digest: (text) => digest(current, text),
    digests: (text) => all.map((keys) => digest(keys, text)),
  };
}

function deriveKeys(secret: Secret): Keys {
  const derive = (purpose: string) =>
    Buffer.from(hkdfSync('sha256', secret.reveal(), '', `c360 identity ${purpose}`, 32));
  const id = createHash('sha256').update(derive('key id')).digest('hex').slice(0, 8);
  return { id, sealing: createSecretKey(derive('sealing')), digesting: createSecretKey(derive('digests')) };
}

function seal(keys: Keys, text: string, owner: string): Sealed {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', keys.sealing, iv).setAAD(Buffer.from(owner));
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return { keyId: keys.id, payload: Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64') };
}

function open(keys: Keys | undefined, { keyId, payload }: Sealed, owner: string): string {
  if (!keys) throw unknownKey(keyId);
  const bytes = Buffer.from(payload, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', keys.sealing, bytes.subarray(0, IV_BYTES))
    .setAAD(Buffer.from(owner))
    .setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  try {
    return decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
  } catch {
    throw new AppError('INTERNAL', { detail: `a sealed value under key ${keyId} does not open` });
  }
}

function unknownKey(keyId: string): AppError {
  return setupInvalid([
    {
      file: 'secret',
      message: `the store holds values sealed under key ${keyId}, which no configured secret yields`,
      hint: 'start with the secret the store was filled under, or give it as a former secret',
    },
  ]);
}

function digest(keys: Keys, text: string): string {
  return createHmac('sha256', keys.digesting).update(text).digest('base64url').slice(0, DIGEST_LENGTH);
}
