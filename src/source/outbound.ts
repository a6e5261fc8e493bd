import { createLookUp, type LookUp } from './look-up-address.ts';
import { createOutboundGuard, type OutboundGuard, type OutboundRules } from './outbound-guard.ts';

/** How connections leave the gateway; one for all sources. */
export interface Outbound {
  readonly guard: OutboundGuard;
  readonly lookUp: LookUp;
}

export function createOutbound(rules: OutboundRules, lookUp: LookUp = createLookUp()): Outbound {
  return { guard: createOutboundGuard(rules), lookUp };
}
