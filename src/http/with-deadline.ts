import type { ServerResponse } from 'node:http';

/** Runs `work` with a signal that aborts when the time is up or the client has hung up. */
export async function withDeadline<Result>(
  response: ServerResponse,
  timeoutMs: number,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const controller = new AbortController();
  const abort = (name: string) => controller.abort(new DOMException('The request is over.', name));
  const timer = setTimeout(() => abort('TimeoutError'), timeoutMs);
  const onClose = () => {
    clearTimeout(timer);
    abort('AbortError');
  };
  response.once('close', onClose);
  try {
    return await work(controller.signal);
  } finally {
    clearTimeout(timer);
    response.off('close', onClose);
  }
}
