import { Command } from 'commander';
import { createCoverageCommand } from './mapping-coverage-command.ts';
import { createExplainCommand } from './mapping-explain-command.ts';
import { createMappingTestCommand } from './mapping-test-command.ts';
import { createMappingTryCommand } from './mapping-try-command.ts';
import type { Terminal } from './terminal.ts';

const EXAMPLES = `
Writing a mapping:
  $ c360 mapping test erp/order --watch     its examples, again after every save
  $ c360 mapping try erp/order              what its first example becomes, and how fast
  $ c360 mapping coverage erp/order         what of the rows it drops, what of the graph it leaves empty
  $ c360 mapping explain erp/order          which expression fills a field, and from what

A mapping is a path, or source/mapping in the folder of mappings. No source is called.`;

export function createMappingCommand(terminal: Terminal): Command {
  const mapping = new Command('mapping')
    .description('Write mappings: try, test, measure and explain them.')
    .addHelpText('after', EXAMPLES);
  const commands = [
    createMappingTestCommand(terminal),
    createMappingTryCommand(terminal),
    createCoverageCommand(terminal),
    createExplainCommand(terminal),
  ];
  for (const command of commands) mapping.addCommand(command);
  return mapping;
}
