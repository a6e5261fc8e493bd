import type { CallContext, SourceRequest, SourceResponse } from './source.ts';

/** One `send` on its way through the policies. */
export interface Call {
  readonly context: CallContext;
  /** Aborts at the deadline and when the caller gives up. */
  readonly signal: AbortSignal;
  /** Epoch milliseconds. */
  readonly deadline: number;
  /** Added up by the transport, over all attempts. */
  readonly usage: { attempts: number; bytes: number };
}

export type Send = (request: SourceRequest, call: Call) => Promise<SourceResponse>;

/** Every policy wraps a `Send` and keeps its shape, so that they stack in any order. */
export type Policy = (next: Send) => Send;

/** The first policy is the outermost. */
export function stackPolicies(transport: Send, policies: readonly Policy[]): Send {
  return policies.reduceRight((next, policy) => policy(next), transport);
}
