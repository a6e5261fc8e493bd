import type { z } from 'zod';
import type { COORDINATES, Coordinate } from '../domain/coordinates.ts';
import type { Sourced } from '../federation/parts.ts';
import type { ResolverFn } from '../generated/graph.ts';
import type { ProfileField } from '../profile/policies.ts';
import type { Profile } from '../profile/profile.ts';
import type { ProfileAsk } from '../profile/sources-to-await.ts';
import type { RequestContext } from './request-context.ts';

/**
 * A field of the graph as data: where its value comes from, and a pure function that makes the value of it. Whoever
 * executes an operation decides when and how to load.
 */
export type FieldDefinition<Out, Parent, Args> =
  | ParentField<Out, Parent, Args>
  | ProfileValue<Out, Args>
  | CoordinateField<Out, Parent, Args>
  | GatewayField<Out, Parent, Args>;

/** Read from the parent alone. */
export interface ParentField<Out, Parent, Args> {
  readonly from: 'parent';
  readonly read: (parent: Parent, args: Args) => Out;
}

/** Read from the customer's merged records. */
export interface ProfileValue<Out, Args> extends ProfileAsk {
  readonly from: 'profile';
  readonly read: (profile: Profile, args: Args) => Out;
}

/** Read from the sources that provide the coordinate for the parent. */
export interface CoordinateField<Out, Parent, Args> {
  readonly from: 'coordinate';
  readonly coordinate: string;
  readonly read: (records: readonly never[], args: Args, parent: Parent) => Out;
}

/** What the gateway itself knows: identity, sources, the caller. */
export interface GatewayField<Out, Parent, Args> {
  readonly from: 'gateway';
  readonly resolve: (parent: Parent, args: Args, context: RequestContext, place: Place) => Out | Promise<Out>;
}

/** Where in the answer a value goes. */
export interface Place {
  readonly path: readonly (string | number)[];
}

/** Any field definition, for whoever executes them. */
export type AnyField = FieldDefinition<unknown, never, never>;

/** Definitions for the fields of a type, checked against the types generated from the SDL. */
export type FieldsOf<Resolvers> = {
  readonly [Name in keyof Resolvers as Name extends `__${string}` ? never : Name]?: NonNullable<
    Resolvers[Name]
  > extends infer R
    ? Extract<R, (...all: never[]) => unknown> extends ResolverFn<infer Out, infer Parent, infer _Context, infer Args>
      ? FieldDefinition<Out, Parent, Args>
      : never
    : never;
};

type RowOf<C extends Coordinate> = Sourced<z.output<(typeof COORDINATES)[C]['row']>>;

/** The value is in the parent. */
export function read<Out, Parent, Args>(
  fromParent: (parent: Parent, args: Args) => Out,
): ParentField<Out, Parent, Args> {
  return { from: 'parent', read: fromParent };
}

/** The value is made of the customer's merged records. */
export function merged<Out, Args>(
  fields: readonly ProfileField[],
  fromProfile: (profile: Profile, args: Args) => Out,
): ProfileValue<Out, Args> {
  return { from: 'profile', fields, read: fromProfile };
}

/** The value is made of the rows that sources give for a coordinate, the most trusted source first. */
export function sourced<C extends Coordinate, Out, Parent, Args>(
  coordinate: C,
  fromRows: (rows: readonly RowOf<C>[], args: Args, parent: Parent) => Out,
): CoordinateField<Out, Parent, Args> {
  return { from: 'coordinate', coordinate, read: fromRows };
}

/** The value is what the gateway itself knows. */
export function own<Out, Parent, Args>(
  resolve: GatewayField<Out, Parent, Args>['resolve'],
): GatewayField<Out, Parent, Args> {
  return { from: 'gateway', resolve };
}
