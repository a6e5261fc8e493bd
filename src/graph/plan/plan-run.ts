import { type GraphQLAbstractType, type GraphQLError, getArgumentValues } from 'graphql';
import { AppError } from '../../errors.ts';
import { customersProfiles, type CustomerNode } from '../customer-node.ts';
import { parentValue, rowsValue, type ValuePlace } from '../field-value.ts';
import type { CoordinateField, GatewayField, ParentField } from '../field.ts';
import { partsOfAll } from '../parts-of.ts';
import type { RequestContext } from '../request-context.ts';
import { withhold } from '../withhold.ts';
import {
  Fault,
  Frame,
  isLoadedShape,
  toPath,
  type OperationPlan,
  type PathStep,
  type Selection,
  type Shape,
  type Step,
} from './operation-plan.ts';

type Arguments = Readonly<Record<string, unknown>>;

/** One run of a plan. */
export class PlanRun {
  readonly context: RequestContext;
  /** Of fields that are null because of them. */
  readonly errors: GraphQLError[] = [];
  /** Coerced. */
  readonly #variables: Readonly<Record<string, unknown>>;
  readonly #arguments: (Arguments | undefined)[];
  readonly #work: Promise<void>[] = [];

  constructor(plan: OperationPlan, variables: Readonly<Record<string, unknown>>, context: RequestContext) {
    this.context = context;
    this.#variables = variables;
    this.#arguments = Array.from<Arguments | undefined>({ length: plan.stepCount });
  }

  /** Loads everything the plan asks for, each step for all of its objects at once. */
  async load({ root }: OperationPlan): Promise<Frame> {
    const answer = new Frame(undefined, undefined, '');
    this.#expand(root, [answer]);
    while (this.#work.length > 0) await Promise.all(this.#work.splice(0));
    return answer;
  }

  /** The field's arguments, read once in a run. Throws what is wrong with them. */
  argumentsOf({ index, field, nodes }: Step): Arguments {
    const known = this.#arguments[index];
    if (known) return known;
    const [node] = nodes;
    const values = node && field.args.length > 0 ? getArgumentValues(field, node, this.#variables) : {};
    this.#arguments[index] = values;
    return values;
  }

  placeOf(step: Step, prev: PathStep): ValuePlace {
    return new StepPlace(step, this.context, prev);
  }

  /** Begins every step of the selection, each for all of the frames. */
  #expand(selection: Selection, frames: readonly Frame[]): void {
    this.#noteReads(selection, frames);
    const begun = new Set<number>();
    for (const step of selection.steps) {
      if (step.slot === undefined || begun.has(step.slot)) continue;
      begun.add(step.slot);
      this.#work.push(this.#begin(step, selection, frames));
    }
  }

  #noteReads({ personal }: Selection, frames: readonly Frame[]): void {
    if (personal.length === 0 || frames.length === 0) return;
    const { reads } = this.context;
    for (const { name, isForbidden } of personal) reads.note(name, isForbidden);
    for (const { object } of frames) reads.touch(object);
  }

  async #begin(step: Step, selection: Selection, frames: readonly Frame[]): Promise<void> {
    const { definition } = step;
    // Fields of the merged record share what is loaded; each reads its own arguments.
    if (definition?.from === 'profile' && !step.isForbidden) return this.#loadProfiles(step, selection, frames);
    // What is wrong with the arguments is told before anybody is asked or refused.
    const args = attempt(() => this.argumentsOf(step));
    if (args instanceof Fault) return this.#settle(step, frames, () => args);
    if (step.isForbidden || definition?.from === 'profile') return this.#forbid(step, frames);
    if (definition?.from === 'coordinate') return this.#loadRows(step, definition, frames);
    if (definition?.from === 'gateway') return this.#ask(step, definition, frames);
    return this.#readParents(step, definition, frames);
  }

  #forbid(step: Step, frames: readonly Frame[]): void {
    const coordinate = step.definition?.from === 'coordinate' ? step.definition.coordinate : undefined;
    for (const frame of frames) {
      withhold(frame.object, coordinate);
      frame.slots[step.slot ?? 0] = new Fault(new AppError('FIELD_FORBIDDEN'));
    }
  }

  async #loadProfiles({ slot = 0 }: Step, { profileAsks }: Selection, frames: readonly Frame[]): Promise<void> {
    const nodes = frames.map(({ object }) => object as CustomerNode);
    const all = await customersProfiles(nodes, profileAsks, this.context);
    for (const [index, { slots }] of frames.entries()) slots[slot] = all[index];
  }

  async #loadRows(step: Step, field: CoordinateField<unknown, never, never>, frames: readonly Frame[]): Promise<void> {
    const { parentType } = step;
    const parents = frames.map(({ object }) => object);
    const all = await partsOfAll(parents, { coordinate: field.coordinate, parentType, context: this.context });
    const args = this.argumentsOf(step);
    this.#settle(step, frames, (frame, index) =>
      rowsValue(field, all[index] ?? [], { parent: frame.object, parentType, args, at: this.placeOf(step, frame) }),
    );
  }

  async #ask(step: Step, field: GatewayField<unknown, never, never>, frames: readonly Frame[]): Promise<void> {
    const answers = await Promise.all(
      frames.map(async (frame) => {
        try {
          const args = this.argumentsOf(step) as never;
          return await field.resolve(frame.object as never, args, this.context, this.placeOf(step, frame));
        } catch (error) {
          return new Fault(error);
        }
      }),
    );
    this.#settle(step, frames, (_frame, index) => answers[index]);
  }

  #readParents(step: Step, field: ParentField<unknown, never, never> | undefined, frames: readonly Frame[]): void {
    const args = this.argumentsOf(step);
    this.#settle(step, frames, (frame) => parentValue(field, frame.object, { args, at: this.placeOf(step, frame) }));
  }

  /** Puts each frame's value in its slot, and goes on with the objects in all of them. */
  #settle(step: Step, frames: readonly Frame[], valueOf: (frame: Frame, index: number) => unknown): void {
    const { slot = 0, shape } = step;
    const isLoaded = isLoadedShape(shape);
    const below: Below = new Map();
    for (const [index, frame] of frames.entries()) {
      let value: unknown;
      try {
        value = valueOf(frame, index);
      } catch (error) {
        value = new Fault(error);
      }
      frame.slots[slot] = isLoaded ? this.#toFrames(shape, value, { prev: frame, key: step.key, below }) : value;
    }
    for (const [selection, expanded] of below) this.#expand(selection, expanded);
  }

  /** The value with each object in it in a frame; notes the frames, to go on with all of one selection together. */
  #toFrames(shape: Shape, value: unknown, { prev, key, below }: Descent): unknown {
    if (value === null || value === undefined || value instanceof Fault || shape.kind === 'leaf') return value;
    if (shape.kind === 'list') {
      if (!isIterable(value)) return new Fault(new Error('Expected Iterable.'));
      const list = { prev, key };
      return Array.from(value, (element, index) =>
        this.#toFrames(shape.of, element, { prev: list, key: index, below }),
      );
    }
    const selection = shape.kind === 'object' ? shape.selection : this.#selectionFor(shape, value);
    if (!selection) return new Fault(new Error('No type for a value.'));
    const frame = new Frame(value, prev, key);
    const frames = below.get(selection);
    if (frames) frames.push(frame);
    else below.set(selection, [frame]);
    return frame;
  }

  #selectionFor({ type, selections }: Extract<Shape, { kind: 'abstract' }>, value: unknown): Selection | undefined {
    return selections.get(typenameOf(type, value, this.context));
  }
}

/** Frames to go on with, by what is asked of their objects. */
type Below = Map<Selection, Frame[]>;

interface Descent extends PathStep {
  readonly prev: PathStep;
  readonly below: Below;
}

class StepPlace implements ValuePlace {
  readonly context: RequestContext;
  readonly #step: Step;
  readonly #prev: PathStep;

  constructor(step: Step, context: RequestContext, prev: PathStep) {
    this.context = context;
    this.#step = step;
    this.#prev = prev;
  }

  get name(): string {
    return this.#step.field.name;
  }

  get path(): (string | number)[] {
    return toPath({ prev: this.#prev, key: this.#step.key });
  }
}

function attempt(read: () => unknown): unknown {
  try {
    return read();
  } catch (error) {
    return new Fault(error);
  }
}

function isIterable(value: unknown): value is Iterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.iterator in value;
}

/** The object type of a value of an interface or union: what its own resolver says, else what the value itself says. */
export function typenameOf(type: GraphQLAbstractType, value: unknown, context: RequestContext): string {
  // A resolver may fail on a value that is nothing like its types.
  const resolved = attempt(() => type.resolveType?.(value, context, undefined as never, type));
  const told: unknown =
    resolved ?? (typeof value === 'object' && value !== null ? Reflect.get(value, '__typename') : '');
  return typeof told === 'string' ? told : '';
}
