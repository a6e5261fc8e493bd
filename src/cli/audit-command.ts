import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { z } from 'zod';
import type { AuditRecord } from '../access/audit/audit-entry.ts';
import type { Audit, AuditQuery, AuditVerdict } from '../access/audit/audit.ts';
import { AppError } from '../errors.ts';
import { EXIT_CODE } from './exit-code.ts';
import type { Terminal } from './terminal.ts';
import { toCliChange, withAudit } from './with-audit.ts';

const EXAMPLES = `
Examples:
  $ c360 audit list --customer cus_3f…              who looked at this customer
  $ c360 audit list --principal <key id> --since 2026-11-01T00:00:00Z
  $ c360 audit export --since 2026-11-01T00:00:00Z > november.ndjson
  $ c360 audit verify --json >> anchors.ndjson      keep it elsewhere: it proves that nothing is cut off
  $ c360 audit verify --anchors anchors.ndjson

Looking is recorded, too.`;

interface QueryFlags {
  readonly customer?: string;
  readonly principal?: string;
  readonly since?: string;
  readonly until?: string;
  readonly json?: true;
}

export function createAuditCommand(terminal: Terminal): Command {
  const audit = new Command('audit')
    .description('Who read and changed what: look, export, and prove that nothing was edited.')
    .addHelpText('after', EXAMPLES);
  audit.addCommand(createVerifyCommand(terminal));
  audit.addCommand(createListCommand(terminal));
  audit.addCommand(createExportCommand(terminal));
  return audit;
}

function createVerifyCommand(terminal: Terminal): Command {
  return new Command('verify')
    .description('Read the whole chain and say what was edited, taken out or cut off; exit code 1 when anything was.')
    .option('--anchors <file>', 'verdicts kept from before, one line of JSON each: what they saw must still be there')
    .option('--json', 'as one line of JSON, to be kept as an anchor')
    .addHelpText('after', '\nExample:\n  $ c360 audit verify --anchors anchors.ndjson')
    .action(async ({ anchors, json }: { anchors?: string; json?: true }) =>
      withAudit(async ({ audit }) => {
        const verdict = await audit.verify(anchors === undefined ? [] : readAnchors(anchors));
        if (json) terminal.print(JSON.stringify({ at: new Date().toISOString(), ...verdict }));
        else tellVerdict(terminal, verdict);
        if (!verdict.intact) process.exitCode = EXIT_CODE.failed;
      }),
    );
}

function createListCommand(terminal: Terminal): Command {
  const command = new Command('list')
    .description('Show records, the oldest first.')
    .option('--json', 'as one line of JSON a record')
    .addHelpText('after', '\nExample:\n  $ c360 audit list --customer cus_3f… --since 2026-11-01T00:00:00Z');
  return withQueryOptions(command).action(async (flags: QueryFlags) =>
    look(flags, (record) => terminal.print(flags.json ? JSON.stringify(record) : toLine(record))),
  );
}

function createExportCommand(terminal: Terminal): Command {
  const command = new Command('export')
    .description('Write records as one line of JSON each, with the hashes that chain them.')
    .addHelpText('after', '\nExample:\n  $ c360 audit export --since 2026-11-01T00:00:00Z > november.ndjson');
  return withQueryOptions(command).action(async (flags: QueryFlags) =>
    look(flags, (record) => terminal.print(JSON.stringify(record))),
  );
}

function withQueryOptions(command: Command): Command {
  return command
    .option('--customer <id>', 'only those that touched this customer')
    .option('--principal <id>', 'only those of this key, token subject or account')
    .option('--since <time>', 'from this time on, RFC 3339')
    .option('--until <time>', 'before this time, RFC 3339');
}

/** Every record that fits, page by page; that somebody looked is recorded first. */
async function look(flags: QueryFlags, show: (record: AuditRecord) => void): Promise<void> {
  const query = toQuery(flags);
  await withAudit(async ({ audit }) => {
    const { customer, principal } = query;
    const targets = [customer, principal].filter((id) => id !== undefined);
    await audit.record(toCliChange({ action: 'audit.read', targets, ...(customer && { customers: [customer] }) }));
    await audit.flush();
    for await (const record of readAll(audit, query)) show(record);
  });
}

async function* readAll(audit: Audit, query: AuditQuery): AsyncGenerator<AuditRecord> {
  let page = await audit.read(query);
  while (page.length > 0) {
    yield* page;
    page = await audit.read({ ...query, afterSeq: page.at(-1)?.seq ?? 0 });
  }
}

function toQuery({ customer, principal, since, until }: QueryFlags): AuditQuery {
  const wrong = [since, until].find((time) => time !== undefined && Number.isNaN(Date.parse(time)));
  if (wrong !== undefined) throw new AppError('BAD_REQUEST', { message: `"${wrong}" is no RFC 3339 time` });
  return {
    ...(customer !== undefined && { customer }),
    ...(principal !== undefined && { principal }),
    ...(since !== undefined && { since }),
    ...(until !== undefined && { until }),
  };
}

const Anchor = z.object({ head: z.object({ seq: z.int(), hash: z.string() }).optional() });

function readAnchors(file: string) {
  try {
    const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
    return lines.map((line) => Anchor.parse(JSON.parse(line)).head).filter((head) => head !== undefined);
  } catch {
    throw new AppError('BAD_REQUEST', { message: `"${file}" does not hold what c360 audit verify --json printed` });
  }
}

function tellVerdict(terminal: Terminal, { intact, records, head, problems }: AuditVerdict): void {
  for (const problem of problems) terminal.print(problem);
  const place = head ? `, the newest is ${head.hash}` : '';
  terminal.print(intact ? `intact: ${records} records${place}` : `not intact: ${problems.length} problems`);
}

function toLine({ seq, at, entry }: AuditRecord): string {
  const { who } = entry;
  const whose = [who.id, ...(who.client === undefined ? [] : [`by ${who.client}`]), who.purpose ?? 'no purpose'].join(
    ' ',
  );
  if (entry.kind === 'change') return `${seq}  ${at}  ${whose}  ${entry.action}  ${entry.targets.join(' ')}`;
  const fields = [
    `released ${entry.released.join(' ') || 'nothing'}`,
    ...(entry.masked.length > 0 ? [`masked ${entry.masked.join(' ')}`] : []),
    ...(entry.withheld.length > 0 ? [`withheld ${entry.withheld.join(' ')}`] : []),
  ];
  return `${seq}  ${at}  ${whose}  read ${entry.customers.length} with ${entry.operation.name ?? 'no name'}  ${fields.join('; ')}`;
}
