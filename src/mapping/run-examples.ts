import type { ExpectedProblem, MappingExample } from './examples.ts';
import type { MappingProblem } from './mapping-problem.ts';
import type { Mapping } from './run-mapping.ts';

export interface ExampleOutcome {
  readonly example: MappingExample;
  /** One line per difference, in words: `lines[0].sku: expected "A-1", got nothing`. Empty when the example holds. */
  readonly differences: readonly string[];
}

/** Runs each example through the mapping and says how the answer differs from the expected one. */
export function runExamples(mapping: Mapping, examples: readonly MappingExample[]): ExampleOutcome[] {
  return examples.map((example) => ({ example, differences: differencesOf(mapping, example) }));
}

function differencesOf(mapping: Mapping, { in: row, out, problems, bindings }: MappingExample): string[] {
  const result = mapping.run(row, bindings);
  const ofValue = out === undefined ? [] : compare(out, toPlain(result.value), '');
  return [...ofValue, ...compareProblems(problems, result.problems)];
}

/** As a caller would see it, without what JSON cannot say. */
function toPlain(value: unknown): unknown {
  const text = JSON.stringify(value) as string | undefined;
  return text === undefined ? undefined : JSON.parse(text);
}

function compare(expected: unknown, actual: unknown, path: string): string[] {
  if (Array.isArray(expected) && Array.isArray(actual)) return compareLists(expected, actual, path);
  if (isObject(expected) && isObject(actual)) return compareObjects(expected, actual, path);
  if (Object.is(expected, actual)) return [];
  return [`${path || 'the row'}: expected ${show(expected)}, got ${show(actual)}`];
}

function compareLists(expected: readonly unknown[], actual: readonly unknown[], path: string): string[] {
  const length = Math.max(expected.length, actual.length);
  return Array.from({ length }, (_, index) => compare(expected[index], actual[index], `${path}[${index}]`)).flat();
}

function compareObjects(expected: Fields, actual: Fields, path: string): string[] {
  const names = new Set([...Object.keys(expected), ...Object.keys(actual)]);
  return [...names].flatMap((name) => compare(expected[name], actual[name], path === '' ? name : `${path}.${name}`));
}

/** Each expected problem takes one reported away; what is left over on either side is a difference. */
function compareProblems(expected: readonly ExpectedProblem[], actual: readonly MappingProblem[]): string[] {
  const rest = [...actual];
  const missing = expected.filter((wanted) => {
    const index = rest.findIndex(({ path, code }) => path === wanted.path && code === wanted.code);
    if (index >= 0) rest.splice(index, 1);
    return index < 0;
  });
  return [
    ...missing.map((problem) => `problems: expected ${nameOf(problem)}, which was not reported`),
    ...rest.map((problem) => `problems: ${nameOf(problem)} was not expected (${problem.message})`),
  ];
}

function nameOf({ path, code }: ExpectedProblem): string {
  return path === undefined ? code : `${code} at ${path}`;
}

type Fields = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function show(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}

/** `mappings/erp/order.examples.yaml:12: an unknown status` and the differences below; '' when all hold. */
export function formatOutcomes(file: string, outcomes: readonly ExampleOutcome[]): string {
  return outcomes
    .filter(({ differences }) => differences.length > 0)
    .map(({ example, differences }) => [
      `${file}:${example.line}: ${example.name}`,
      ...differences.map((line) => `  ${line}`),
    ])
    .flat()
    .join('\n');
}
