import { Command } from 'commander';
import { createAuditCommand } from './audit-command.ts';
import { createBackupCommand } from './backup-command.ts';
import { createCheckCommand } from './check-command.ts';
import { createConfigCommand } from './config-command.ts';
import { createConnectorCommand } from './connector-command.ts';
import { createDemoCommand } from './demo-command.ts';
import { createExplainCommand } from './explain-command.ts';
import { createIdentityCommand } from './identity-command.ts';
import { createKeysCommand } from './keys-command.ts';
import { createMappingCommand } from './mapping-command.ts';
import { createRestoreCommand } from './restore-command.ts';
import { createServeCommand } from './serve-command.ts';
import type { Terminal } from './terminal.ts';
import { createTryCommand } from './try-command.ts';

const EXAMPLES = `
Start here:
  $ c360 demo                                    five source systems, a gateway, a key and queries to paste
  $ c360 check                                   is everything in connectors/, mappings/ and schema/ right?
  $ c360 try erp Customer --keys 0000100001      what one record of a source becomes

Exit codes: 0 done, 1 failed, 2 wrong options or setup. Settings: docs/configuration.md. More: docs/cli.md.`;

/** The whole command line; a command ends with an exit code in `process.exitCode` or by throwing. */
export function createProgram(terminal: Terminal): Command {
  const program = new Command('c360')
    .description('Customer-360 gateway: one GraphQL graph over the systems that own the facts, read live.')
    .configureHelp({ showGlobalOptions: false })
    .showHelpAfterError('(add --help for what there is)')
    .addHelpText('after', EXAMPLES);
  const commands = [
    createDemoCommand(terminal),
    createServeCommand(terminal),
    createCheckCommand(terminal),
    createConnectorCommand(terminal),
    createTryCommand(terminal),
    createExplainCommand(terminal),
    createMappingCommand(terminal),
    createIdentityCommand(terminal),
    createKeysCommand(terminal),
    createAuditCommand(terminal),
    createConfigCommand(terminal),
    createBackupCommand(terminal),
    createRestoreCommand(terminal),
  ];
  for (const command of commands) program.addCommand(command.copyInheritedSettings(program));
  return program;
}
