import { createCipheriv, createDecipheriv, createSecretKey, hkdfSync, randomBytes } from 'node:crypto';
import type { Secret } from '../../config/secret.ts';

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Texts that are kept for whoever holds the secret: AES-256-GCM, each under a nonce of its own. */
export interface SealedTexts {
  seal(text: string): string;
  /** Undefined for a text that was sealed under no secret at hand, or tampered with. */
  open(sealed: string): string | undefined;
}

/** Seals under the first secret and opens under any. */
export function createSealedTexts(secrets: readonly [Secret, ...Secret[]]): SealedTexts {
  const keys = secrets.map((secret) =>
    createSecretKey(Buffer.from(hkdfSync('sha256', secret.reveal(), '', 'c360 consent texts', 32))),
  );
  return {
    seal(text) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', keys[0] as NonNullable<(typeof keys)[0]>, iv);
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url');
    },
    open(sealed) {
      const bytes = Buffer.from(sealed, 'base64url');
      const [iv, tag] = [bytes.subarray(0, IV_BYTES), bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES)];
      for (const key of keys) {
        try {
          const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES }).setAuthTag(tag);
          return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]).toString();
        } catch {
          continue;
        }
      }
      return undefined;
    },
  };
}
