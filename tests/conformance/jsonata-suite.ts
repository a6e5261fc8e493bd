import { readdirSync, readFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';

/** The official suite, where the shared data is checked out beside the project. */
const SUITE_FOLDER = join(import.meta.dirname, '../../../shared/conformance/jsonata');
export const isSuitePresent = existsSync(SUITE_FOLDER);

export interface SuiteCase {
  readonly name: string;
  readonly expression: string;
  readonly input: unknown;
  readonly bindings: Readonly<Record<string, unknown>>;
  readonly depth?: number;
  readonly timeoutMs?: number;
  readonly expected:
    | { readonly kind: 'undefined' }
    | { readonly kind: 'result'; readonly result: unknown }
    | { readonly kind: 'error'; readonly error: Readonly<Record<string, unknown>> }
    | { readonly kind: 'code'; readonly code: string };
}

type Json = Readonly<Record<string, unknown>>;

/** Every case of every group. */
export function loadSuite(): SuiteCase[] {
  const groups = join(SUITE_FOLDER, 'groups');
  return readdirSync(groups).flatMap((group) =>
    readdirSync(join(groups, group))
      .filter((file) => file.endsWith('.json'))
      .flatMap((file) => loadCases(group, file)),
  );
}

function loadCases(group: string, file: string): SuiteCase[] {
  const folder = join(SUITE_FOLDER, 'groups', group);
  const content = readJson(join(folder, file));
  const cases: Json[] = Array.isArray(content) ? content : [content];
  return cases.map((raw, index) => ({
    name: `${group}/${file}${cases.length > 1 ? `#${index}` : ''}`,
    expression: textOf(raw, folder),
    input: inputOf(raw),
    bindings: asJson(raw['bindings'] ?? {}),
    ...(typeof raw['depth'] === 'number' && { depth: raw['depth'] }),
    ...(typeof raw['timelimit'] === 'number' && { timeoutMs: raw['timelimit'] }),
    expected: expectedOf(raw),
  }));
}

function textOf(raw: Json, folder: string): string {
  const file = raw['expr-file'];
  return typeof file === 'string' ? readFileSync(join(folder, file), 'utf8') : String(raw['expr']);
}

const datasets = new Map<string, unknown>();

function inputOf(raw: Json): unknown {
  if ('data' in raw) return raw['data'];
  const name = raw['dataset'];
  if (typeof name !== 'string') return undefined;
  if (!datasets.has(name)) datasets.set(name, readJson(join(SUITE_FOLDER, 'datasets', `${name}.json`)));
  return datasets.get(name);
}

function expectedOf(raw: Json): SuiteCase['expected'] {
  if ('undefinedResult' in raw) return { kind: 'undefined' };
  if ('result' in raw) return { kind: 'result', result: raw['result'] };
  if ('error' in raw) return { kind: 'error', error: asJson(raw['error']) };
  return { kind: 'code', code: String(raw['code']) };
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}

function asJson(value: unknown): Json {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
