import { isIPv6 } from 'node:net';
import { LRUCache } from 'lru-cache';

/** Failures an address may have in a window before it is locked out. */
const MOST_FAILURES = 20;
const WINDOW_MS = 60_000;
const ADDRESSES_REMEMBERED = 50_000;

export interface GuessGuard {
  /** Milliseconds for which credentials that are not known to be good are refused unread from this address; 0 for none. */
  lockedForMs(address: string): number;
  recordFailure(address: string): void;
}

interface Failures {
  readonly count: number;
  /** Milliseconds. */
  readonly since: number;
}

/**
 * Locks out whoever guesses credentials: the address the guesses come from, on this gateway, for a minute since its last
 * guess. A credential that was good lately goes on working from there, and everybody works from everywhere else.
 */
export function createGuessGuard({
  clock = () => performance.now(),
}: { readonly clock?: () => number } = {}): GuessGuard {
  const failures = new LRUCache<string, Failures>({ max: ADDRESSES_REMEMBERED });

  function recent(address: string): Failures | undefined {
    const known = failures.get(address);
    return known && clock() - known.since < WINDOW_MS ? known : undefined;
  }

  return {
    lockedForMs(address) {
      const known = recent(toNetwork(address));
      return known && known.count >= MOST_FAILURES ? Math.ceil(known.since + WINDOW_MS - clock()) : 0;
    },
    recordFailure(address) {
      const network = toNetwork(address);
      failures.set(network, { count: (recent(network)?.count ?? 0) + 1, since: clock() });
    },
  };
}

/** Whoever has one IPv6 address has its whole /64. */
function toNetwork(address: string): string {
  if (!isIPv6(address) || address.startsWith('::ffff:')) return address.replace('::ffff:', '');
  const [head = '', tail] = address.split('%')[0]?.split('::') ?? [];
  const groups = head.split(':').filter(Boolean);
  const missing = tail === undefined ? 0 : 8 - groups.length - tail.split(':').filter(Boolean).length;
  const full = [...groups, ...Array.from({ length: missing }, () => '0'), ...(tail ?? '').split(':').filter(Boolean)];
  return `${full
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, '').toLowerCase())
    .join(':')}::/64`;
}
