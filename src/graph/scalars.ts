import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql';
import type { z } from 'zod';
import { countryCode, currencyCode, decimal, isoDate, isoInstant, languageTag } from '../domain/scalars.ts';

/** Scalars that are strings of a known form: what is sent must have it, and what comes in must too. */
const FORMS = {
  Decimal: decimal,
  CurrencyCode: currencyCode,
  CountryCode: countryCode,
  LanguageTag: languageTag,
  Date: isoDate,
  DateTime: isoInstant,
} as const satisfies Record<string, z.ZodType>;

/** The zod form of a scalar of the graph; undefined for one that has none. */
export function formOfScalar(name: string): z.ZodType | undefined {
  return Object.hasOwn(FORMS, name) ? FORMS[name as keyof typeof FORMS] : undefined;
}

/** Resolvers for every custom scalar. Records are checked before they get here, so output is passed through. */
export const scalars: Readonly<Record<string, GraphQLScalarType>> = Object.fromEntries(
  Object.entries(FORMS).map(([name, form]) => [name, createScalar(name, form)]),
);

function createScalar(name: string, form: z.ZodType): GraphQLScalarType {
  const check = (value: unknown): unknown => {
    const parsed = form.safeParse(value);
    if (parsed.success) return parsed.data;
    throw new GraphQLError(`${name}: ${parsed.error.issues[0]?.message ?? 'is not valid'}.`);
  };
  return new GraphQLScalarType({
    name,
    serialize: (value) => value,
    parseValue: check,
    parseLiteral: (node: ValueNode) => check(literalText(node)),
  });
}

/** A number literal is taken by its spelling, so that `12.50` loses no digit. */
function literalText(node: ValueNode): unknown {
  return node.kind === Kind.STRING || node.kind === Kind.INT || node.kind === Kind.FLOAT ? node.value : undefined;
}
