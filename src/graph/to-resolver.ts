import type { GraphQLFieldResolver, GraphQLResolveInfo } from 'graphql';
import { customerProfile, type CustomerNode } from './customer-node.ts';
import { parentValue, profileValue, rowsValue, type ValuePlace } from './field-value.ts';
import type { AnyField } from './field.ts';
import { partsOfAll } from './parts-of.ts';
import type { RequestContext } from './request-context.ts';

type Resolver = GraphQLFieldResolver<unknown, RequestContext, Record<string, unknown>>;

/** The walking executor's reading of a field definition: loads what it names for one parent, and applies it. */
export function toResolver(field: AnyField | undefined, name: string): Resolver {
  if (field?.from === 'gateway') {
    return (parent, args, context, info) =>
      field.resolve(parent as never, args as never, context, { path: pathOf(info) });
  }
  if (field?.from === 'profile') {
    return async (parent, args, context, info) => {
      const loaded = await customerProfile(parent as CustomerNode, [field], context);
      return profileValue(field, parent as CustomerNode, { loaded, args, at: toPlace(name, context, info) });
    };
  }
  if (field?.from === 'coordinate') {
    return async (parent, args, context, info) => {
      const parentType = info.parentType.name;
      const [parts = []] = await partsOfAll([parent], { coordinate: field.coordinate, parentType, context });
      return rowsValue(field, parts, { parent, parentType, args, at: toPlace(name, context, info) });
    };
  }
  return (parent, args, context, info) => parentValue(field, parent, { args, at: toPlace(name, context, info) });
}

function toPlace(name: string, context: RequestContext, info: GraphQLResolveInfo): ValuePlace {
  return {
    name,
    context,
    get path() {
      return pathOf(info);
    },
  };
}

/** Where a field stands in the answer. */
export function pathOf(info: GraphQLResolveInfo): (string | number)[] {
  const path: (string | number)[] = [];
  for (let step: GraphQLResolveInfo['path'] | undefined = info.path; step; step = step.prev) path.unshift(step.key);
  return path;
}
