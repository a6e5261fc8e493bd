const BAR_WIDTH = 24;

/** A bar on stderr that says what is going on; on something that is no terminal, a line for each step. */
export function createProgress(steps: number): { step(what: string): void; end(): void } {
  const { stderr } = process;
  let done = 0;
  return {
    step(what) {
      const filled = Math.round((done / steps) * BAR_WIDTH);
      const bar = `[${'#'.repeat(filled)}${'.'.repeat(BAR_WIDTH - filled)}] ${done}/${steps} ${what}`;
      stderr.write(stderr.isTTY ? `\r\u001B[K${bar}` : `${bar}\n`);
      done += 1;
    },
    end() {
      if (stderr.isTTY) stderr.write('\r\u001B[K');
    },
  };
}
