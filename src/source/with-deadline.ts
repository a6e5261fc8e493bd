import { AppError } from '../errors.ts';
import type { Send } from './send.ts';

/**
 * Starts a call: whatever its policies and attempts do, it ends at the source's timeout or the caller's deadline,
 * whichever is sooner, or when the caller gives up; each with SOURCE_TIMEOUT.
 */
export function withDeadline(source: string, timeoutMs: number, next: Send): Send {
  return async function sendBeforeDeadline(request, call) {
    const controller = new AbortController();
    const remainingMs = Math.min(timeoutMs, call.deadline - Date.now());
    const { promise: stopped, reject } = Promise.withResolvers<never>();
    const stop = (detail: string) => () => {
      reject(new AppError('SOURCE_TIMEOUT', { source, detail }));
      controller.abort();
    };
    const cancel = stop('cancelled by the caller');
    const timer = setTimeout(stop('deadline'), Math.max(remainingMs, 0));
    call.signal.addEventListener('abort', cancel, { once: true });
    if (call.signal.aborted) cancel();
    try {
      const inner = { ...call, signal: controller.signal, deadline: Date.now() + remainingMs };
      return await Promise.race([stopped, next(request, inner)]);
    } finally {
      clearTimeout(timer);
      call.signal.removeEventListener('abort', cancel);
    }
  };
}
