import { refusedClass, toRange } from './address-class.ts';

/** What whoever runs the gateway lets sources be. */
export interface OutboundRules {
  /** Addresses and ranges (`10.1.0.0/16`) that sources may have although they are not public. */
  readonly allow: readonly string[];
  /** Whether `http://` may go to other machines; to this one it may. */
  readonly plainHttp: boolean;
  /** Ports that sources may have; any when empty. */
  readonly ports: readonly number[];
}

/** Why something is not asked, and what would allow it: words for the operator, free of hosts and values. */
export interface Refusal {
  readonly reason: string;
  readonly setting: 'outbound.allow' | 'outbound.plainHttp' | 'outbound.ports';
}

/** Decides where requests may go. */
export interface OutboundGuard {
  /** By what the URL says alone: its scheme, its port, its host where that is an address. */
  refusalOfUrl(url: URL): Refusal | undefined;
  /** By the address that a connection is about to be made to. */
  refusalOfAddress(address: string, protocol: string): Refusal | undefined;
}

/** Only public addresses and only https, but for what the rules allow. Ranges that are none allow nothing. */
export function createOutboundGuard({ allow, plainHttp, ports }: OutboundRules): OutboundGuard {
  const allowed = allow.flatMap((text) => {
    const range = toRange(text);
    return range === undefined ? [] : [range];
  });
  const isOpenHttp = (protocol: string) => protocol !== 'https:' && !plainHttp;

  function refusalOfAddress(address: string, protocol: string): Refusal | undefined {
    const refused = refusedClass(address, allowed);
    if (refused !== undefined) return { reason: `a ${refused} address`, setting: 'outbound.allow' };
    if (isOpenHttp(protocol) && !isLoopback(address))
      return { reason: 'http to another machine', setting: 'outbound.plainHttp' };
    return undefined;
  }

  return {
    refusalOfAddress,
    refusalOfUrl(url) {
      const { protocol } = url;
      const port = Number(url.port) || (protocol === 'https:' ? 443 : 80);
      if (ports.length > 0 && !ports.includes(port)) return { reason: `port ${port}`, setting: 'outbound.ports' };
      const host = toHost(url.hostname);
      if (refusedClass(host, []) !== 'malformed') return refusalOfAddress(host, protocol);
      if (isOpenHttp(protocol) && !/(^|\.)localhost\.?$/.test(host))
        return { reason: 'http to another machine', setting: 'outbound.plainHttp' };
      return undefined;
    },
  };
}

function isLoopback(address: string): boolean {
  return refusedClass(address, []) === 'loopback';
}

/** As connections are made to it: an IPv6 address without its brackets. */
export function toHost(hostname: string): string {
  return hostname.replace(/^\[(.*)\]$/, '$1');
}
