import { Command } from 'commander';
import { createDryRunCommand } from './identity-dry-run-command.ts';
import {
  createHistoryCommand,
  createReviewCommand,
  createRulingsCommand,
  createWhyCommand,
} from './identity-look-commands.ts';
import {
  createEraseCommand,
  createExportCommand,
  createReadmitCommand,
  createRestrictCommand,
  createUnrestrictCommand,
} from './identity-privacy-commands.ts';
import { createRotateCommand } from './identity-rotate-command.ts';
import {
  createLinkCommand,
  createSplitCommand,
  createUnlinkCommand,
  createWithdrawCommand,
} from './identity-rule-commands.ts';
import { createSyncCommand } from './identity-sync-command.ts';
import type { Terminal } from './terminal.ts';

const EXAMPLES = `
A steward's day:
  $ c360 identity review                                   pairs that no rule was sure about
  $ c360 identity why erp:0000100001 scm:C-17              what speaks for it
  $ c360 identity link erp:0000100001 scm:C-17 --reason "same registration, ticket 4711"
  $ c360 identity rulings                                  what people decided, and how to take it back`;

export function createIdentityCommand(terminal: Terminal): Command {
  const identity = new Command('identity')
    .description('Which records of the source systems are the same customer.')
    .addHelpText('after', EXAMPLES);
  const commands = [
    createSyncCommand(terminal),
    createWhyCommand(terminal),
    createHistoryCommand(terminal),
    createReviewCommand(terminal),
    createLinkCommand(terminal),
    createUnlinkCommand(terminal),
    createSplitCommand(terminal),
    createRulingsCommand(terminal),
    createWithdrawCommand(terminal),
    createDryRunCommand(terminal),
    createRotateCommand(terminal),
    createExportCommand(terminal),
    createEraseCommand(terminal),
    createReadmitCommand(terminal),
    createRestrictCommand(terminal),
    createUnrestrictCommand(terminal),
  ];
  for (const command of commands) identity.addCommand(command);
  return identity;
}
