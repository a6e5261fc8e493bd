import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Pair {
  /** PEM. */
  readonly cert: string;
  readonly key: string;
}

export interface CertificateOptions {
  /** As a subjectAltName: `IP:127.0.0.1`, `DNS:erp.example`. */
  readonly for: string;
  /** From now; negative for one that has expired. */
  readonly days?: number;
}

/** A certificate authority for one test. */
export interface TestAuthority {
  /** PEM of its own certificate. */
  readonly ca: string;
  /** The authority as a server of its own: a certificate that vouches for itself. */
  readonly itself: Pair;
  issue(options: CertificateOptions): Pair;
}

/** Makes an authority with the openssl of the machine. */
export function createAuthority(name: string): TestAuthority {
  const folder = mkdtempSync(join(tmpdir(), 'c360-authority-'));
  const file = (part: string) => join(folder, part);
  const openssl = (...args: string[]) => execFileSync('openssl', args, { stdio: 'pipe' });
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  try {
    const to = ['-keyout', file('ca.key'), '-out', file('ca.pem')];
    openssl('req', '-x509', ...newKey, ...to, '-subj', `/CN=${name}`, '-days', '2');
    const ca = readFileSync(file('ca.pem'), 'utf8');
    const caKey = readFileSync(file('ca.key'), 'utf8');
    return { ca, itself: { cert: ca, key: caKey }, issue: (options) => issue({ ca, caKey, newKey }, options) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

interface Authority {
  readonly ca: string;
  readonly caKey: string;
  readonly newKey: readonly string[];
}

function issue({ ca, caKey, newKey }: Authority, { for: subject, days = 2 }: CertificateOptions): Pair {
  const folder = mkdtempSync(join(tmpdir(), 'c360-certificate-'));
  const file = (part: string) => join(folder, part);
  const openssl = (...args: string[]) => execFileSync('openssl', args, { stdio: 'pipe' });
  try {
    writeFileSync(file('ca.pem'), ca);
    writeFileSync(file('ca.key'), caKey);
    writeFileSync(file('extensions'), `subjectAltName=${subject}\n`);
    openssl('req', ...newKey, '-keyout', file('key'), '-out', file('request'), '-subj', '/CN=leaf');
    const by = ['-CA', file('ca.pem'), '-CAkey', file('ca.key'), '-CAcreateserial', '-extfile', file('extensions')];
    openssl('x509', '-req', '-in', file('request'), '-out', file('cert'), ...by, '-days', String(days));
    return { cert: readFileSync(file('cert'), 'utf8'), key: readFileSync(file('key'), 'utf8') };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
