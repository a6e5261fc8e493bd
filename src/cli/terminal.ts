import { styleText } from 'node:util';

type Style = Parameters<typeof styleText>[0];

/** Where a command writes: answers to standard output, everything else to standard error. */
export interface Terminal {
  /** A line of the command's answer. */
  print(line?: string): void;
  /** A line beside the answer: what is going on, what went wrong. */
  tell(line: string): void;
  /** For lines to be printed; plain text unless standard output is a terminal. */
  style(style: Style, text: string): string;
  /** Shows how far something is: one line that is rewritten on a terminal, none elsewhere. */
  progress(line: string): void;
}

interface Streams {
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
}

const CLEAR_LINE = '\r\u001B[2K';

export function createTerminal({ stdout, stderr }: Streams = process): Terminal {
  let isProgressShown = false;

  function clearProgress(): void {
    if (isProgressShown) stderr.write(CLEAR_LINE);
    isProgressShown = false;
  }

  return {
    print(line = '') {
      clearProgress();
      stdout.write(`${line}\n`);
    },
    tell(line) {
      clearProgress();
      stderr.write(`${line}\n`);
    },
    // styleText also minds NO_COLOR and FORCE_COLOR.
    style: (style, text) => styleText(style, text, { stream: stdout }),
    progress(line) {
      if (!stderr.isTTY) return;
      stderr.write(`${CLEAR_LINE}${line.slice(0, stderr.columns - 1)}`);
      isProgressShown = true;
    },
  };
}

const BAR_WIDTH = 24;

/** `████████░░░░ 412/940`; without a total only the count. */
export function toBar(done: number, total: number | undefined): string {
  if (!total) return String(done);
  const filled = Math.min(BAR_WIDTH, Math.round((done / total) * BAR_WIDTH));
  return `${'█'.repeat(filled)}${'░'.repeat(BAR_WIDTH - filled)} ${done}/${total}`;
}
