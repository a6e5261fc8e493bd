import { RE2JS } from 're2js';
import { fail } from './failure.ts';
import { isList, type List } from './sequences.ts';

interface Parameter {
  /** `s n b l o a f j x` or a choice like `(sf)`. */
  type: string;
  pattern: string;
  /** `-`: the context stands in when the argument is missing. */
  contextTypes?: string;
  /** `a<n>`: what the members must be. */
  subtype?: string;
}

const PLURALS: Readonly<Record<string, string>> = {
  a: 'arrays',
  b: 'booleans',
  f: 'functions',
  n: 'numbers',
  o: 'objects',
  s: 'strings',
};

const ANY = 'asnblfom';
const TYPES: Readonly<Record<string, string>> = {
  s: 'sm',
  n: 'nm',
  b: 'bm',
  l: 'lm',
  o: 'om',
  a: ANY,
  f: 'f',
  j: 'asnblom',
  x: ANY,
};

/** How to turn arguments of certain types into parameters: an argument's index, or CONTEXT. */
const CONTEXT = -1;
interface Slot {
  readonly parameter: Parameter;
  readonly source: number;
  readonly symbol: string;
  /** All symbols this parameter took. */
  readonly match: string;
  /** Which argument an error names. */
  readonly index: number;
}
type Plan = readonly Slot[] | number;

/** Checks and completes the arguments of a function, as its JSONata signature (`<s-n?:s>`) says. */
export class Signature {
  readonly definition: string;
  readonly #parameters: readonly Parameter[];
  /** Linear-time matching: a signature may come from a stranger. */
  readonly #pattern: RE2JS;
  readonly #plans = new Map<string, Plan>();

  /** Throws a Failure S0401 or S0402 when the signature is malformed. */
  constructor(definition: string) {
    this.definition = definition;
    this.#parameters = parseParameters(definition);
    this.#pattern = RE2JS.compile(`^${this.#parameters.map(({ pattern }) => `(${pattern})`).join('')}$`);
  }

  /** The arguments to call with. Throws T0410, T0411 or T0412. */
  validate(args: readonly unknown[], context: unknown): readonly unknown[] {
    const symbols = symbolsOf(args);
    let plan = this.#plans.get(symbols);
    if (plan === undefined) {
      plan = this.#planFor(symbols);
      if (this.#plans.size < 200) this.#plans.set(symbols, plan);
    }
    if (typeof plan === 'number') return fail('T0410', { value: args[plan], index: plan + 1 });
    const result: List = [];
    for (const slot of plan) result.push(fill(slot, args, context));
    return result;
  }

  /** A plan, or the index of the first argument that does not fit. */
  #planFor(symbols: string): Plan {
    const matcher = this.#pattern.matcher(symbols);
    if (!matcher.matches()) return this.#firstMisfit(symbols);
    const plan: Slot[] = [];
    let source = 0;
    for (const [position, parameter] of this.#parameters.entries()) {
      const match = matcher.group(position + 1) ?? '';
      if (match === '') {
        const fromContext = parameter.contextTypes !== undefined;
        plan.push({ parameter, source: fromContext ? CONTEXT : source, symbol: '', match, index: source + 1 });
        if (!fromContext) source += 1;
        continue;
      }
      for (const symbol of match) {
        plan.push({ parameter, source, symbol, match, index: source + 1 });
        source += 1;
      }
    }
    return plan;
  }

  #firstMisfit(symbols: string): number {
    let good = 0;
    let pattern = '^';
    for (const parameter of this.#parameters) {
      pattern += parameter.pattern;
      const matcher = RE2JS.compile(pattern).matcher(symbols);
      if (!matcher.find()) return good;
      good = (matcher.group(0) ?? '').length;
    }
    return good;
  }
}

function fill(slot: Slot, args: readonly unknown[], context: unknown): unknown {
  if (slot.source === CONTEXT) {
    const fits = slot.parameter.contextTypes?.includes(symbolOf(context)) ?? false;
    return fits ? context : fail('T0411', { value: context, index: slot.index });
  }
  const argument = args[slot.source];
  if (slot.parameter.type !== 'a' || slot.symbol === '') return argument;
  if (slot.symbol === 'm') return undefined;
  if (!areMembersFine(slot, argument)) {
    const { subtype = '' } = slot.parameter;
    fail('T0412', { value: argument, index: slot.index, type: PLURALS[subtype] });
  }
  return slot.symbol === 'a' ? argument : [argument];
}

function areMembersFine({ parameter: { subtype }, symbol, match }: Slot, argument: unknown): boolean {
  if (subtype === undefined) return true;
  if (symbol !== 'a') return match === subtype;
  if (!isList(argument) || argument.length === 0) return true;
  const expected = subtype.charAt(0);
  for (let index = 0; index < argument.length; index += 1) if (symbolOf(argument[index]) !== expected) return false;
  return true;
}

function symbolsOf(args: readonly unknown[]): string {
  let symbols = '';
  for (const argument of args) symbols += symbolOf(argument);
  return symbols;
}

function symbolOf(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return 's';
    case 'number':
      return 'n';
    case 'boolean':
      return 'b';
    case 'function':
      return 'f';
    case 'object':
      return value === null ? 'l' : isList(value) ? 'a' : 'o';
    default:
      return 'm';
  }
}

function parseParameters(definition: string): Parameter[] {
  const parameters: Parameter[] = [];
  let position = 1;
  while (position < definition.length && definition[position] !== ':') {
    position = parseSymbol(definition, position, parameters) + 1;
  }
  return parameters;
}

/** Reads one symbol; returns the position of its last character. */
function parseSymbol(definition: string, position: number, parameters: Parameter[]): number {
  const symbol = definition.charAt(position);
  const types = TYPES[symbol];
  const previous = parameters.at(-1);
  if (types !== undefined) parameters.push({ type: symbol, pattern: `[${types}]` });
  else if (symbol === '-' && previous) {
    previous.contextTypes = previous.pattern;
    previous.pattern += '?';
  } else if ((symbol === '?' || symbol === '+') && previous) previous.pattern += symbol;
  else if (symbol === '(') return parseChoice(definition, position, parameters);
  else if (symbol === '<') return parseSubtype(definition, position, previous);
  return position;
}

function parseChoice(definition: string, position: number, parameters: Parameter[]): number {
  const end = closingBracket(definition, position, ')');
  const choice = definition.slice(position + 1, end);
  if (choice.includes('<')) fail('S0402', { value: choice, offset: position });
  parameters.push({ type: `(${choice})`, pattern: `[${choice.replaceAll(/[^a-z]/g, '')}m]` });
  return end;
}

function parseSubtype(definition: string, position: number, previous: Parameter | undefined): number {
  if (previous?.type !== 'a' && previous?.type !== 'f') fail('S0401', { value: previous?.type, offset: position });
  const end = closingBracket(definition, position, '>');
  if (previous) previous.subtype = definition.slice(position + 1, end);
  return end;
}

function closingBracket(text: string, start: number, close: string): number {
  const open = text.charAt(start);
  let depth = 1;
  let position = start + 1;
  for (; position < text.length; position += 1) {
    if (text.charAt(position) === open) depth += 1;
    if (text.charAt(position) === close) depth -= 1;
    if (depth === 0) break;
  }
  return position;
}
