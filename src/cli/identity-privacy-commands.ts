import { Command } from 'commander';
import type { RecordRef } from '../domain/record-ref.ts';
import type { IdentitySpine } from '../identity/create-identity.ts';
import { toRecords } from './arguments.ts';
import type { Terminal } from './terminal.ts';
import { toActor, withIdentity } from './with-identity.ts';

interface Flags {
  readonly reason: string;
  readonly json?: true;
}

type Restrict = (
  identity: IdentitySpine,
  restriction: Parameters<IdentitySpine['restrict']>[0],
) => ReturnType<IdentitySpine['restrict']>;

const ERASE_EXAMPLES = `
Example:
  $ c360 identity erase cus_01JD8Z… --reason "request 4711"

Cannot be taken back. The systems that own the records go on holding them: erase them there, too. What a source shows of
them later is not taken in. Kept for good are the time, your account's name and the reason, so put no personal data in it.`;

export function createEraseCommand(terminal: Terminal): Command {
  return new Command('erase')
    .description('Remove for good what is kept of a customer’s records, and never take them in again.')
    .argument('<customer>', 'its id, or a former one')
    .requiredOption('--reason <text>', 'why, for whoever asks later')
    .option('--json', '{"records": …, "customers": […]} on one line')
    .addHelpText('after', ERASE_EXAMPLES)
    .action(async (customer: string, { reason, json }: Flags) => {
      const erased = await withIdentity((identity) => identity.erase({ customer, actor: toActor(), reason }));
      terminal.print(json ? JSON.stringify(erased) : `${erased.records} records of ${customer} are erased.`);
    });
}

const READMIT_EXAMPLES = `
Example:
  $ c360 identity readmit shop:C-17 --reason "registered again, ticket 4714"

The records are taken in again by the next c360 identity sync.`;

export function createReadmitCommand(terminal: Terminal): Command {
  return new Command('readmit')
    .description('Let sources bring records again that were erased, for who is a customer again.')
    .argument('<records...>', 'source:id', toRecords)
    .requiredOption('--reason <text>', 'why, without personal data')
    .addHelpText('after', READMIT_EXAMPLES)
    .action(async (records: readonly RecordRef[], { reason }: Flags) => {
      const count = await withIdentity((identity) => identity.readmit({ records, actor: toActor(), reason }));
      terminal.print(`${count} erased records may come again.`);
    });
}

const EXPORT_EXAMPLES = `
Example:
  $ c360 identity export cus_01JD8Z… > request-4711.json

Holds personal data. What the source systems hold beyond it is theirs to export.`;

export function createExportCommand(terminal: Terminal): Command {
  return new Command('export')
    .description('Everything the identity spine knows of a customer, by source, as JSON.')
    .argument('<customer>', 'its id, or a former one')
    .addHelpText('after', EXPORT_EXAMPLES)
    .action(async (customer: string) => {
      terminal.print(JSON.stringify(await withIdentity((identity) => identity.exportOf(customer)), null, 2));
    });
}

export function createRestrictCommand(terminal: Terminal): Command {
  return restrictionCommand(terminal, 'restrict', (identity, restriction) =>
    identity.restrict(restriction),
  ).description('Mark that a customer objected to processing; whatever it is merged with is marked, too.');
}

export function createUnrestrictCommand(terminal: Terminal): Command {
  return restrictionCommand(terminal, 'unrestrict', (identity, restriction) =>
    identity.unrestrict(restriction),
  ).description('Take the mark of c360 identity restrict away.');
}

function restrictionCommand(terminal: Terminal, name: string, change: Restrict): Command {
  return new Command(name)
    .argument('<customer>', 'its id, or a former one')
    .requiredOption('--reason <text>', 'why, without personal data')
    .addHelpText('after', `\nExample:\n  $ c360 identity ${name} cus_01JD8Z… --reason "request 4712"\n`)
    .action(async (customer: string, { reason }: Flags) => {
      await withIdentity((identity) => change(identity, { customer, actor: toActor(), reason }));
      terminal.tell(`${name}ed ${customer}.`);
    });
}
