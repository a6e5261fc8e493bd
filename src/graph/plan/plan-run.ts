import { type GraphQLAbstractType, type GraphQLError, getArgumentValues } from 'graphql';
import { AppError } from '../../errors.ts';
import { customersParts, toProfile, type CustomerNode, type LoadedProfile } from '../customer-node.ts';
import { parentValue, rowsValue, type ValuePlace } from '../field-value.ts';
import type { CoordinateField, GatewayField, ParentField } from '../field.ts';
import { partsOfAll } from '../parts-of.ts';
import type { RequestContext } from '../request-context.ts';
import { withhold } from '../withhold.ts';
import {
  Fault,
  isLoadedShape,
  toPath,
  type Frame,
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
    const [frame] = this.#expand(root, [undefined], [undefined]);
    while (this.#work.length > 0) await Promise.all(this.#work.splice(0));
    return frame ?? { object: undefined, path: undefined, slots: [] };
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

  placeOf({ field, key }: Step, prev: PathStep | undefined): ValuePlace {
    return new StepPlace(field.name, this.context, { prev, key });
  }

  #expand(selection: Selection, objects: readonly unknown[], paths: readonly (PathStep | undefined)[]): Frame[] {
    const frames = objects.map((object, index): Frame => ({ object, path: paths[index], slots: [] }));
    const begun = new Set<number>();
    for (const step of selection.steps) {
      if (step.slot === undefined || begun.has(step.slot)) continue;
      begun.add(step.slot);
      this.#work.push(this.#begin(step, frames));
    }
    return frames;
  }

  async #begin(step: Step, frames: readonly Frame[]): Promise<void> {
    const { definition } = step;
    // Fields of the merged record share what is loaded; each reads its own arguments.
    if (definition?.from === 'profile' && !step.isForbidden) return this.#loadProfiles(step, frames);
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

  async #loadProfiles(step: Step, frames: readonly Frame[]): Promise<void> {
    const nodes = frames.map(({ object }) => object as CustomerNode);
    const all = await customersParts(nodes, 'Customer', this.context);
    for (const [index, { slots }] of frames.entries()) {
      const parts = all[index] ?? [];
      slots[step.slot ?? 0] = { profile: toProfile(parts, this.context), parts } satisfies LoadedProfile;
    }
  }

  async #loadRows(step: Step, field: CoordinateField<unknown, never, never>, frames: readonly Frame[]): Promise<void> {
    const { parentType } = step;
    const parents = frames.map(({ object }) => object);
    const all = await partsOfAll(parents, { coordinate: field.coordinate, parentType, context: this.context });
    this.#settle(step, frames, (frame, index) =>
      rowsValue(field, all[index] ?? [], {
        parent: frame.object,
        parentType,
        args: this.argumentsOf(step),
        at: this.placeOf(step, frame.path),
      }),
    );
  }

  async #ask(step: Step, field: GatewayField<unknown, never, never>, frames: readonly Frame[]): Promise<void> {
    const answers = await Promise.all(
      frames.map(async ({ object, path }) => {
        try {
          const args = this.argumentsOf(step);
          return await field.resolve(object as never, args as never, this.context, this.placeOf(step, path));
        } catch (error) {
          return new Fault(error);
        }
      }),
    );
    this.#settle(step, frames, (_frame, index) => answers[index]);
  }

  #readParents(step: Step, field: ParentField<unknown, never, never> | undefined, frames: readonly Frame[]): void {
    this.#settle(step, frames, ({ object, path }) =>
      parentValue(field, object, { args: this.argumentsOf(step), at: this.placeOf(step, path) }),
    );
  }

  /** Puts each frame's value in its slot, and goes on with the objects in all of them. */
  #settle(step: Step, frames: readonly Frame[], valueOf: (frame: Frame, index: number) => unknown): void {
    const slot = step.slot ?? 0;
    const isLoaded = isLoadedShape(step.shape);
    const below: Below = new Map();
    for (const [index, frame] of frames.entries()) {
      const value = attempt(() => valueOf(frame, index));
      if (!isLoaded) frame.slots[slot] = value;
      else
        this.#descend(step.shape, value, {
          holder: frame.slots,
          index: slot,
          path: { prev: frame.path, key: step.key },
          below,
        });
    }
    for (const [selection, { objects, paths, places }] of below) {
      const expanded = this.#expand(selection, objects, paths);
      for (const [index, frame] of expanded.entries()) {
        const place = places[index];
        if (place) place.holder[place.index] = frame;
      }
    }
  }

  /** Notes the objects in a value, to go on with all of one selection together. */
  #descend(shape: Shape, value: unknown, at: Descent): void {
    const { holder, index, path, below } = at;
    if (value === null || value === undefined || value instanceof Fault || shape.kind === 'leaf') {
      holder[index] = value;
    } else if (shape.kind === 'list') {
      if (!isIterable(value)) return void (holder[index] = new Fault(new Error('Expected Iterable.')));
      const elements = [...value];
      const list: unknown[] = Array.from({ length: elements.length });
      holder[index] = list;
      for (const [key, element] of elements.entries()) {
        this.#descend(shape.of, element, { holder: list, index: key, path: { prev: path, key }, below });
      }
    } else {
      const selection = shape.kind === 'object' ? shape.selection : this.#selectionFor(shape, value);
      if (!selection) return void (holder[index] = new Fault(new Error('No type for a value.')));
      const group = below.get(selection) ?? { objects: [], paths: [], places: [] };
      below.set(selection, group);
      group.objects.push(value);
      group.paths.push(path);
      group.places.push({ holder, index });
    }
    return undefined;
  }

  #selectionFor({ type, selections }: Extract<Shape, { kind: 'abstract' }>, value: unknown): Selection | undefined {
    return selections.get(typenameOf(type, value, this.context));
  }
}

/** Objects to go on with, by what is asked of them. */
type Below = Map<Selection, { objects: unknown[]; paths: PathStep[]; places: { holder: unknown[]; index: number }[] }>;

interface Descent {
  readonly holder: unknown[];
  readonly index: number;
  readonly path: PathStep;
  readonly below: Below;
}

class StepPlace implements ValuePlace {
  readonly name: string;
  readonly context: RequestContext;
  readonly #last: PathStep;

  constructor(name: string, context: RequestContext, last: PathStep) {
    this.name = name;
    this.context = context;
    this.#last = last;
  }

  get path(): (string | number)[] {
    return toPath(this.#last);
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
