import {
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  type GraphQLInputObjectType,
  type GraphQLInputType,
} from 'graphql';
import { encodeCursor } from '../../../src/graph/connection.ts';
import type { Dice } from '../random-expressions.ts';
import { CUSTOMER_IDS } from './invented-identity.ts';

const RECORD_IDS = ['r1', 'r2', '0', 'x'];
const OLD = '2025-12-31T23:59:59.999+08:00';

/** What arguments of a name are usually given; by `Type.field.argument` where the argument's name alone does not say. */
const GIVEN: Readonly<Record<string, readonly unknown[]>> = {
  'Query.customer.id': [...CUSTOMER_IDS, ...CUSTOMER_IDS.slice(0, 6)],
  'Query.order.id': RECORD_IDS.flatMap((id) => [`order:alpha:${id}`, `order:beta:${id}`]).concat('c0'),
  'Query.node.id': ['c0', 'merged', 'nobody', 'order:alpha:r1', 'invoice:beta:r2', 'invoice:beta:0', 'order:nowhere:1'],
  'Query.customers.after': ['c0', 'c1', 'c2', 'zz']
    .map((id) => Buffer.from(`after:${id}`).toString('base64url'))
    .concat('?'),
  after: [
    encodeCursor({ time: '2026-02-28', id: 'invoice:beta:r2' }),
    encodeCursor({ time: OLD, id: 'order:alpha:r1' }),
    encodeCursor({ time: '', id: '' }),
    encodeCursor({ time: '2099-01-01', id: '' }),
    'no cursor',
  ],
  first: [0, 1, 2, 3, 3, 5, 5, 20, 20, 20, 200, 201, -1],
  skip: [0, 1],
  sku: ['s1', 's2', 'none'],
  text: ['a', 'ann', 'ann', ' bob '],
  maxAge: ['0ms', '5m', '7d', '1h', 'soon'],
  asOf: ['2026-01-05T10:00:00Z', '1999-01-01T00:00:00Z'],
  window: ['365d', '90d', '365d', '90d', '1h', 'always'],
  fields: ['displayName', 'emails', 'nope'],
  quantity: ['1', '2.5', '100000'],
  email: ['ann@example.com', 'ann@example.com', 'bob@example.com', 'nobody@example.com'],
  phone: ['+4930123456'],
  taxId: ['v1', 'ann'],
  source: ['alpha', 'gamma', 'nowhere'],
  id: ['0', '1b', '9'],
  type: ['LEI'],
  value: ['ann', 'v1'],
};

const BY_TYPE: Readonly<Record<string, readonly unknown[]>> = {
  Int: [0, 1, 3],
  Float: [1.5],
  Boolean: [true, false],
  String: ['a', '"; throw 1; //'],
  ID: ['0'],
  Date: ['2026-02-28', '2026-01-01'],
  DateTime: ['2026-01-05T10:00:00Z', OLD],
  Decimal: ['1', '0.5'],
  Blob: ['anything', 1, true],
};

/** A value for an argument, a variable or a field of an input object; undefined leaves it out where that is allowed. */
export function randomInput(type: GraphQLInputType, dice: Dice, place: string): unknown {
  if (isNonNullType(type)) return present(type.ofType, dice, place);
  if (dice.roll(10) === 0) return null;
  return dice.roll(2) === 0 ? undefined : present(type, dice, place);
}

function present(type: GraphQLInputType, dice: Dice, place: string): unknown {
  if (isNonNullType(type)) return present(type.ofType, dice, place);
  if (isListType(type)) {
    const element = type.ofType;
    if (dice.roll(6) === 0) return present(element, dice, place);
    return Array.from(
      { length: dice.roll(3) },
      () => randomInput(element, dice, place) ?? present(element, dice, place),
    );
  }
  if (isEnumType(type)) return dice.pick(type.getValues()).name;
  if (isInputObjectType(type)) return randomObject(type, dice);
  const name = place.slice(place.lastIndexOf('.') + 1);
  return dice.pick(GIVEN[place] ?? GIVEN[name] ?? BY_TYPE[type.name] ?? ['x']);
}

function randomObject(type: GraphQLInputObjectType, dice: Dice): object {
  const fields = Object.values(type.getFields());
  if (type.name === 'CustomerKey') {
    const field = dice.pick(fields);
    return { [field.name]: present(field.type, dice, field.name) };
  }
  const given = fields.map((field) => [field.name, randomInput(field.type, dice, field.name)] as const);
  return Object.fromEntries(given.filter(([, value]) => value !== undefined));
}

/** A value as a document has it. */
export function toLiteral(value: unknown, type: GraphQLInputType): string {
  if (isNonNullType(type)) return toLiteral(value, type.ofType);
  if (value === null || value === undefined) return 'null';
  if (isListType(type)) {
    const element = type.ofType;
    if (!Array.isArray(value)) return toLiteral(value, element);
    return `[${value.map((each) => toLiteral(each, element)).join(', ')}]`;
  }
  if (isInputObjectType(type)) {
    const fields = type.getFields();
    const members = Object.entries(value).flatMap(([name, each]) => {
      const field = fields[name];
      return field ? [`${name}: ${toLiteral(each, field.type)}`] : [];
    });
    return `{${members.join(', ')}}`;
  }
  return isEnumType(type) && typeof value === 'string' ? value : JSON.stringify(value);
}
