import type { FunctionExample, StandardFunction } from './standard-function.ts';
import { standardFunctions } from './standard-functions.ts';

const INTRODUCTION = `# Functions for mappings

Mappings are JSONata; besides JSONata's own functions they may call the ones below. They refuse rather than guess:

- nothing in (no field, \`null\`, empty or blank text) gives nothing out, and no problem;
- a value that cannot be used gives nothing out **and** a problem with its code, the field of the result, the field of
  the row, and the value's shape (letters and digits masked, \`99/99/9999\`). The rest of the row is mapped.

Each example below is run as a test. \`→\` shows the result; _nothing_ means that the field is absent.

This page is made from the functions themselves; after a change run

\`\`\`sh
npm exec -- node -e "import('./src/mapping/functions/functions-page.ts').then((page) => process.stdout.write(page.toFunctionsPage()))" > docs/mapping-functions.md
\`\`\`
`;

/** docs/mapping-functions.md, made from the registry; a test keeps the two equal. */
export function toFunctionsPage(): string {
  return [INTRODUCTION, ...Object.entries(standardFunctions).map(([name, each]) => toSection(name, each))].join('\n');
}

function toSection(name: string, { usage, summary, accepts, refuses, examples }: StandardFunction): string {
  return `## $${name}

\`${usage}\`

${summary}

Accepts: ${accepts}

Refuses: ${refuses}

${examples.map(toLine).join('\n')}
`;
}

function toLine({ expression, in: row, out, problem }: FunctionExample): string {
  const given = row === undefined ? '' : ` on \`${JSON.stringify(row)}\``;
  const result = out === undefined ? '_nothing_' : `\`${JSON.stringify(out)}\``;
  return `- \`${expression}\`${given} → ${result}${problem === undefined ? '' : `, problem \`${problem}\``}`;
}
