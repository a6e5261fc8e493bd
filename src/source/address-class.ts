import ipaddr from 'ipaddr.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;
export type AddressRange = [Address, number];

/** Where clouds give their own machines credentials, some of them at addresses that look public. */
const METADATA = new Set(
  [
    '169.254.169.254',
    '169.254.170.2',
    '169.254.170.23',
    '100.100.100.200',
    '168.63.129.16',
    '192.0.0.192',
    'fd00:ec2::254',
    'fd00:ec2::23',
    'fd20:ce::254',
  ].map((text) => ipaddr.parse(text).toNormalizedString()),
);

/** The global unicast space: what IANA has not given out lies outside of it. */
const GLOBAL: AddressRange = ipaddr.parseCIDR('2000::/3');
/** Addresses that stand for an IPv4 address somewhere else, and the byte at which that begins. */
const TRANSLATED: readonly { readonly range: AddressRange; readonly at: number }[] = [
  { range: ipaddr.parseCIDR('64:ff9b::/96'), at: 12 },
  { range: ipaddr.parseCIDR('64:ff9b:1::/48'), at: 12 },
  { range: ipaddr.parseCIDR('::ffff:0:0:0/96'), at: 12 },
  { range: ipaddr.parseCIDR('::/96'), at: 12 },
  { range: ipaddr.parseCIDR('2002::/16'), at: 2 },
];

/** `127.0.0.1`, `10.0.0.0/8`, `fd00::/8` as a range; undefined for anything else. */
export function toRange(text: string): AddressRange | undefined {
  if (!/^[\da-f:.]+(\/\d{1,3})?$/i.test(text)) return undefined;
  if (ipaddr.isValidCIDR(text)) return ipaddr.parseCIDR(text);
  if (text.includes('/') || !isAddress(text)) return undefined;
  const address = ipaddr.parse(text);
  return [address, address.kind() === 'ipv4' ? 32 : 128];
}

/** Whether a text is an address as resolvers and URLs write it: four decimal numbers, or IPv6 without brackets. */
function isAddress(text: string): boolean {
  return ipaddr.IPv4.isValidFourPartDecimal(text) || ipaddr.IPv6.isValid(text);
}

/**
 * Why an address is not to be connected to: `private`, `loopback`, `link-local`, ...; undefined when it is public or in an
 * allowed range. One that stands for an IPv4 address elsewhere must be allowed itself, and that address, too; one where a
 * cloud gives out credentials must be allowed by itself, not by a range.
 */
export function refusedClass(text: string, allowed: readonly AddressRange[]): string | undefined {
  if (!isAddress(text)) return 'malformed';
  // A zone says by which interface, not where to.
  const address = ipaddr.process(text.replace(/%.*$/, ''));
  const isCovered = allowed.some((range) => isWithin(address, range));
  if (METADATA.has(address.toNormalizedString()))
    return allowed.some((range) => isWholly(address, range)) ? undefined : 'cloud metadata';
  const kind = classOf(address);
  if (kind !== undefined && !isCovered) return kind;
  const meant = translatedFrom(address);
  return meant === undefined ? undefined : refusedClass(meant, allowed);
}

/** Whether the range is this address alone. */
function isWholly(address: Address, range: AddressRange): boolean {
  return range[1] === address.toByteArray().length * 8 && isWithin(address, range);
}

function isWithin(address: Address, [start, bits]: AddressRange): boolean {
  return address.kind() === start.kind() && address.match(start, bits);
}

const WORDS: Readonly<Record<string, string>> = {
  linkLocal: 'link-local',
  carrierGradeNat: 'carrier-grade NAT',
  uniqueLocal: 'private',
  deprecatedSiteLocal: 'private',
  rfc6052: 'translated',
  rfc6145: 'translated',
  '6to4': 'translated',
  teredo: 'translated',
};

function classOf(address: Address): string | undefined {
  const range = address.range();
  if (range !== 'unicast') return WORDS[range] ?? range;
  return address.kind() === 'ipv6' && !isWithin(address, GLOBAL) ? 'reserved' : undefined;
}

function translatedFrom(address: Address): string | undefined {
  const found = TRANSLATED.find(({ range }) => isWithin(address, range));
  if (found === undefined || address.range() === 'loopback' || address.range() === 'unspecified') return undefined;
  return address
    .toByteArray()
    .slice(found.at, found.at + 4)
    .join('.');
}
