import {
  isAbstractType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
} from 'graphql';
import { z } from 'zod';
import { happens } from './seeded-dice.ts';
import type { Dice } from '../random-expressions.ts';

/** How often, in a thousand values, one is null or of the wrong type. */
export interface Noise {
  readonly nulls: number;
  readonly wrong: number;
}

const WRONG: readonly unknown[] = [42, -1.5, '', 'x', true, [], {}, [null], { a: 1 }, '2026-13-45', 'NO_SUCH', 1e300];

/** Names decide what a text is about, so that records name one another. */
const TEXTS: Readonly<Record<string, readonly string[]>> = {
  id: ['r1', 'r2', 'r3', 'r4', '0', 'r"5\\', ''],
  orderNumber: ['n1', 'n2', 'n3'],
  number: ['in1', 'in2', 'in3'],
  invoiceNumber: ['in1', 'in2', 'in3'],
  customerId: ['0', '1', '2', '7'],
  parentId: ['0', '1', '2', '7'],
  sku: ['s1', 's2', 's3'],
  address: ['ann@example.com', 'bob@example.com', 'cy@example.org'],
  amount: ['12.50', '-3', '0.000'],
  currency: ['EUR', 'USD'],
  country: ['DE', 'CN'],
  preferredLanguage: ['de', 'zh-Hans'],
  type: ['TAX_ID', 'LEI', 'CUSTOMER_REFERENCE'],
  value: ['v1', 'v2'],
};

const PLAIN_TEXTS = ['Ann', 'Bob & Söhne', 'a "quoted" \\ text', '\u2028\u0007', '\ud83d\ude00', '\ud800', '</script>'];

/** Texts that must have a form, by what they must match. */
const FORMED = [
  '12.50',
  'EUR',
  'DE',
  'zh-Hans',
  '2026-02-28',
  '2025-12-31T23:59:59.999+08:00',
  '2026-01-05T10:00:00Z',
  '+4930123456',
  'ann@example.com',
  'TAX_ID',
];

/** A row as the canonical type wants it, but for the noise. */
export function randomRecord(schema: z.ZodType, dice: Dice, noise: Noise, name = ''): unknown {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) {
    if (happens(dice, 120 + noise.nulls)) return dice.roll(2) === 0 ? null : undefined;
    return randomRecord(schema.unwrap() as z.ZodType, dice, noise, name);
  }
  if (happens(dice, noise.wrong)) return dice.pick(WRONG);
  if (happens(dice, noise.nulls)) return null;
  if (schema instanceof z.ZodObject) {
    const members = Object.entries<z.ZodType>(schema.shape);
    return Object.fromEntries(members.map(([key, member]) => [key, randomRecord(member, dice, noise, key)]));
  }
  if (schema instanceof z.ZodArray) {
    const element = schema.element as z.ZodType;
    return Array.from({ length: dice.roll(4) }, () => randomRecord(element, dice, noise, name));
  }
  if (schema instanceof z.ZodEnum) return dice.pick(schema.options);
  if (schema instanceof z.ZodBoolean) return dice.roll(2) === 0;
  return randomText(schema, dice, name);
}

function randomText(schema: z.ZodType, dice: Dice, name: string): string {
  const fits = (text: string) => schema.safeParse(text).success;
  const named = TEXTS[name]?.filter(fits) ?? [];
  if (named.length > 0) return dice.pick(named);
  const wanted = fits('Ann') ? PLAIN_TEXTS.filter(fits) : FORMED.filter(fits);
  return dice.pick(wanted);
}

/** The leaves that the scalars of an extension may hold: a custom scalar holds anything. */
const LEAVES: Readonly<Record<string, readonly unknown[]>> = {
  Int: [0, -1, 7, 2_147_483_647],
  Float: [0, 1.5, -0.25, 1e21, 3],
  Boolean: [true, false],
  String: PLAIN_TEXTS,
  ID: ['r1', '0'],
  Decimal: ['12.50'],
  DateTime: ['2026-01-05T10:00:00Z'],
  Blob: [{ deep: [1, { er: null }] }, [1, [2]], 'text', 0, false, { __proto__: null, toString: 'x' }],
};

/** A value of a type that a connector added; one of an interface or union says which type it is. */
export function randomValue(type: GraphQLOutputType, schema: GraphQLSchema, dice: Dice, noise: Noise): unknown {
  return valueOf(type, { schema, dice, noise, depth: 0 });
}

interface Place {
  readonly schema: GraphQLSchema;
  readonly dice: Dice;
  readonly noise: Noise;
  readonly depth: number;
}

function valueOf(type: GraphQLOutputType, at: Place): unknown {
  const { dice, noise, schema } = at;
  const nullable = isNonNullType(type) ? type.ofType : type;
  if (happens(dice, noise.wrong)) return dice.pick(WRONG);
  if (happens(dice, isNonNullType(type) ? noise.nulls : noise.nulls + 120))
    return dice.roll(2) === 0 ? null : undefined;
  if (isListType(nullable)) {
    const length = at.depth > 4 ? 0 : dice.roll(4);
    return Array.from({ length }, () => valueOf(nullable.ofType as GraphQLOutputType, at));
  }
  if (isEnumType(nullable)) return dice.pick(nullable.getValues()).value;
  if (isAbstractType(nullable)) return objectOf(dice.pick(schema.getPossibleTypes(nullable)), at);
  if (isObjectType(nullable)) return objectOf(nullable, at);
  return dice.pick(LEAVES[nullable.name] ?? ['Ann']);
}

function objectOf(type: GraphQLObjectType, at: Place): unknown {
  if (at.depth > 4) return null;
  const { dice, noise } = at;
  const names = happens(dice, noise.wrong) ? ['Nobody', 'Query', 'constructor', 7] : [type.name];
  const fields = Object.values(type.getFields()).filter(({ name }) => name !== 'source' && dice.roll(12) > 0);
  const members = fields.map((field) => [field.name, valueOf(field.type, { ...at, depth: at.depth + 1 })]);
  return { __typename: dice.pick(names), ...Object.fromEntries(members) };
}
