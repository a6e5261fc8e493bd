import { Command } from 'commander';
import { recordKey, type RecordRef } from '../domain/record-ref.ts';
import type { Explanation } from '../identity/explain.ts';
import type { HistoryEntry } from '../identity/history.ts';
import type { Evidence } from '../identity/identity.ts';
import type { QuarantinedPair, RulingInForce } from '../identity/steward-lists.ts';
import { toCount, toRecord } from './arguments.ts';
import { EXIT_CODE } from './exit-code.ts';
import type { Terminal } from './terminal.ts';
import { withIdentity } from './with-identity.ts';

interface ListFlags {
  readonly first: number;
  readonly skip?: number;
  readonly json?: true;
}

const WHY_EXAMPLES = `
Examples:
  $ c360 identity why erp:0000100001 finance:7c9e6679-…
  $ c360 identity why erp:0000100001 scm:C-17 --json | jq .path

Shows the shortest chain of links between the two, the evidence of each, and which records only that link holds.`;

export function createWhyCommand(terminal: Terminal): Command {
  return new Command('why')
    .description('Why two records are, or are not, one customer; shows no personal values.')
    .argument('<record>', 'source:id', toRecord)
    .argument('<other>', 'source:id', toRecord)
    .option('--json', 'as JSON')
    .addHelpText('after', WHY_EXAMPLES)
    .action(async (a: RecordRef, b: RecordRef, { json }: { json?: true }) => {
      const why = await withIdentity((identity) => identity.why(a, b));
      const { customers, ...rest } = why;
      if (json) return terminal.print(JSON.stringify({ ...rest, customers: Object.fromEntries(customers) }, null, 2));
      return printExplanation(terminal, [a, b], why);
    });
}

function printExplanation(
  terminal: Terminal,
  [a, b]: readonly [RecordRef, RecordRef],
  { same, customers, path, quarantined }: Explanation,
): void {
  const pair = [recordKey(a), recordKey(b)] as const;
  const [one, other] = pair.map((key) => customers.get(key));
  terminal.print(`${pair.join(' and ')} are ${same ? `one customer, ${one}` : `two customers, ${one} and ${other}`}`);
  for (const { from, to, evidence, wouldLeave } of path) {
    terminal.print(`  ${recordKey(from)} — ${recordKey(to)}`);
    for (const each of evidence) terminal.print(`    ${toEvidenceLine(each)}`);
    if (wouldLeave.length > 0) terminal.print(`    only this holds ${wouldLeave.map(recordKey).join(', ')}`);
  }
  for (const each of quarantined) terminal.print(`  not sufficient, or ruled out: ${toEvidenceLine(each)}`);
}

function toEvidenceLine({ rule, detail, bits }: Evidence): string {
  return `${rule}: ${detail}${bits === undefined ? '' : ` (${bits.toFixed(1)} bits)`}`;
}

const HISTORY_EXAMPLES = `
Examples:
  $ c360 identity history cus_01JD8Z…
  $ c360 identity history cus_01JD8Z… --json | jq '.[].cause'`;

export function createHistoryCommand(terminal: Terminal): Command {
  return new Command('history')
    .description('Everything that happened to a customer, the oldest first.')
    .argument('<customer>', 'its id, former ids included')
    .option('--json', 'as JSON')
    .addHelpText('after', HISTORY_EXAMPLES)
    .action(async (customer: string, { json }: { json?: true }) => {
      const entries = await withIdentity((identity) => identity.history(customer));
      if (json) terminal.print(JSON.stringify(entries, null, 2));
      else for (const entry of entries) terminal.print(toHistoryLine(entry));
      if (entries.length > 0) return;
      terminal.tell(`There is no customer ${customer}.`);
      process.exitCode = EXIT_CODE.failed;
    });
}

function toHistoryLine({ at, type, customer, record, other, cause, actor, reason }: HistoryEntry): string {
  const what = [type, customer, ...(record ? [recordKey(record)] : []), ...(other ? [other] : [])].join(' ');
  return [at, what, cause, actor, ...(reason ? [reason] : [])].join('  ');
}

const REVIEW_EXAMPLES = `
Examples:
  $ c360 identity review --first 50
  $ c360 identity review --json | jq '.pairs[] | [.a, .b]'

Confirm a pair with c360 identity link, reject it with c360 identity unlink.`;

export function createReviewCommand(terminal: Terminal): Command {
  return new Command('review')
    .description('Pairs of records that may be one customer and await a ruling, the likeliest first.')
    .option('--first <number>', 'how many, at most 500', toCount, 20)
    .option('--skip <number>', 'how many to leave out before', toCount)
    .option('--json', 'as JSON')
    .addHelpText('after', REVIEW_EXAMPLES)
    .action(async ({ first, skip = 0, json }: ListFlags) => {
      const { pairs, total } = await withIdentity(({ stewardship }) => stewardship.quarantined({ first, skip }));
      if (json) return terminal.print(JSON.stringify({ total, pairs }, null, 2));
      for (const pair of pairs) terminal.print(toPairLine(pair));
      return terminal.tell(`${pairs.length} of ${total} pairs that await a ruling.`);
    });
}

function toPairLine({ a, b, rule, bits, evidence }: QuarantinedPair): string {
  const fields = evidence.map(({ field, level }) => `${field} ${level}`).join(', ');
  const weight = bits === undefined ? [] : [`${bits.toFixed(1)} bits`];
  return [recordKey(a), recordKey(b), rule, ...weight, ...(fields ? [fields] : [])].join('  ');
}

const RULINGS_EXAMPLES = `
Examples:
  $ c360 identity rulings
  $ c360 identity rulings --json | jq '.[] | select(.actor == "cli:ada")'

The number in front is what c360 identity withdraw takes.`;

export function createRulingsCommand(terminal: Terminal): Command {
  return new Command('rulings')
    .description('Decisions of people that are in force, the latest first.')
    .option('--first <number>', 'how many, at most 500', toCount, 20)
    .option('--json', 'as JSON')
    .addHelpText('after', RULINGS_EXAMPLES)
    .action(async ({ first, json }: ListFlags) => {
      const rulings = await withIdentity(({ stewardship }) => stewardship.rulings(first));
      if (json) return terminal.print(JSON.stringify(rulings, null, 2));
      if (rulings.length === 0) return terminal.tell('Nobody has ruled on anything yet.');
      for (const ruling of rulings) terminal.print(toRulingLine(ruling));
    });
}

function toRulingLine({ ruling, at, actor, reason, pairs }: RulingInForce): string {
  const decided = pairs.map(({ kind, a, b }) => `${kind} ${recordKey(a)} ${recordKey(b)}`).join(', ');
  return [ruling, at, actor, decided, reason].join('  ');
}
