import { compactVerify, type CompactVerifyGetKey } from 'jose';

/** Three parts of unpadded base64url, as RFC 7515 writes them; decoders forgive more. */
const COMPACT = /^[\w-]+\.[\w-]*\.[\w-]+$/;
const LONGEST = 8_192;

export interface VerifiedJws {
  readonly header: Readonly<Record<string, unknown>>;
  readonly payload: Uint8Array;
}

/** Finds the key that a header names; throws when there is none, or several (then it can be asked for each). */
export type FindKey = CompactVerifyGetKey;

/** What a JWS in compact form says, if one of the keys signed it with an algorithm of the list; undefined otherwise. Never rejects. */
export async function verifyJws(
  text: string,
  findKey: FindKey,
  algorithms: readonly string[],
): Promise<VerifiedJws | undefined> {
  if (text.length > LONGEST || !COMPACT.test(text) || !isCanonical(text)) return undefined;
  try {
    const { payload, protectedHeader } = await compactVerify(text, findKey, { algorithms: [...algorithms] });
    // No extension changes what a token of ours means, so one that must be understood is not.
    return protectedHeader.crit === undefined ? { header: protectedHeader, payload } : undefined;
  } catch {
    // A wrong signature, an unknown key, or one that Web Crypto cannot use: whatever it is, nothing is proven.
    return undefined;
  }
}

/** One text for one content: bits that a lenient decoder drops would give a signed token many spellings. */
function isCanonical(text: string): boolean {
  return text.split('.').every((part) => Buffer.from(part, 'base64url').toString('base64url') === part);
}
