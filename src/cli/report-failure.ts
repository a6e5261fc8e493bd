import { AppError, formatProblem } from '../errors.ts';
import { toLoggableError } from '../telemetry/loggable.ts';
import { EXIT_CODE } from './exit-code.ts';
import type { Terminal } from './terminal.ts';

/** Says what went wrong in a way that can be acted on, and gives the exit code for it. */
export function reportFailure(error: unknown, terminal: Terminal): number {
  if (!(error instanceof AppError)) {
    const { type, frames = [] } = toLoggableError(error);
    terminal.tell([`INTERNAL: ${type}; this is a bug`, ...frames.map((frame) => `  ${frame}`)].join('\n'));
    return EXIT_CODE.failed;
  }
  if (error.problems.length > 0) {
    const count = error.problems.length === 1 ? 'one problem' : `${error.problems.length} problems`;
    terminal.tell(
      [`${error.code}: ${count}`, ...error.problems.map((problem) => `  ${formatProblem(problem)}`)].join('\n'),
    );
  } else {
    const where = error.source === undefined ? '' : ` (source ${error.source})`;
    const detail = error.detail === undefined ? '' : ` ${error.detail}`;
    terminal.tell(`${error.code}${where}: ${error.message}${detail}`);
  }
  return error.fault === 'setup' || error.code === 'BAD_REQUEST' ? EXIT_CODE.usage : EXIT_CODE.failed;
}
