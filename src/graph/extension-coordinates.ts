import {
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  isScalarType,
  Kind,
  parse,
  type GraphQLOutputType,
  type GraphQLSchema,
} from 'graphql';
import { z } from 'zod';
import type { ExtensionCoordinate } from '../federation/routing.ts';
import type { SchemaDocument } from './build-graph-schema.ts';
import type { AnyField } from './field.ts';
import { formOfScalar } from './scalars.ts';

/** Types that a connector may add fields to: the gateway knows keys for them. */
const EXTENSIBLE = ['Customer', 'Order', 'Invoice', 'Product'];

/** Coordinates that connectors' own SDL adds, such as `Customer.loyaltyTier`, with what a row of each must be. */
export function extensionCoordinates(
  schema: GraphQLSchema,
  documents: readonly SchemaDocument[],
): ReadonlyMap<string, ExtensionCoordinate & { readonly many: boolean }> {
  const added = documents.flatMap(({ sdl }) =>
    parse(sdl).definitions.filter((node) => node.kind === Kind.OBJECT_TYPE_EXTENSION),
  );
  return new Map(
    added.flatMap(({ name: { value: parent }, fields = [] }) => {
      const type = schema.getType(parent);
      if (!EXTENSIBLE.includes(parent) || !isObjectType(type)) return [];
      return fields.flatMap(({ name: { value: name } }) => {
        const field = type.getFields()[name];
        if (!field) return [];
        const { element, many } = unwrap(field.type);
        return [[`${parent}.${name}`, { type: element.toString(), many, row: toForm(element) }] as const];
      });
    }),
  );
}

/** Definitions for the fields of extension coordinates that some source provides. */
export function extensionFields(
  coordinates: ReadonlyMap<string, { many: boolean }>,
  provided: readonly string[],
): Record<string, Record<string, AnyField>> {
  const fields: Record<string, Record<string, AnyField>> = {};
  for (const coordinate of provided) {
    const extension = coordinates.get(coordinate);
    const [parent, name] = coordinate.split('.');
    if (!extension || !parent || !name) continue;
    fields[parent] = {
      ...fields[parent],
      [name]: { from: 'coordinate', coordinate, read: (rows) => (extension.many ? rows : rows[0]) },
    };
  }
  return fields;
}

function unwrap(type: GraphQLOutputType): { element: GraphQLOutputType; many: boolean } {
  const nullable = isNonNullType(type) ? type.ofType : type;
  if (!isListType(nullable)) return { element: nullable, many: false };
  const element = nullable.ofType as GraphQLOutputType;
  return { element: isNonNullType(element) ? element.ofType : element, many: true };
}

const BUILT_IN: Readonly<Record<string, z.ZodType>> = {
  String: z.string(),
  ID: z.string(),
  Int: z.int(),
  Float: z.number(),
  Boolean: z.boolean(),
};

/** What a row must look like to be a value of the type. */
function toForm(type: GraphQLOutputType): z.ZodType {
  if (isListType(type)) return z.array(toNullableForm(type.ofType as GraphQLOutputType));
  if (isEnumType(type)) return z.enum(type.getValues().map(({ name }) => name) as [string, ...string[]]);
  if (isScalarType(type)) return BUILT_IN[type.name] ?? formOfScalar(type.name) ?? z.unknown();
  if (!isObjectType(type)) return z.unknown();
  return z.object(
    Object.fromEntries(
      Object.values(type.getFields()).map((field) => [field.name, z.lazy(() => toNullableForm(field.type))]),
    ),
  );
}

function toNullableForm(type: GraphQLOutputType): z.ZodType {
  return isNonNullType(type) ? toForm(type.ofType as GraphQLOutputType) : toForm(type).nullish();
}
