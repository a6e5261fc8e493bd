import { Command } from 'commander';
import type { PlanExplanation } from '../graph/plan/explain-plan.ts';
import { EXIT_CODE } from './exit-code.ts';
import type { Terminal } from './terminal.ts';

const EXAMPLES = `
Examples:
  $ c360 explain '{ customers(first: 50) { nodes { displayName orders { nodes { total { amount } } } } } }'
  $ c360 explain --mermaid < query.graphql           a diagram
  $ c360 explain --scopes customer:read '{ … }'      as a caller with these scopes would be answered

Shows how the gateway would answer a query: which sources are asked for which keys, what waits for what, and at most how
many calls it takes. Calls no source. What a query really took is in extensions.plan of its answer, for requests with the
header x-c360-trace: 1.`;

interface ExplainFlags {
  readonly operation?: string;
  readonly variables?: string;
  readonly scopes?: string;
  readonly mermaid?: true;
  readonly json?: true;
}

export function createExplainCommand(terminal: Terminal): Command {
  return new Command('explain')
    .description('Show how a query would be answered: steps, sources, keys and calls; calls no source.')
    .argument('[query]', 'the GraphQL document; read from standard input when left out')
    .option('--operation <name>', 'which operation, where the document has several')
    .option('--variables <json>', 'its variables')
    .option('--scopes <list>', 'only these scopes, separated by commas; all when left out')
    .option('--mermaid', 'as a Mermaid flowchart')
    .option('--json', 'as JSON')
    .addHelpText('after', EXAMPLES)
    .action(async (query: string | undefined, flags: ExplainFlags) => {
      const { explainQuery } = await import('./explain-query.ts');
      const plan = await explainQuery({ query: query ?? (await readInput()), ...flags });
      if (plan) return print(plan, flags, terminal);
      terminal.tell(
        'No plan: mutations, introspection and the entities of a federation router are executed field by field.',
      );
      process.exitCode = EXIT_CODE.failed;
      return undefined;
    });
}

async function print(plan: PlanExplanation, { mermaid, json }: ExplainFlags, terminal: Terminal): Promise<void> {
  const { toMermaid, toPlanText } = await import('../graph/plan/show-plan.ts');
  if (json) terminal.print(JSON.stringify(plan, null, 2));
  else terminal.print(mermaid ? toMermaid(plan) : toPlanText(plan));
}

async function readInput(): Promise<string> {
  const { text } = await import('node:stream/consumers');
  return text(process.stdin);
}
