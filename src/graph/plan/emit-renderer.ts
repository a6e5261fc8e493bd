import { GraphQLID, GraphQLString, isEnumType, type GraphQLLeafType } from 'graphql';
import { formOfScalar } from '../scalars.ts';
import {
  isLoadedShape,
  type Frame,
  type LeafShape,
  type ListShape,
  type Selection,
  type Shape,
  type Step,
} from './operation-plan.ts';
import { RENDER_HELPERS } from './render-helpers.ts';
import type { PlanRun } from './plan-run.ts';

/** Writes the data of an answer from a loaded plan; undefined when the whole of it is null. */
export type Renderer = (run: PlanRun, answer: Frame) => string | undefined;

/**
 * Generates the code that writes an answer: one function for each selection and each list or object. Names of the
 * document reach the code as JSON literals only, everything else through the constants. Undefined where the host forbids
 * code from text (`--disallow-code-generation-from-strings`).
 */
export function emitRenderer(root: Selection): Renderer | undefined {
  const emitter = new Emitter();
  const entry = emitter.selection(root);
  const helpers = Object.keys(RENDER_HELPERS);
  const body = `'use strict';\n${emitter.functions.join('\n')}\nreturn ($, answer) => ${entry}($, undefined, answer.slots, answer);`;
  const create = compile(['c', ...helpers, body]);
  return create?.(emitter.constants, ...Object.values(RENDER_HELPERS)) as Renderer | undefined;
}

function compile(parametersAndBody: readonly string[]): ((...all: readonly unknown[]) => unknown) | undefined {
  try {
    return Reflect.construct(Function, parametersAndBody) as (...all: readonly unknown[]) => unknown;
  } catch (error) {
    if (error instanceof EvalError) return undefined;
    throw error;
  }
}

class Emitter {
  readonly functions: string[] = [];
  readonly constants: unknown[] = [];
  readonly #known = new Map<Selection, string>();

  /** The name of `(run, object, slots, path) => text | undefined`. */
  selection(selection: Selection): string {
    const known = this.#known.get(selection);
    if (known !== undefined) return known;
    const name = `s${selection.index}`;
    this.#known.set(selection, name);
    const fields = selection.steps.map((step, index) => this.#field(step, selection, index === 0));
    const end = selection.steps.length === 0 ? "'{}'" : "r + '}'";
    this.functions.push(
      `function ${name}($, o, f, p) {\nlet r = '', v, t;\nif (typeof o !== 'object' || o === null) o = NOTHING;\n${fields.join('\n')}\nreturn ${end};\n}`,
    );
    return name;
  }

  #field(step: Step, { type }: Selection, isFirst: boolean): string {
    const head = JSON.stringify(`${isFirst ? '{' : ','}${JSON.stringify(step.key)}:`);
    if (step.field.name === '__typename') return `r += ${head} + ${JSON.stringify(JSON.stringify(type.name))};`;
    const at = this.#constant(step);
    const here = `{ prev: p, key: ${JSON.stringify(step.key)} }`;
    const read = `v = ${this.#value(step, at)};`;
    const explain = readsParent(step)
      ? `if (v === null || v === undefined || isArray(v)) if (hasProblems(o)) gap($, ${at}, v, { parent: o, prev: p });`
      : '';
    const slow = `t = ${this.#shape(step.shape, at)}($, v, ${here}); if (t === undefined) return undefined; r += ${head} + t;`;
    const fast = step.shape.kind === 'leaf' ? this.#fastLeaf(step.shape.type) : undefined;
    if (fast === undefined) return `${read} ${explain} ${slow}`;
    return `${read} ${fast.prepare} if (${fast.test}) r += ${head} + ${fast.text}; else { ${explain} ${slow} }`;
  }

  #value({ slot, definition, field: { name } }: Step, at: string): string {
    if (definition?.from === 'profile' && slot !== undefined)
      return `merged($, ${at}, o, { loaded: f[${slot}], prev: p })`;
    if (slot !== undefined) return `f[${slot}]`;
    if (definition) return `read($, ${at}, o)`;
    const member = JSON.stringify(name);
    // What every object has by nature is no value.
    return name in Object.prototype ? `(hasOwn(o, ${member}) ? o[${member}] : undefined)` : `o[${member}]`;
  }

  /** How the usual values of a leaf are told and written, without a call. */
  #fastLeaf(type: GraphQLLeafType): { prepare: string; test: string; text: string } | undefined {
    if (isEnumType(type)) {
      const texts = new Map(type.getValues().map(({ value, name }) => [value as unknown, JSON.stringify(name)]));
      return { prepare: `t = ${this.#constant(texts)}.get(v);`, test: 't !== undefined', text: 't' };
    }
    if (type === GraphQLString || type === GraphQLID || formOfScalar(type.name)) {
      return { prepare: '', test: "typeof v === 'string'", text: 'quote(v)' };
    }
    if (type.name === 'Boolean') return { prepare: '', test: 'v === true || v === false', text: 'v' };
    if (type.name === 'Int') return { prepare: '', test: '(v | 0) === v', text: 'v' };
    return undefined;
  }

  /** The name of `(run, value, path) => text | undefined`. */
  #shape(shape: Shape, at: string): string {
    const name = `w${this.functions.length}`;
    const own = this.functions.push('') - 1;
    const empty = shape.nonNull ? `refuse($, ${at}, p)` : "'null'";
    const bubble = shape.nonNull ? 'undefined' : "'null'";
    const head = `function ${name}($, v, p) {
if (v === null || v === undefined) return ${empty};
if (v instanceof Fault) { fail($, ${at}, v.error, p); return ${bubble}; }`;
    this.functions[own] = `${head}\n${this.#shapeBody(shape, { at, bubble })}\n}`;
    return name;
  }

  #shapeBody(shape: Shape, place: { at: string; bubble: string }): string {
    if (shape.kind === 'leaf') return this.#leafBody(shape, place);
    if (shape.kind === 'list') return this.#listBody(shape, place);
    const isLoaded = isLoadedShape(shape);
    const object = isLoaded ? 'v.object, v.slots, v' : 'v, undefined, p';
    if (shape.kind === 'object') {
      const call = `${this.selection(shape.selection)}($, ${object})`;
      return shape.nonNull ? `return ${call};` : `const t = ${call}; return t === undefined ? 'null' : t;`;
    }
    const writers = [...shape.selections].map(([type, each]) => `${JSON.stringify(type)}: ${this.selection(each)}`);
    const typename = `typenameOf(${this.#constant(shape.type)}, ${isLoaded ? 'v.object' : 'v'}, $.context)`;
    return `const w = { __proto__: null, ${writers.join(', ')} }[${typename}];
if (w === undefined) { fail($, ${place.at}, new Error('No type for a value.'), p); return ${place.bubble}; }
const t = w($, ${object}); return t === undefined ? ${place.bubble} : t;`;
  }

  #leafBody({ type }: LeafShape, { at, bubble }: { at: string; bubble: string }): string {
    const fast = this.#fastLeaf(type);
    const text = `const x = leaf($, v, { step: ${at}, type: ${this.#constant(type)}, path: p }); return x === undefined ? ${bubble} : x;`;
    return fast ? `let t; ${fast.prepare} if (${fast.test}) return '' + ${fast.text}; ${text}` : text;
  }

  #listBody({ of }: ListShape, { at, bubble }: { at: string; bubble: string }): string {
    return `if (!isArray(v)) { v = elements($, ${at}, v, p); if (v === undefined) return ${bubble}; }
let r = '[';
for (let i = 0; i < v.length; i++) {
const t = ${this.#shape(of, at)}($, v[i], { prev: p, key: i });
if (t === undefined) return ${bubble};
r += i === 0 ? t : ',' + t;
}
return r + ']';`;
  }

  #constant(value: unknown): string {
    const known = this.constants.indexOf(value);
    return `c[${known === -1 ? this.constants.push(value) - 1 : known}]`;
  }
}

/** Whether the value is read from the parent only now: a gap in it is explained then. */
function readsParent({ slot, definition }: Step): boolean {
  return slot === undefined && (definition === undefined || definition.from === 'parent');
}
