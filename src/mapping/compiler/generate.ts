import type { Node } from './ast.ts';
import { Code, type Place } from './code.ts';
import { emit } from './emit.ts';
import { declareFrame } from './emit-variables.ts';
import { recordTest, type Program, type Site } from './emitter.ts';
import { RUNTIME } from '../runtime/runtime.ts';

export interface Generated {
  /** JavaScript function body of `(input, bindings)`. */
  readonly run: (input: unknown, bindings: Readonly<Record<string, unknown>>) => unknown;
  /** Where each numbered place is in the source. */
  readonly places: readonly Place[];
  readonly javascript: string;
}

export interface GenerateOptions {
  readonly functions: ReadonlyMap<string, unknown>;
  readonly overridden: ReadonlySet<string>;
}

/** Translates a syntax tree to one JavaScript function. */
export function generate(ast: Node, { functions, overridden }: GenerateOptions): Generated {
  const code = new Code();
  const program: Program = { emit, functions, overridden, bound: new Map() };
  code.line(`const inputIsRecord = ${recordTest('input')};`);
  const site: Site = {
    code,
    context: 'input',
    isRoot: true,
    record: 'inputIsRecord',
    isData: true,
    isOutput: true,
    scope: undefined,
    assigned: new Set(),
    tail: 'direct',
    depth: 0,
    program,
  };
  const value = emit(ast, declareFrame([ast], site));
  const javascript = assemble(code, program, value.js);
  return { run: instantiate(javascript, code), places: code.shared.places, javascript };
}

function assemble(code: Code, { bound }: Program, result: string): string {
  const { used, constants, helpers } = code.shared;
  const lookUps = [...bound.values()].map(({ js, value }) => `const ${js} = ${value};`);
  return `"use strict";
const {UNSET, ${[...used].join(', ')}} = runtime;
const [${constants.map((_, index) => `k${index}`).join(', ')}] = constants;
${helpers.join('\n')}
return (input, bindings) => {
${lookUps.join('\n')}
${code.text}
return ${result};
};`;
}

function instantiate(javascript: string, code: Code): Generated['run'] {
  // The text holds no part of the expression but literals written by `literal`: see Code.
  const create = Reflect.construct(Function, ['runtime', 'constants', javascript]);
  const run: Generated['run'] = Reflect.apply(create, undefined, [RUNTIME, code.shared.constants]);
  return run;
}
