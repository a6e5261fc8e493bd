import type { Node } from './ast.ts';
import { Kind, type Code, type Value } from './code.ts';
import type { Scope, Slot } from './scope.ts';

/** Where a node is being translated: what it sees and where its code goes. */
export interface Site {
  readonly code: Code;
  /** The JavaScript name of the context `$`. */
  readonly context: string;
  /** The context is the input itself: a list there counts as one item. */
  readonly isRoot: boolean;
  /** The name of a JavaScript boolean: the context is an object and no list. */
  readonly record: string;
  /** The context comes from the input as it is, not from something the expression made. */
  readonly isData: boolean;
  /** The value goes into the result: nobody will ask what kind of list it was. */
  readonly isOutput: boolean;
  readonly scope: Scope | undefined;
  /** Variables that certainly have their value by now. */
  readonly assigned: Set<Slot>;
  /**
   * Calls in tail position: returned to the caller of the lambda, made at once without context, or turned into a value
   * that something will be done with before it is returned.
   */
  readonly tail: 'return' | 'direct' | 'value';
  /** How many nested evaluations the reference would have open here, counted from the function around. */
  readonly depth: number;
  readonly program: Program;
}

/** What the whole expression is translated for. */
export interface Program {
  readonly emit: (node: Node, site: Site) => Value;
  /** Functions the caller registered, by name. */
  readonly functions: ReadonlyMap<string, unknown>;
  /** Names of functions that callers may bind over at any time. */
  readonly overridden: ReadonlySet<string>;
  /** JavaScript variables for what is looked up in the caller's bindings, once per evaluation, and their values. */
  readonly bound: Map<string, { readonly js: string; readonly value: string }>;
}

/** The same site writing elsewhere. */
export function into(site: Site, code: Code): Site {
  return { ...site, code };
}

/** A branch: what is assigned in it is not assigned after it. */
export function branch(site: Site, code: Code): Site {
  return { ...site, code, assigned: new Set(site.assigned) };
}

/** A site with a new context, the JavaScript variable `context`. */
export function withContext(site: Site, context: string, isData: boolean): Site {
  if (site.context === context && !site.isRoot) return { ...site, isData };
  const { js } = site.code.keep(recordTest(context), Kind.boolean);
  return { ...site, context, isRoot: false, record: js, isData };
}

export function recordTest(js: string): string {
  return `typeof ${js} === "object" && ${js} !== null && !Array.isArray(${js})`;
}

/** A JavaScript function of a new context; the text of an arrow function. */
function contextFunction(site: Site, write: (inner: Site) => Value): string {
  const context = site.code.name('c');
  const code = site.code.fork();
  const value = write(withContext({ ...branch(site, code), isOutput: false }, context, false));
  return `(${context}) => {\n${code.text}\nreturn ${value.js};\n}`;
}

/** The text of a function that evaluates `node` for a context. */
export function stepFunction(node: Node, site: Site): string {
  return contextFunction(site, (inner) => site.program.emit(node, inner));
}
