import { Command, InvalidArgumentError } from 'commander';
import type { Audit } from '../access/audit/audit.ts';
import type { Access } from '../access/create-access.ts';
import type { KeyInfo } from '../access/key-info.ts';
import { PrincipalLimits } from '../access/principal-limits.ts';
import { SCOPES } from '../access/scopes.ts';
import { EXIT_CODE } from './exit-code.ts';
import { toNewKeyInput, type KeyFlags } from './key-flags.ts';
import type { Terminal } from './terminal.ts';
import { toCliChange, withAudit } from './with-audit.ts';

const EXAMPLES = `
Examples:
  $ c360 keys create --name "web shop" --scopes customer:read,orders:read
  $ c360 keys list
  $ c360 keys create --name agency --scopes customer:read --kind partner --purposes MARKETING_EMAIL \\
      --attribute territory=EMEA --limit requestsPerMinute=600 --operation campaign.graphql
  $ c360 keys rotate <id> --overlap 3600
  $ c360 keys revoke <id>

The key itself is shown once, when it is made; the gateway keeps a hash of it.`;

export function createKeysCommand(terminal: Terminal): Command {
  const keys = new Command('keys')
    .description('Make, list, rotate and revoke API keys.')
    .addHelpText('after', EXAMPLES);
  keys.addCommand(createCommand(terminal));
  keys.addCommand(createListCommand(terminal));
  keys.addCommand(createRotateCommand(terminal));
  keys.addCommand(createRevokeCommand(terminal));
  return keys;
}

function createCommand(terminal: Terminal): Command {
  const scopes = Object.entries(SCOPES).map(([name, meaning]) => `  ${name.padEnd(18)} ${meaning}`);
  return new Command('create')
    .description('Make a key; prints it once.')
    .requiredOption('--name <name>', 'what it is for, so that it can be found again')
    .requiredOption('--scopes <list>', 'what it allows, separated by commas')
    .option('--tenant <name>', 'on whose behalf it calls')
    .option('--expires <time>', 'when it stops working, e.g. 2027-01-31T00:00:00Z; never without')
    .option('--kind <kind>', 'user, partner or operator; by its scopes without')
    .option('--purposes <list>', 'what it may be used for; the first is meant when a call names none')
    .option('--roles <list>', 'names that policies know')
    .option('--attribute <name=value...>', 'a fact for row rules; the same name again makes a list')
    .option('--jurisdiction <code>', 'where the caller is: DE, CN, EU …')
    .option('--operation <file or hash...>', 'only these documents may be sent; any without')
    .option('--limit <name=number...>', `how much it may ask for: ${Object.keys(PrincipalLimits.shape).join(', ')}`)
    .option('--json', 'as one line of JSON')
    .addHelpText('after', ['', 'Scopes:', ...scopes].join('\n'))
    .action(async (flags: KeyFlags) =>
      withAccess(async (access, audit) => {
        const { json: _form, ...granted } = flags;
        const made = await access.createKey(toNewKeyInput(flags));
        await audit.record(toCliChange({ action: 'key.create', targets: [made.id], fields: Object.keys(granted) }));
        show(terminal, made, flags);
      }),
    );
}

function show(terminal: Terminal, made: { id: string; key: string }, { json }: { readonly json?: true }): void {
  terminal.print(json ? JSON.stringify(made) : made.key);
  if (!json) terminal.tell(`Keep it: it is not shown again. To revoke it: c360 keys revoke ${made.id}`);
}

function createRotateCommand(terminal: Terminal): Command {
  return new Command('rotate')
    .description('Give a key another secret; the one before works beside it for a while. Id, limits and audit stay.')
    .argument('<id>', 'as c360 keys list shows it')
    .option('--overlap <seconds>', 'how long the secret before goes on working', toSeconds, 86_400)
    .option('--json', 'as one line of JSON')
    .addHelpText('after', '\nExample:\n  $ c360 keys rotate <id> --overlap 3600')
    .action(async (id: string, { overlap, json }: { overlap: number; json?: true }) =>
      withAccess(async (access, audit) => {
        const made = await access.rotateKey(id, { overlapSeconds: overlap });
        if (made) {
          await audit.record(toCliChange({ action: 'key.rotate', targets: [id] }));
          return show(terminal, made, json ? { json } : {});
        }
        terminal.tell(`There is no key ${id} that could be rotated: c360 keys list`);
        process.exitCode = EXIT_CODE.failed;
      }),
    );
}

function toSeconds(text: string): number {
  const seconds = Number(text);
  if (Number.isInteger(seconds) && seconds >= 0) return seconds;
  throw new InvalidArgumentError('right: whole seconds, such as 3600');
}

function createListCommand(terminal: Terminal): Command {
  return new Command('list')
    .description('List all keys, revoked and expired ones included, oldest first.')
    .option('--json', 'as JSON')
    .action(async ({ json }: { json?: true }) =>
      withAccess(async (access) => {
        const keys = await access.listKeys();
        if (json) return terminal.print(JSON.stringify(keys, null, 2));
        if (keys.length === 0) return terminal.tell('There are no keys yet: c360 keys create --help');
        for (const key of keys) terminal.print(toLine(key));
      }),
    );
}

function createRevokeCommand(terminal: Terminal): Command {
  return new Command('revoke')
    .description('Revoke a key; every gateway refuses it within a second.')
    .argument('<id>', 'as c360 keys list shows it')
    .action(async (id: string) =>
      withAccess(async (access, audit) => {
        const revoked = await access.revokeKey(id);
        if (revoked) await audit.record(toCliChange({ action: 'key.revoke', targets: [id] }));
        terminal.tell(revoked ? `Revoked ${id}.` : `There is no key ${id} that could be revoked: c360 keys list`);
        if (!revoked) process.exitCode = EXIT_CODE.failed;
      }),
    );
}

/** Needs the store and nothing of the source systems. What `work` changes is for it to record. */
async function withAccess(work: (access: Access, audit: Audit) => Promise<void>): Promise<void> {
  const { createAccess } = await import('../access/create-access.ts');
  await withAudit(async ({ audit, store, config: { secret, formerSecrets } }) =>
    work(createAccess({ store, secret, formerSecrets }), audit),
  );
}

function toLine({
  id,
  name,
  tenant,
  scopes,
  createdAt,
  expiresAt,
  revokedAt,
  lastUsedAt,
  formerUntil,
}: KeyInfo): string {
  const state = revokedAt ? `revoked ${revokedAt}` : expiresAt ? `until ${expiresAt}` : 'active';
  const use = lastUsedAt ? `used ${lastUsedAt}` : 'never used';
  const overlap = formerUntil && !revokedAt ? [`rotated, both secrets until ${formerUntil}`] : [];
  return [id, name, tenant, scopes.join(','), `made ${createdAt}`, use, state, ...overlap].join('  ');
}
