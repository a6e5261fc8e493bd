import type { Path, ProblemList } from './problem-list.ts';

/** What stands for a variable that nobody has set while the rest of a manifest is checked. */
export const STAND_IN = 'https://stand-in.invalid';

export interface Environment {
  readonly values: Readonly<Record<string, string | undefined>>;
  /** The connector's name: it may read only variables that start with it. */
  readonly connector: string;
}

/** Replaces each `${NAME}` of a text. A connector must not read another's credentials, nor the gateway's. */
export function fillEnvironment(
  text: string,
  { values, connector }: Environment,
  { path, problems }: { path: Path; problems: ProblemList },
): string {
  const prefix = `${connector.toUpperCase().replaceAll('-', '_')}_`;
  return text.replace(/\$\{([^}]*)\}/g, (_whole, name: string) => {
    const value = name.startsWith(prefix) ? values[name] : undefined;
    if (!/^[A-Z][A-Z0-9_]*$/.test(name) || !name.startsWith(prefix)) {
      const hint = `right: \${${prefix}...}`;
      problems.add(path, { message: `connector ${connector} must not read the variable "${name}"`, hint });
    } else if (value === undefined || value === '') {
      problems.add(path, { message: `the variable ${name} is not set`, hint: `set ${name} in the environment` });
    }
    return value ?? '';
  });
}
