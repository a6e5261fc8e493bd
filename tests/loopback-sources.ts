import type { OutboundRules } from '../src/source/outbound-guard.ts';

/** For sources that a test starts itself. */
export const LOOPBACK: OutboundRules = { allow: ['127.0.0.1'], plainHttp: false, ports: [] };
