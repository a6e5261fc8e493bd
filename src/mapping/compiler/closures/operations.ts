import type { BinaryExpression, Expression, LogicalExpression } from 'acorn';
import type { Evaluate } from './frames.ts';

type NumberOf = (frame: unknown[]) => number;

const OPERATIONS: Readonly<Record<string, (left: Evaluate, right: Evaluate) => Evaluate>> = {
  '&&': (left, right) => (frame) => left(frame) && right(frame),
  '||': (left, right) => (frame) => left(frame) || right(frame),
  '===': (left, right) => (frame) => left(frame) === right(frame),
  '!==': (left, right) => (frame) => left(frame) !== right(frame),
  in: (left, right) => (frame) => (left(frame) as string) in (right(frame) as object),
  // Also joins texts: what `+` does is for the host to say.
  '+': withNumbers((left, right) => (frame) => left(frame) + right(frame)),
  '-': withNumbers((left, right) => (frame) => left(frame) - right(frame)),
  '*': withNumbers((left, right) => (frame) => left(frame) * right(frame)),
  '/': withNumbers((left, right) => (frame) => left(frame) / right(frame)),
  '%': withNumbers((left, right) => (frame) => left(frame) % right(frame)),
  '<': withNumbers((left, right) => (frame) => left(frame) < right(frame)),
  '<=': withNumbers((left, right) => (frame) => left(frame) <= right(frame)),
  '>': withNumbers((left, right) => (frame) => left(frame) > right(frame)),
  '>=': withNumbers((left, right) => (frame) => left(frame) >= right(frame)),
};

function withNumbers(create: (left: NumberOf, right: NumberOf) => Evaluate) {
  return (left: Evaluate, right: Evaluate): Evaluate => create(left as NumberOf, right as NumberOf);
}

export function toBinary(operator: string, left: Evaluate, right: Evaluate): Evaluate {
  const create = OPERATIONS[operator];
  if (!create) throw new TypeError(`The program has an operator that closures do not know: ${operator}`);
  return create(left, right);
}

/** `typeof x === "number"` in one closure: programs are full of it. */
export function toTypeTest(
  { operator, left, right }: BinaryExpression | LogicalExpression,
  toEvaluate: (node: Expression) => Evaluate,
): Evaluate | undefined {
  if (operator !== '===' || left.type !== 'UnaryExpression' || left.operator !== 'typeof') return undefined;
  if (right.type !== 'Literal') return undefined;
  const [value, type] = [toEvaluate(left.argument), right.value];
  return (frame) => typeof value(frame) === type;
}
