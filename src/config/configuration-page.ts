import { SETTINGS, type Setting } from './setting-list.ts';

const INTRODUCTION = `# Configuration

The gateway reads, strongest first: options of the command line, environment variables, \`c360.config.yaml\` in the
working directory (or the file that \`C360_CONFIG\` names), and the defaults below. Every problem is reported at once,
with the variable or the file and line, and what would be right. A \`C360_\` variable or a key that is no setting is a
problem too (names that begin with \`C360_TEST_\` are left alone). \`c360 config\` shows what applies.

A dot in a name is nesting in the file and an underscore in the variable: \`limits.maxCost\` is \`maxCost\` under \`limits\`
in the file and \`C360_LIMITS_MAX_COST\` in the environment. Lists are separated by commas in the environment;
what has parts of its own (\`privacy.rules\`) is JSON there.

Connectors read their own variables, which begin with the source's name; each connector's README lists them.
`;

/** docs/configuration.md, made from the schema of the settings; a test keeps the two equal. */
export function toConfigurationPage(): string {
  return [INTRODUCTION, ...SETTINGS.map(toLine), ''].join('\n');
}

function toLine({ path, variable, defaultValue, description }: Setting): string {
  const byDefault = defaultValue === undefined ? 'not set' : `default \`${toText(defaultValue)}\``;
  return `- \`${path.join('.')}\` (\`${variable}\`, ${byDefault}): ${description}`;
}

function toText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
