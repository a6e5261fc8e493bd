import { watch } from 'node:fs';
import { untilSignal } from '../main.ts';

/** An editor saves in several steps. */
const QUIET_MS = 100;

/** Runs the work now and whenever something in the folder has changed, until Ctrl-C. What the work throws ends it. */
export async function watchFolder(folder: string, work: () => void): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const failed = Promise.withResolvers<never>();
  const attempt = (): void => {
    try {
      work();
    } catch (error) {
      failed.reject(error);
    }
  };
  const watcher = watch(folder, { recursive: true }, () => {
    clearTimeout(timer);
    timer = setTimeout(attempt, QUIET_MS);
  });
  try {
    attempt();
    await Promise.race([untilSignal(), failed.promise]);
  } finally {
    clearTimeout(timer);
    watcher.close();
  }
}
