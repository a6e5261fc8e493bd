import type { BinaryNode, NegateNode } from './ast.ts';
import { isOnly, Kind, type Code, type Value } from './code.ts';
import { branch, type Site } from './emitter.ts';

const ARITHMETIC: Readonly<Record<string, string>> = {
  '+': 'add',
  '-': 'subtract',
  '*': 'multiply',
  '/': 'divide',
  '%': 'remainder',
};

const COMPARISON: Readonly<Record<string, string>> = {
  '<': 'isLess',
  '<=': 'isLessOrEqual',
  '>': 'isGreater',
  '>=': 'isGreaterOrEqual',
};

export function emitBinary(node: BinaryNode, site: Site): Value {
  const { value: operator } = node;
  const { code } = site;
  const left = site.program.emit(node.lhs, site);
  if (operator === 'and' || operator === 'or') return emitLogical(node, left, site);
  const right = site.program.emit(node.rhs, site);
  const at = code.place(node.position, operator);
  const arithmetic = ARITHMETIC[operator];
  if (arithmetic !== undefined) return emitArithmetic({ left, right, operator, at }, code);
  if (COMPARISON[operator] !== undefined) return emitComparison({ left, right, operator, at }, code);
  switch (operator) {
    case '=':
    case '!=':
      return emitEquality({ left, right, operator, at }, code);
    case '&':
      return emitConcatenation({ left, right, operator, at }, code);
    case '..':
      return code.keep(`${code.use('range')}(${left.js}, ${right.js}, ${at})`);
    case 'in':
      return code.keep(`${code.use('isIn')}(${left.js}, ${right.js})`, Kind.boolean);
    default:
      throw new TypeError(`Unknown operator ${operator}`);
  }
}

/** `[a..b]`: the list itself. */
export function emitRangeMembers(node: BinaryNode, site: Site): Value {
  const { code } = site;
  const left = site.program.emit(node.lhs, { ...site, isOutput: false });
  const right = site.program.emit(node.rhs, { ...site, isOutput: false });
  const at = code.place(node.position, node.value);
  return code.keep(`${code.use('rangeMembers')}(${left.js}, ${right.js}, ${at})`, Kind.list);
}

interface Operands {
  readonly left: Value;
  readonly right: Value;
  readonly operator: string;
  readonly at: number;
}

/** Numbers are finite when the difference to themselves is 0; everything else takes the careful way. */
function emitArithmetic({ left, right, operator, at }: Operands, code: Code): Value {
  const careful = `${code.use(ARITHMETIC[operator] ?? '')}(${left.js}, ${right.js}, ${at})`;
  const checks = [left, right].filter((side) => !isFiniteLiteral(side)).map(isFiniteCheck);
  const quick = `${left.js} ${operator} ${right.js}`;
  if (checks.length === 0) return code.keep(quick, Kind.number);
  return code.keep(`${checks.join(' && ')} ? ${quick} : ${careful}`, Kind.number | Kind.nothing);
}

function isFiniteLiteral({ js }: Value): boolean {
  return js !== '' && Number.isFinite(Number(js));
}

function isFiniteCheck({ js }: Value): string {
  return `typeof ${js} === "number" && ${js} - ${js} === 0`;
}

function emitComparison({ left, right, operator, at }: Operands, code: Code): Value {
  const careful = `${code.use(COMPARISON[operator] ?? '')}(${left.js}, ${right.js}, ${at})`;
  const type = isOnly(left, Kind.text) || isOnly(right, Kind.text) ? 'string' : 'number';
  const allowed = type === 'string' ? Kind.text : Kind.number;
  const checks = [left, right].filter((side) => !isOnly(side, allowed)).map(({ js }) => `typeof ${js} === "${type}"`);
  const quick = `${left.js} ${operator} ${right.js}`;
  return code.keep(
    checks.length === 0 ? quick : `${checks.join(' && ')} ? ${quick} : ${careful}`,
    Kind.boolean | Kind.nothing,
  );
}

const SCALAR = Kind.text | Kind.number | Kind.boolean | Kind.null | Kind.function;

function emitEquality({ left, right, operator }: Operands, code: Code): Value {
  const isEqual = operator === '=';
  if (isOnly(left, SCALAR) || isOnly(right, SCALAR)) {
    const known = isOnly(left, SCALAR) ? right : left;
    if (isEqual) return code.keep(`${left.js} === ${right.js}`, Kind.boolean);
    return code.keep(`${left.js} !== ${right.js} && ${known.js} !== undefined`, Kind.boolean);
  }
  const careful = `${code.use(isEqual ? 'equals' : 'differs')}(${left.js}, ${right.js})`;
  const areObjects = `typeof ${left.js} === "object" && typeof ${right.js} === "object"`;
  const quick = isEqual
    ? `${left.js} === ${right.js} && ${left.js} !== undefined`
    : `${left.js} !== ${right.js} && ${left.js} !== undefined && ${right.js} !== undefined`;
  return code.keep(`${areObjects} ? ${careful} : ${quick}`, Kind.boolean);
}

function emitConcatenation({ left, right, at }: Operands, code: Code): Value {
  const careful = `${code.use('concatenate')}(${left.js}, ${right.js}, ${at})`;
  const checks = [left, right].filter((side) => !isOnly(side, Kind.text)).map(({ js }) => `typeof ${js} === "string"`);
  const quick = `${code.use('checkString')}(${left.js} + ${right.js})`;
  return code.keep(checks.length === 0 ? quick : `${checks.join(' && ')} ? ${quick} : ${careful}`, Kind.text);
}

function emitLogical(node: BinaryNode, left: Value, site: Site): Value {
  const { code } = site;
  const result = code.slot(truthOf(left, code));
  const condition = node.value === 'and' ? result : `!${result}`;
  const right = code.block((inner) => {
    const value = site.program.emit(node.rhs, branch(site, inner));
    inner.line(`${result} = ${truthOf(value, inner)};`);
  });
  code.line(`if (${condition}) ${right}`);
  return { js: result, kinds: Kind.boolean };
}

/** A JavaScript boolean of a value: what a condition sees. */
export function truthOf(value: Value, code: Code): string {
  if (isOnly(value, Kind.boolean)) return value.js;
  if (isOnly(value, Kind.boolean | Kind.nothing)) return `${value.js} === true`;
  return `${code.use('isTruthy')}(${value.js})`;
}

export function emitNegate(node: NegateNode, site: Site): Value {
  const { code } = site;
  const value = site.program.emit(node.expression, site);
  const at = code.place(node.position, '-');
  return code.keep(`${code.use('negate')}(${value.js}, ${at})`, Kind.number | Kind.nothing);
}
