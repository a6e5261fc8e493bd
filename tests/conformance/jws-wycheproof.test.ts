import { existsSync, readFileSync } from 'node:fs';
import { createLocalJWKSet, type JWK } from 'jose';
import { verifyJws } from '../../src/access/tokens/verify-jws.ts';
import { SIGNATURE_ALGORITHMS } from '../../src/config/token-settings.ts';

const FILE = '../shared/conformance/jws-wycheproof.json';

/** Signed well, but with an algorithm the key says it is not for (PS256, ES521): RFC 7517 lets us refuse. */
const OTHER_ALGORITHM_THAN_THE_KEYS = new Set([346, 347, 350, 351]);

interface Vector {
  readonly tcId: number;
  readonly comment: string;
  readonly jws: unknown;
  readonly result: 'valid' | 'invalid' | 'acceptable';
}

interface Group {
  readonly private?: JWK;
  readonly public?: JWK;
  readonly tests: readonly Vector[];
}

interface Suite {
  readonly vectors: { readonly numberOfTests: number; readonly testGroups: readonly Group[] };
}

/** Whether our door takes the vector for signed by the group's key. */
async function isAccepted({ public: key }: Group, { jws }: Vector): Promise<boolean> {
  // A group without a public key is one of shared secrets, which no issuer of ours has.
  if (typeof jws !== 'string' || !key) return false;
  return (await verifyJws(jws, createLocalJWKSet({ keys: [key] }), SIGNATURE_ALGORITHMS)) !== undefined;
}

const isHere = existsSync(FILE);
const suite: Suite = isHere
  ? JSON.parse(readFileSync(FILE, 'utf8'))
  : { vectors: { numberOfTests: 0, testGroups: [] } };
const here = isHere ? describe : describe.skip;

here(`Wycheproof's signature vectors${isHere ? '' : ` (skipped: no ${FILE})`}`, () => {
  const cases = suite.vectors.testGroups.flatMap((group) => group.tests.map((vector) => ({ group, vector })));

  it('are all there', () => expect(cases.length).toBe(suite.vectors.numberOfTests));

  it('that are forged are never accepted', async () => {
    const accepted: string[] = [];
    for (const { group, vector } of cases.filter((each) => each.vector.result === 'invalid')) {
      if (await isAccepted(group, vector)) accepted.push(`${vector.tcId} ${vector.comment}`);
    }
    expect(accepted).toEqual([]);
  });

  it('that are good and signed with a key pair are accepted', async () => {
    const withPair = cases.filter(({ group, vector }) => group.public && vector.result === 'valid');
    const refused = new Set<number>();
    for (const { group, vector } of withPair) if (!(await isAccepted(group, vector))) refused.add(vector.tcId);
    expect(withPair.length).toBeGreaterThan(20);
    expect(refused).toEqual(OTHER_ALGORITHM_THAN_THE_KEYS);
  });
});
