import { placeOf } from '../expression-error.ts';
import { createVariables, sourceOf } from '../source-path.ts';
import { parseSyntax, type SyntaxNode } from '../syntax-tree.ts';
import { walkTargets } from '../target-walk.ts';
import { expressionTextAt } from './expression-text.ts';

/** Which expression fills a field of the output, and from what. */
export interface FieldExplanation {
  /** `lines[].unitPrice`; `*` stands for a name that is computed. */
  readonly target: string;
  /** As the mapping writes it. */
  readonly expression: string;
  /** 1-based place of the expression. */
  readonly line: number;
  readonly column: number;
  /** Fields of the row it reads: `ITEMS.NETPR`. */
  readonly reads: readonly string[];
  /** Functions it calls, without `$`. */
  readonly calls: readonly string[];
}

/** Explains every field that a mapping's object constructors name, in the order of the source. */
export function explainMapping({ source }: { source: string }): FieldExplanation[] {
  const fields: { target: string; start: number }[] = [];
  const reads = new Map<string, Set<string>>();
  const calls = new Map<string, Set<string>>();
  const variables = createVariables();
  walkTargets(parseSyntax(source), {
    field: ({ target, key }) => fields.push({ target, start: startOfValue(source, key) }),
    node(node, place) {
      const { reach, base } = place;
      variables.note(node, place);
      if (node.type === 'path') note(reads, reach, sourceOf(node, base));
      if (node.type === 'function') note(calls, reach, calledBy(node));
    },
  });
  return fields
    .sort((a, b) => a.start - b.start)
    .map(({ target, start }) => ({
      target,
      expression: expressionTextAt(source, start),
      ...placeOf(source, start),
      reads: toSorted(below(reads, target).map((path) => variables.resolve(path))),
      calls: toSorted(below(calls, target)),
    }));
}

/** After the colon and the white space that follow the key. */
function startOfValue(source: string, { position = 0 }: SyntaxNode): number {
  const colon = source.indexOf(':', position);
  return colon + 1 + (/^\s*/.exec(source.slice(colon + 1))?.[0].length ?? 0);
}

function calledBy({ procedure }: SyntaxNode): string | undefined {
  return procedure?.type === 'variable' ? String(procedure.value) : undefined;
}

/** A value used in two fields (`a|b`) counts for both. */
function note(map: Map<string, Set<string>>, targets: string, value: string | undefined): void {
  if (value === undefined) return;
  for (const target of targets.split('|')) map.set(target, (map.get(target) ?? new Set()).add(value));
}

/** What was noted for a field and for the fields within it. */
function below(map: ReadonlyMap<string, ReadonlySet<string>>, target: string): string[] {
  const within = [...map].filter(
    ([noted]) => noted === target || noted.startsWith(`${target}.`) || noted.startsWith(`${target}[`),
  );
  return within.flatMap(([, values]) => [...values]);
}

function toSorted(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}
