import type { BlockStatement, Node } from 'acorn';

/** The variables of one running function, or of one turn of a loop whose variables functions keep; 0 is the frame around. */
export type Frame = unknown[];

/** A compiled JavaScript expression. */
export type Evaluate = (frame: Frame) => unknown;

/** Where a name is: so many frames further out, at this place; or a value that never changes. */
export type Place = { readonly value: unknown } | { readonly hops: number; readonly index: number };

/** Compiles the body of a function; handed along because expressions hold functions and functions expressions. */
export type ToBody = (body: BlockStatement, names: Names) => Evaluate;

/** Names in sight while compiling; which frame holds each is decided here, once. */
export class Names {
  readonly toBody: ToBody;
  readonly #indices = new Map<string, number>();
  readonly #parent: Names | ReadonlyMap<string, unknown>;
  readonly #layout: { size: number };
  readonly #isFrame: boolean;

  private constructor(parent: Names | ReadonlyMap<string, unknown>, toBody: ToBody, layout?: { size: number }) {
    this.toBody = toBody;
    this.#parent = parent;
    this.#isFrame = layout === undefined;
    this.#layout = layout ?? { size: 1 };
  }

  /** The outermost frame; `known` are names whose values never change. */
  static of(known: ReadonlyMap<string, unknown>, toBody: ToBody): Names {
    return new Names(known, toBody);
  }

  /** A block that keeps its variables in the frame around it. */
  block(): Names {
    return new Names(this, this.toBody, this.#layout);
  }

  /** A function, or a loop that needs new variables at each turn. */
  frame(): Names {
    return new Names(this, this.toBody);
  }

  /** The place of a new variable in this frame. */
  declare(name: string): number {
    const index = this.#layout.size;
    this.#layout.size += 1;
    this.#indices.set(name, index);
    return index;
  }

  find(name: string, hops = 0): Place {
    const index = this.#indices.get(name);
    if (index !== undefined) return { hops, index };
    if (this.#parent instanceof Names) return this.#parent.find(name, this.#isFrame ? hops + 1 : hops);
    if (!this.#parent.has(name)) throw new TypeError(`The program names ${name}, which nothing declares`);
    return { value: this.#parent.get(name) };
  }
}

export function readPlace(place: Place): Evaluate {
  if ('value' in place) {
    const { value } = place;
    return () => value;
  }
  const { hops, index } = place;
  if (hops === 0) return (frame) => frame[index];
  if (hops === 1) return (frame) => outer(frame)[index];
  if (hops === 2) return (frame) => outer(outer(frame))[index];
  return (frame) => outwards(frame, hops)[index];
}

export function writePlace(place: Place, value: Evaluate): Evaluate {
  if ('value' in place) throw new TypeError('The program changes what never changes');
  const { hops, index } = place;
  if (hops === 0) return (frame) => (frame[index] = value(frame));
  return (frame) => (outwards(frame, hops)[index] = value(frame));
}

function outer(frame: Frame): Frame {
  return frame[0] as Frame;
}

function outwards(frame: Frame, hops: number): Frame {
  let found = frame;
  for (let hop = 0; hop < hops; hop += 1) found = outer(found);
  return found;
}

const FUNCTIONS = new Set(['ArrowFunctionExpression', 'FunctionExpression', 'FunctionDeclaration']);

/** Whether a function is written anywhere in this piece of the program. */
export function holdsFunction(node: unknown): boolean {
  if (Array.isArray(node)) return node.some(holdsFunction);
  if (typeof node !== 'object' || node === null) return false;
  return FUNCTIONS.has((node as Node).type) || Object.values(node).some(holdsFunction);
}
