import { Kind, parse, print, type ASTNode, type DocumentNode, visit } from 'graphql';

type Holds = (query: string) => Promise<boolean>;

/** The smallest document, found by leaving out one thing after another, of which `holds` is still true. */
export async function minimalDocument(query: string, holds: Holds): Promise<string> {
  let document = parse(query);
  for (let index = 0; index < candidatesIn(document);) {
    const smaller = without(document, index);
    if (smaller && (await holds(print(smaller)))) document = smaller;
    else index += 1;
  }
  const text = print(document);
  return text.length < query.length ? minimalDocument(text, holds) : text;
}

function candidatesIn(document: DocumentNode): number {
  let count = 0;
  visit(document, { enter: (node) => void (count += isCandidate(node) ? 1 : 0) });
  return count;
}

function isCandidate({ kind }: ASTNode): boolean {
  return (
    kind === Kind.FIELD ||
    kind === Kind.INLINE_FRAGMENT ||
    kind === Kind.FRAGMENT_SPREAD ||
    kind === Kind.FRAGMENT_DEFINITION ||
    kind === Kind.VARIABLE_DEFINITION ||
    kind === Kind.DIRECTIVE ||
    kind === Kind.ARGUMENT
  );
}

/** Undefined when a selection would have nothing left. */
function without(document: DocumentNode, target: number): DocumentNode | undefined {
  let index = -1;
  let isEmpty = false;
  const smaller = visit(document, {
    enter(node) {
      if (!isCandidate(node)) return undefined;
      index += 1;
      return index === target ? null : undefined;
    },
    leave(node) {
      if (node.kind === Kind.SELECTION_SET && node.selections.length === 0) isEmpty = true;
    },
  });
  return isEmpty ? undefined : withoutUnused(smaller);
}

/** Validation refuses what nobody uses. */
function withoutUnused(document: DocumentNode): DocumentNode {
  const variables = new Set<string>();
  const spreads = new Set<string>();
  visit(document, {
    VariableDefinition: () => false,
    Variable: ({ name }) => void variables.add(name.value),
    FragmentSpread: ({ name }) => void spreads.add(name.value),
  });
  const smaller = visit(document, {
    VariableDefinition: ({ variable }) => (variables.has(variable.name.value) ? undefined : null),
    FragmentDefinition: ({ name }) => (spreads.has(name.value) ? undefined : null),
  });
  return smaller.definitions.length === document.definitions.length ? smaller : withoutUnused(smaller);
}
