import type { Node } from './ast.ts';
import { toClosures } from './closures/to-closures.ts';
import { Code, type Place } from './code.ts';
import { emit } from './emit.ts';
import { declareFrame } from './emit-variables.ts';
import { recordTest, type Program, type Site } from './emitter.ts';
import { RUNTIME } from '../runtime/runtime.ts';

export interface Generated {
  readonly run: (input: unknown, bindings: Readonly<Record<string, unknown>>) => unknown;
  /** Where each numbered place is in the source. */
  readonly places: readonly Place[];
  readonly javascript: string;
}

export interface GenerateOptions {
  readonly functions: ReadonlyMap<string, unknown>;
  readonly overridden: ReadonlySet<string>;
  readonly backEnd: BackEnd;
}

/** What runs a generated program: the host's compiler, or closures where the host forbids code from text. */
export type BackEnd = 'code' | 'closures';

/** Translates a syntax tree to one JavaScript function of `(input, bindings)`. */
export function generate(ast: Node, { functions, overridden, backEnd }: GenerateOptions): Generated {
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
  const known = knownNames(code);
  const run = (backEnd === 'code' ? toHostCode(javascript, known) : toClosures(javascript, known)) as Generated['run'];
  return { run, places: code.shared.places, javascript };
}

function assemble(code: Code, { bound }: Program, result: string): string {
  const lookUps = [...bound.values()].map(({ js, value }) => `const ${js} = ${value};`);
  return `${code.shared.helpers.join('\n')}
return (input, bindings) => {
${lookUps.join('\n')}
${code.text}
return ${result};
};`;
}

/** What the program names without declaring it: functions of the runtime, and constants. */
function knownNames({ shared: { used, constants } }: Code): ReadonlyMap<string, unknown> {
  const runtime = new Map<string, unknown>(Object.entries(RUNTIME));
  const functions = [...used, 'UNSET', 'running'].map((name) => [name, runtime.get(name)] as const);
  return new Map([...functions, ...constants.map((value, index) => [`k${index}`, value] as const)]);
}

/** The text holds no part of the expression but literals written by `literal`: see Code. */
function toHostCode(javascript: string, known: ReadonlyMap<string, unknown>): unknown {
  const create = Reflect.construct(Function, [...known.keys(), `"use strict";\n${javascript}`]);
  return Reflect.apply(create, undefined, [...known.values()]);
}
