import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isNonNullType,
  isObjectType,
  GraphQLBoolean,
  type GraphQLArgument,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLSchema,
} from 'graphql';
import type { Dice } from '../random-expressions.ts';
import { randomInput, toLiteral } from './random-inputs.ts';
import { diceAt } from './seeded-dice.ts';

/** A document that nearly always is valid, and what its variables are given. */
export interface RandomOperation {
  readonly query: string;
  /** Others for each run; now and then one is missing or null. */
  variablesFor(this: void, seed: number): Record<string, unknown>;
}

interface Variable {
  readonly name: string;
  readonly type: GraphQLInputType;
  readonly text: string;
  /** `Type.field.argument` it stands for. */
  readonly place: string;
  readonly mayBeMissing: boolean;
}

/** Names that code might trip over. */
const ALIASES = [
  'a',
  'b',
  'x1',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'slots',
  'return',
  'id',
  'null',
];

const SECTIONS = 'sections { part source status ageSeconds reason retryable }';

const MOST_FIELDS = 45;
const DEEPEST = 7;

/** A random query over everything the schema has. */
export function randomOperation(schema: GraphQLSchema, dice: Dice): RandomOperation {
  return new Writer(schema, dice).operation();
}

class Writer {
  readonly #schema: GraphQLSchema;
  readonly #dice: Dice;
  readonly #fragments: { name: string; on: GraphQLCompositeType; text: string }[] = [];
  readonly #variables: Variable[] = [];
  /** What each name in the answer stands for, so that what merges may merge. */
  readonly #meanings = new Map<string, string>();
  readonly #arguments = new Map<string, string>();
  #fields = 0;
  #fragmentCount = 0;

  constructor(schema: GraphQLSchema, dice: Dice) {
    this.#schema = schema;
    this.#dice = dice;
  }

  operation(): RandomOperation {
    const root = this.#schema.getQueryType();
    if (!root) throw new Error('The schema has no queries');
    const selections = this.#selections(root, 0);
    const variables = this.#variables;
    const declared = variables.map(({ name, text }) => `$${name}: ${text}`).join(', ');
    const fragments = this.#fragments.map(({ name, on, text }) => `fragment ${name} on ${on.name} ${text}`);
    const query = [`query${declared && ` Random(${declared})`} ${selections}`, ...fragments].join('\n');
    return { query, variablesFor: (seed) => randomVariables(variables, seed) };
  }

  #selections(type: GraphQLCompositeType, depth: number): string {
    const count = depth === 0 ? 1 + this.#dice.roll(3) : 1 + this.#dice.roll(5);
    const parts = Array.from({ length: count }, () => this.#selection(type, depth));
    // They speak of what was asked for beside them.
    if (type.name === 'Customer' && this.#dice.roll(3) === 0) parts.splice(this.#dice.roll(count + 1), 0, SECTIONS);
    return `{ ${parts.join(' ')} }`;
  }

  #selection(type: GraphQLCompositeType, depth: number): string {
    const kind = depth >= DEEPEST || this.#fields > MOST_FIELDS ? 11 : this.#dice.roll(12);
    if (depth === 0 && kind < 9) return this.#field(type, depth);
    if (kind === 0) return this.#typename();
    if (kind === 1) return `... ${this.#conditions()}${this.#selections(type, depth + 1)}`;
    if (kind === 2 || (kind < 8 && isAbstractType(type))) return this.#narrowed(type, depth);
    if (kind === 3) return `...${this.#fragment(type, depth)} ${this.#conditions()}`;
    return this.#field(type, depth);
  }

  #typename(): string {
    return this.#dice.roll(3) > 0 ? '__typename' : `${this.#dice.pick(['kind', 't', '__proto__'])}: __typename`;
  }

  #narrowed(type: GraphQLCompositeType, depth: number): string {
    const to = this.#dice.pick(this.#overlapping(type));
    return `... on ${to.name} ${this.#conditions()}${this.#selections(to, depth + 1)}`;
  }

  #overlapping(type: GraphQLCompositeType): GraphQLCompositeType[] {
    if (isObjectType(type)) return [type, ...type.getInterfaces()];
    const possible = this.#schema.getPossibleTypes(type);
    return [type, ...possible, ...possible.flatMap((each) => each.getInterfaces())];
  }

  /** A fragment written before, else a new one. */
  #fragment(type: GraphQLCompositeType, depth: number): string {
    const fitting = this.#overlapping(type);
    const known = this.#fragments.filter(({ on }) => fitting.includes(on));
    if (known.length > 0 && this.#dice.roll(2) === 0) return this.#dice.pick(known).name;
    const on = this.#dice.pick(fitting);
    const name = `F${this.#fragmentCount++}`;
    this.#fragments.push({ name, on, text: this.#selections(on, depth + 1) });
    return name;
  }

  #field(type: GraphQLCompositeType, depth: number): string {
    this.#fields += 1;
    const isFull = depth >= DEEPEST || this.#fields > MOST_FIELDS;
    const all = isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : [];
    const fields = all.filter(
      (field) => !field.name.startsWith('_') && !(isFull && isCompositeType(getNamedType(field.type))),
    );
    if (fields.length === 0) return '__typename';
    const field = this.#dice.pick(isFull || this.#dice.roll(2) === 0 ? fields : rich(fields, depth));
    const alias = this.#alias(type, field);
    const values = this.#argumentsOf(type, field, alias);
    const named = getNamedType(field.type);
    const below = isCompositeType(named) ? ` ${this.#selections(named, depth + 1)}` : '';
    const written = `${alias}${field.name}${values} ${this.#conditions()}`;
    // What is asked for twice merges.
    const again =
      this.#dice.roll(10) === 0 ? ` ${alias}${field.name}${values}${below && ` ${this.#again(named, depth)}`}` : '';
    return `${written}${below}${again}`;
  }

  #again(type: unknown, depth: number): string {
    return isCompositeType(type) ? this.#selections(type, depth + 1) : '';
  }

  #alias(type: GraphQLCompositeType, field: GraphQLField<unknown, unknown>): string {
    if (this.#dice.roll(4) > 0) return '';
    const alias = this.#dice.pick(ALIASES);
    const meaning = `${type.name}.${field.name}`;
    if ((this.#meanings.get(alias) ?? meaning) !== meaning) return '';
    this.#meanings.set(alias, meaning);
    return `${alias}: `;
  }

  #argumentsOf(type: GraphQLCompositeType, field: GraphQLField<unknown, unknown>, alias: string): string {
    const key = `${type.name}.${field.name} ${alias}`;
    const known = this.#arguments.get(key);
    if (known !== undefined) return known;
    const given = field.args.flatMap((argument) =>
      this.#argument(argument, `${type.name}.${field.name}.${argument.name}`),
    );
    const text = given.length > 0 ? `(${given.join(', ')})` : '';
    this.#arguments.set(key, text);
    return text;
  }

  #argument(argument: GraphQLArgument, place: string): string[] {
    if (this.#dice.roll(3) === 0) return [`${argument.name}: $${this.#variable(argument.type, place)}`];
    const value = randomInput(argument.type, this.#dice, place);
    return value === undefined ? [] : [`${argument.name}: ${toLiteral(value, argument.type)}`];
  }

  #variable(type: GraphQLInputType, place: string): string {
    const known = this.#variables.filter((each) => each.type === type && each.place === place);
    if (known.length > 0 && this.#dice.roll(2) === 0) return this.#dice.pick(known).name;
    const name = `v${this.#variables.length}`;
    const hasDefault = this.#dice.roll(3) === 0;
    const nullable = isNonNullType(type) ? type.ofType : type;
    const initial = hasDefault ? (randomInput(nullable, this.#dice, place) ?? undefined) : undefined;
    const text = initial === undefined ? String(type) : `${String(nullable)} = ${toLiteral(initial, nullable)}`;
    this.#variables.push({ name, type, text, place, mayBeMissing: initial !== undefined || !isNonNullType(type) });
    return name;
  }

  #conditions(): string {
    const chosen = this.#dice.roll(16);
    if (chosen > 2) return '';
    const names = [['skip'], ['include'], ['skip', 'include']][chosen] ?? [];
    return `${names.map((name) => `@${name}(if: ${this.#condition()})`).join(' ')} `;
  }

  #condition(): string {
    const kind = this.#dice.roll(4);
    return kind === 0 ? 'true' : kind === 1 ? 'false' : `$${this.#boolean()}`;
  }

  #boolean(): string {
    const known = this.#variables.filter(({ place }) => place === 'if');
    if (known.length > 2) return this.#dice.pick(known).name;
    const name = `v${this.#variables.length}`;
    const hasDefault = this.#dice.roll(3) === 0;
    const text = hasDefault ? `Boolean = ${String(this.#dice.roll(2) === 0)}` : 'Boolean!';
    this.#variables.push({ name, type: GraphQLBoolean, text, place: 'if', mayBeMissing: hasDefault });
    return name;
  }
}

/** Where most of an answer comes from. */
const RICH_ROOTS = ['customer', 'customers', 'customerBy', 'product', 'node'];

/** The fields that lead somewhere, where there are any. */
function rich<Field extends GraphQLField<unknown, unknown>>(fields: readonly Field[], depth: number): readonly Field[] {
  const leading = fields.filter(({ name, type, args }) =>
    depth === 0 ? RICH_ROOTS.includes(name) : args.length > 0 && isCompositeType(getNamedType(type)),
  );
  return leading.length > 0 ? leading : fields;
}

function randomVariables(variables: readonly Variable[], seed: number): Record<string, unknown> {
  const given = variables.map(({ name, type, place, mayBeMissing }) => {
    const dice = diceAt(seed, 'variable', name);
    if (mayBeMissing && dice.roll(4) === 0) return [name, dice.roll(2) === 0 ? null : undefined] as const;
    const value = randomInput(type, dice, place);
    return [name, value ?? (mayBeMissing ? value : place === 'if' ? true : null)] as const;
  });
  return Object.fromEntries(given.filter(([, value]) => value !== undefined));
}
