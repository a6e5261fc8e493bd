import { isStandardFunction, standardFunctions } from '../mapping/functions/standard-functions.ts';
import { childrenOf, parseSyntax, type SyntaxNode } from '../mapping/syntax-tree.ts';
import { closestName } from './closest-name.ts';

/** A name that an expression uses and nothing binds. */
export interface UnknownName {
  /** Without `$`. */
  readonly name: string;
  /** Characters before its `$`. */
  readonly start: number;
  readonly hint: string;
}

/**
 * Names used but bound nowhere, each once. JSONata takes a variable nobody knows for nothing: a misspelt `$kyes` would ask
 * for everything, a misspelt function would fail every row. Throws what the parser throws.
 */
export function unknownNames(text: string, variables: readonly string[]): UnknownName[] {
  const read = new Map<string, number>();
  const bound = new Set<string>();
  collectVariables(parseSyntax(text), read, bound);
  const known = [...variables, ...bound];
  return [...read]
    .filter(([name]) => !/^\$?$/.test(name) && !known.includes(name) && !isFunction(name))
    .map(([name, end]) => ({ name, start: end - name.length - 1, hint: hintFor(name, known) }));
}

function isFunction(name: string): boolean {
  return BUILT_IN.has(name) || isStandardFunction(name);
}

function collectVariables(node: SyntaxNode, read: Map<string, number>, bound: Set<string>): void {
  const names = node.type === 'lambda' ? (node.arguments ?? []) : node.type === 'bind' ? [node.lhs].flat() : [];
  for (const name of names) if (name && 'type' in name && typeof name.value === 'string') bound.add(name.value);
  for (const label of ['focus', 'index']) {
    const name: unknown = Reflect.get(node, label);
    if (typeof name === 'string') bound.add(name);
  }
  if (node.type === 'variable' && typeof node.value === 'string' && !read.has(node.value))
    read.set(node.value, node.position ?? 0);
  for (const child of childrenOf(node)) collectVariables(child, read, bound);
}

function hintFor(name: string, known: readonly string[]): string {
  const meant = closestName(name, [...known, ...Object.keys(standardFunctions), ...BUILT_IN]);
  return meant ? `did you mean $${meant}?` : `right here: ${known.map((each) => `$${each}`).join(', ')}`;
}

/** JSONata's own functions, which an expression may also hand over by name. */
const BUILT_IN = new Set(
  (
    'sum count max min average string substring substringBefore substringAfter lowercase uppercase length trim pad match ' +
    'contains replace split join formatNumber formatBase formatInteger parseInteger number floor ceil round abs sqrt ' +
    'power random boolean not map zip filter single reduce each sift keys lookup append exists spread merge reverse ' +
    'error assert type sort shuffle distinct base64encode base64decode encodeUrlComponent encodeUrl decodeUrlComponent ' +
    'decodeUrl toMillis fromMillis now millis eval'
  ).split(' '),
);
