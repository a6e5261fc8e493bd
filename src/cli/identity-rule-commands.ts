import { Command } from 'commander';
import type { RecordRef } from '../domain/record-ref.ts';
import type { Stewardship } from '../identity/stewardship.ts';
import { toCount, toRecord, toRecords } from './arguments.ts';
import type { Terminal } from './terminal.ts';
import { toActor, withIdentity } from './with-identity.ts';

const LASTING = `
Kept for good with your account's name and the reason, so put no personal data into the reason. Running gateways follow
within seconds. A later ruling on the same records overrules an earlier one; c360 identity withdraw takes one back.`;

interface RuleFlags {
  readonly reason: string;
  readonly json?: true;
}

type Ruled = Awaited<ReturnType<Stewardship['link']>>;
type Decide = (stewardship: Stewardship, by: { readonly actor: string; readonly reason: string }) => Promise<Ruled>;

export function createLinkCommand(terminal: Terminal): Command {
  const examples =
    '\nExample:\n  $ c360 identity link erp:0000100001 scm:C-17 --reason "same registration, ticket 4711"\n';
  return rulingCommand('link')
    .description('Rule that two records are one customer; also confirms a pair of c360 identity review.')
    .argument('<record>', 'source:id', toRecord)
    .argument('<other>', 'source:id', toRecord)
    .addHelpText('after', examples + LASTING)
    .action((a: RecordRef, b: RecordRef, flags: RuleFlags) =>
      rule(terminal, flags, (stewardship, by) => stewardship.link({ a, b, ...by })),
    );
}

export function createUnlinkCommand(terminal: Terminal): Command {
  const examples =
    '\nExample:\n  $ c360 identity unlink erp:0000100001 scm:C-17 --reason "father and son, ticket 4712"\n';
  return rulingCommand('unlink')
    .description('Rule that two records are not one customer; also rejects a pair of c360 identity review.')
    .argument('<record>', 'source:id', toRecord)
    .argument('<other>', 'source:id', toRecord)
    .addHelpText('after', examples + LASTING)
    .action((a: RecordRef, b: RecordRef, flags: RuleFlags) =>
      rule(terminal, flags, (stewardship, by) => stewardship.unlink({ a, b, ...by })),
    );
}

export function createSplitCommand(terminal: Terminal): Command {
  const examples =
    '\nExample:\n  $ c360 identity split cus_01JD8Z… scm:C-17 scm:C-18 --reason "sold in 2025, ticket 4713"\n';
  return rulingCommand('split')
    .description('Rule that some records of a customer are another customer.')
    .argument('<customer>', 'its id')
    .argument('<records...>', 'those that are somebody else, together one customer: source:id', toRecords)
    .addHelpText('after', examples + LASTING)
    .action((customer: string, records: readonly RecordRef[], flags: RuleFlags) =>
      rule(terminal, flags, (stewardship, by) => stewardship.split({ customer, records, ...by })),
    );
}

export function createWithdrawCommand(terminal: Terminal): Command {
  const examples = '\nExample:\n  $ c360 identity withdraw 42 --reason "the ticket was about another company"\n';
  return rulingCommand('withdraw')
    .description('Take a ruling back; what it overruled stays overruled.')
    .argument('<ruling>', 'its number, as c360 identity rulings shows it', toCount)
    .addHelpText('after', examples + LASTING)
    .action((ruling: number, flags: RuleFlags) =>
      rule(terminal, flags, (stewardship, by) => stewardship.withdraw({ ruling, ...by })),
    );
}

function rulingCommand(name: string): Command {
  return new Command(name)
    .requiredOption('--reason <text>', 'why, for whoever asks later')
    .option('--json', 'what came of it, as JSON');
}

async function rule(terminal: Terminal, { reason, json }: RuleFlags, decide: Decide): Promise<void> {
  const by = { actor: toActor(), reason };
  const { ruling, customers } = await withIdentity(({ stewardship }) => decide(stewardship, by));
  if (json) return terminal.print(JSON.stringify({ ruling, customers: Object.fromEntries(customers) }));
  for (const [record, customer] of customers) terminal.print(`${record}  ${customer}`);
  return terminal.tell(
    `Ruling ${ruling}, by ${by.actor}. To take it back: c360 identity withdraw ${ruling} --reason …`,
  );
}
