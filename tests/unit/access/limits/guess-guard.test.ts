import { createGuessGuard } from '../../../../src/access/limits/guess-guard.ts';

let now = 0;
const guardAfter = (failures: number, address: string) => {
  now = 0;
  const guard = createGuessGuard({ clock: () => now });
  for (let count = 0; count < failures; count += 1) guard.recordFailure(address);
  return guard;
};

describe('whoever guesses credentials', () => {
  it('is locked out after 20 guesses, and nobody else', () => {
    expect(guardAfter(19, '198.51.100.7').lockedForMs('198.51.100.7')).toBe(0);
    const guard = guardAfter(20, '198.51.100.7');
    expect(guard.lockedForMs('198.51.100.7')).toBe(60_000);
    expect(guard.lockedForMs('198.51.100.8')).toBe(0);
  });

  it('is let in again a minute after the last guess', () => {
    const guard = guardAfter(20, '198.51.100.7');
    now = 30_000;
    guard.recordFailure('198.51.100.7');
    now = 89_999;
    expect(guard.lockedForMs('198.51.100.7')).toBe(1);
    now = 90_000;
    expect(guard.lockedForMs('198.51.100.7')).toBe(0);
  });

  it.each([
    ['another address of its network', '2001:db8:1:2::1', '2001:db8:1:2:ffff::9', true],
    ['the same network written in full', '2001:db8:1:2::1', '2001:0DB8:0001:0002:0:0:0:1', true],
    ['an IPv4 address in IPv6 clothes', '198.51.100.7', '::ffff:198.51.100.7', true],
    ['a neighbouring network', '2001:db8:1:2::1', '2001:db8:1:3::1', false],
    ['a network of zeros', '2001:db8::1', '2001:db8:0:0:9::1', true],
    ['this machine', '::1', '2001:db8::1', false],
  ])('is known by %s', (_, guessing, asking, isLocked) => {
    expect(guardAfter(20, guessing).lockedForMs(asking) > 0).toBe(isLocked);
  });
});
