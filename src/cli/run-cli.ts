import { CommanderError, type Command } from 'commander';
import { createProgram } from './create-program.ts';
import { EXIT_CODE } from './exit-code.ts';
import { reportFailure } from './report-failure.ts';
import { createTerminal } from './terminal.ts';

/** Runs one command line, without the program's own name; resolves to the exit code. */
export async function runCli(args: readonly string[]): Promise<number> {
  const terminal = createTerminal();
  const program = createProgram(terminal);
  throwInsteadOfExit(program);
  try {
    await program.parseAsync(args, { from: 'user' });
    return typeof process.exitCode === 'number' ? process.exitCode : EXIT_CODE.ok;
  } catch (error) {
    // Commander has said what was wrong.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT_CODE.ok : EXIT_CODE.usage;
    return reportFailure(error, terminal);
  }
}

function throwInsteadOfExit(command: Command): void {
  command.exitOverride();
  command.commands.forEach(throwInsteadOfExit);
}
