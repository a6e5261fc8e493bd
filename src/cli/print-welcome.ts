import type { ConsoleQuery } from '../http/console/console-page.ts';
import type { Terminal } from './terminal.ts';

export interface Welcome {
  /** The GraphQL address. */
  readonly url: string;
  readonly key: string;
  readonly queries: readonly ConsoleQuery[];
  /** Where each demo system listens. */
  readonly sources: Readonly<Record<string, string>>;
}

/** What somebody needs to ask the first question, and to see what happens when a source breaks. */
export function printWelcome(terminal: Terminal, { url, key, queries, sources }: Welcome): void {
  const title = (text: string) => terminal.print(`\n${terminal.style('bold', text)}`);
  title('Customer 360 is ready.');
  terminal.print(`  GraphQL  ${terminal.style('cyan', url)}  (in a browser: GraphiQL with the queries below)`);
  terminal.print(`  Key      ${terminal.style('cyan', key)}`);

  title('Three queries to paste');
  for (const { query } of queries) terminal.print(query);

  terminal.print(terminal.style('bold', 'From another shell'));
  terminal.print(`  curl ${url} -H 'authorization: Bearer ${key}' -H 'content-type: application/json' \\`);
  terminal.print(`    -d '{"query":"{ customers(first: 3) { nodes { displayName } } }"}'`);

  title('Break a source, ask again, repair it');
  const fault = `${sources['erp'] ?? Object.values(sources)[0]}/_demo/fault`;
  terminal.print(`  curl -X POST ${fault} -d '{"kind":"status","status":503}'`);
  terminal.print(`  curl -X DELETE ${fault}`);
  for (const [name, address] of Object.entries(sources)) terminal.print(`  ${name.padEnd(10)} ${address}`);

  terminal.print('\nCtrl-C stops everything.');
}
