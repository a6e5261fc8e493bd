import type {
  FieldNode,
  GraphQLAbstractType,
  GraphQLField,
  GraphQLLeafType,
  GraphQLObjectType,
  OperationDefinitionNode,
} from 'graphql';
import type { ProfileAsk } from '../../profile/sources-to-await.ts';
import type { AnyField } from '../field.ts';

/** An operation, compiled for one generation and one set of permissions: what to load for whole lists, and how to write the answer. */
export interface OperationPlan {
  readonly operation: OperationDefinitionNode;
  readonly root: Selection;
  /** How many steps there are in all selections; each has its own index. */
  readonly stepCount: number;
}

/** What is asked of objects of one type. */
export interface Selection {
  /** Unique in its plan. */
  readonly index: number;
  readonly type: GraphQLObjectType;
  /** In the order of the answer. */
  readonly steps: readonly Step[];
  /** The fields of personal data among these, and below those that are not loaded further. */
  readonly personal: readonly PersonalField[];
  /** What the fields of the merged record among these ask for. */
  readonly profileAsks: readonly ProfileAsk[];
  /** Whether anything at or below these fields must be loaded; else the answer is written straight from the objects. */
  readonly isLoaded: boolean;
}

/** A field as the audit knows it. */
export interface PersonalField {
  readonly name: string;
  readonly isForbidden: boolean;
}

/** One field of a selection. */
export interface Step {
  /** Unique in its plan. */
  readonly index: number;
  /** Its name in the answer. */
  readonly key: string;
  readonly nodes: readonly FieldNode[];
  readonly parentType: string;
  readonly field: GraphQLField<unknown, unknown>;
  readonly definition: AnyField | undefined;
  /** The caller lacks what it takes to see the field. */
  readonly isForbidden: boolean;
  readonly shape: Shape;
  /** Where the loaded value stands in a frame; undefined for a value that is read while the answer is written. */
  readonly slot: number | undefined;
}

/** What a value of a field looks like. */
export type Shape = LeafShape | ObjectShape | AbstractShape | ListShape;

export interface LeafShape {
  readonly kind: 'leaf';
  readonly nonNull: boolean;
  readonly type: GraphQLLeafType;
}

export interface ObjectShape {
  readonly kind: 'object';
  readonly nonNull: boolean;
  readonly selection: Selection;
}

export interface AbstractShape {
  readonly kind: 'abstract';
  readonly nonNull: boolean;
  readonly type: GraphQLAbstractType;
  /** By the name of the object type. */
  readonly selections: ReadonlyMap<string, Selection>;
}

export interface ListShape {
  readonly kind: 'list';
  readonly nonNull: boolean;
  readonly of: Shape;
}

/** Whether values of the shape are loaded further. */
export function isLoadedShape(shape: Shape): boolean {
  return selectionsIn(shape).some(({ isLoaded }) => isLoaded);
}

/** The selections that objects of the shape may have. */
export function selectionsIn(shape: Shape): readonly Selection[] {
  if (shape.kind === 'leaf') return [];
  if (shape.kind === 'list') return selectionsIn(shape.of);
  return shape.kind === 'object' ? [shape.selection] : [...shape.selections.values()];
}

/** Where a value stands in the answer, innermost step first; the outermost, without `prev`, is the answer itself. */
export interface PathStep {
  readonly prev: PathStep | undefined;
  readonly key: string | number;
}

export function toPath(last: PathStep): (string | number)[] {
  const path: (string | number)[] = [];
  for (let step = last; step.prev; step = step.prev) path.unshift(step.key);
  return path;
}

/** A field that failed: why. */
export class Fault {
  readonly error: unknown;

  constructor(error: unknown) {
    this.error = error;
  }
}

/** An object of a loaded selection, its place in the answer, and what was loaded for it, by slot. */
export class Frame implements PathStep {
  readonly object: unknown;
  readonly prev: PathStep | undefined;
  readonly key: string | number;
  readonly slots: unknown[] = [];

  constructor(object: unknown, prev: PathStep | undefined, key: string | number) {
    this.object = object;
    this.prev = prev;
    this.key = key;
  }
}
