import type {
  ArrayExpression,
  ArrowFunctionExpression,
  AssignmentExpression,
  CallExpression,
  Expression,
  FunctionDeclaration,
  MemberExpression,
  NewExpression,
  ObjectExpression,
  SpreadElement,
  Super,
  UnaryExpression,
  UpdateExpression,
} from 'acorn';
import { readPlace, writePlace, type Evaluate, type Frame, type Names } from './frames.ts';
import { toBinary, toTypeTest } from './operations.ts';

type Callable = (...args: unknown[]) => unknown;
type Holder = Record<string, unknown>;

/** Compiles one expression of the program. Throws a TypeError for what generated programs never contain. */
export function toEvaluate(node: Expression | Super | SpreadElement, names: Names): Evaluate {
  switch (node.type) {
    case 'Identifier':
      return readPlace(names.find(node.name));
    case 'Literal':
      return constant(node.value);
    case 'ParenthesizedExpression':
      return toEvaluate(node.expression, names);
    case 'ConditionalExpression':
      return toConditional(
        toEvaluate(node.test, names),
        toEvaluate(node.consequent, names),
        toEvaluate(node.alternate, names),
      );
    case 'LogicalExpression':
    case 'BinaryExpression': {
      const { operator, left, right } = node;
      if (left.type === 'PrivateIdentifier') throw new TypeError('The program looks for a private name');
      const typeTest = toTypeTest(node, (part) => toEvaluate(part, names));
      return typeTest ?? toBinary(operator, toEvaluate(left, names), toEvaluate(right, names));
    }
    default:
      return toCompound(node, names);
  }
}

function toCompound(node: Expression | Super | SpreadElement, names: Names): Evaluate {
  switch (node.type) {
    case 'CallExpression':
      return toCall(node, names);
    case 'NewExpression':
      return toNew(node, names);
    case 'MemberExpression':
      return toMember(node, names);
    case 'ArrayExpression':
      return toArray(node, names);
    case 'ObjectExpression':
      return toObject(node, names);
    case 'ArrowFunctionExpression':
      return compileFunction(node, names);
    case 'AssignmentExpression':
      return toAssignment(node, names);
    case 'UnaryExpression':
      return toUnary(node, names);
    case 'UpdateExpression':
      return toUpdate(node, names);
    default:
      throw new TypeError(`The program has an expression that closures do not know: ${node.type}`);
  }
}

function constant(value: unknown): Evaluate {
  return () => value;
}

function toConditional(test: Evaluate, whenTrue: Evaluate, whenFalse: Evaluate): Evaluate {
  return (frame) => (test(frame) ? whenTrue(frame) : whenFalse(frame));
}

/** A function value: its frame is made at each call, around it the one it was made in. */
export function compileFunction(
  { params, body }: ArrowFunctionExpression | FunctionDeclaration,
  names: Names,
): Evaluate {
  const inner = names.frame();
  for (const parameter of params) {
    if (parameter.type !== 'Identifier') throw new TypeError('The program takes an argument apart');
    inner.declare(parameter.name);
  }
  const run = body.type === 'BlockStatement' ? names.toBody(body, inner) : toEvaluate(body, inner);
  switch (params.length) {
    case 0:
      return (frame) => () => run([frame]);
    case 1:
      return (frame) => (first: unknown) => run([frame, first]);
    case 2:
      return (frame) => (first: unknown, second: unknown) => run([frame, first, second]);
    default: {
      const { length } = params;
      return (frame) =>
        (...args: unknown[]) =>
          run([frame, ...args.slice(0, length), ...Array.from<unknown>({ length: Math.max(0, length - args.length) })]);
    }
  }
}

function toArguments(args: readonly (Expression | SpreadElement)[], names: Names): Evaluate[] {
  return args.map((argument) => toEvaluate(argument, names));
}

function toCall({ callee, arguments: list }: CallExpression, names: Names): Evaluate {
  const args = toArguments(list, names);
  if (callee.type === 'MemberExpression') return toMethodCall(callee, args, names);
  const target = toEvaluate(callee, names) as (frame: Frame) => Callable;
  const [first, second, third] = args;
  if (!first) return (frame) => target(frame)();
  if (!second) return (frame) => target(frame)(first(frame));
  if (!third) return (frame) => target(frame)(first(frame), second(frame));
  if (args.length === 3) return (frame) => target(frame)(first(frame), second(frame), third(frame));
  return (frame) => target(frame)(...args.map((argument) => argument(frame)));
}

/** `list.push(x)`, `Array.isArray(x)`, `Math.max(a, b)`: methods of the host that generated programs use. */
const METHODS = new Set(['push', 'isArray', 'max', 'min']);

function toMethodCall({ object, property }: MemberExpression, args: readonly Evaluate[], names: Names): Evaluate {
  if (property.type !== 'Identifier' || !METHODS.has(property.name)) throw new TypeError('The program calls a method');
  const [holder, { name }] = [toEvaluate(object, names), property];
  const [first, second] = args;
  if (!first || args.length > 2) throw new TypeError('The program calls a method with other arguments');
  if (name === 'isArray') return (frame) => Array.isArray(first(frame));
  if (name === 'push') return (frame) => (holder(frame) as unknown[]).push(first(frame));
  const method = Math[name === 'max' ? 'max' : 'min'];
  if (!second) return (frame) => method(first(frame) as number);
  return (frame) => method(first(frame) as number, second(frame) as number);
}

function toNew({ callee, arguments: list }: NewExpression, names: Names): Evaluate {
  const [target, args] = [toEvaluate(callee, names), toArguments(list, names)];
  return (frame) =>
    Reflect.construct(
      target(frame) as Callable,
      args.map((argument) => argument(frame)),
    ) as unknown;
}

function toKey({ property, computed }: MemberExpression, names: Names): Evaluate {
  if (property.type === 'PrivateIdentifier') throw new TypeError('The program looks for a private name');
  if (!computed && property.type === 'Identifier') return constant(property.name);
  return toEvaluate(property, names);
}

function toMember(node: MemberExpression, names: Names): Evaluate {
  const holder = toEvaluate(node.object, names) as (frame: Frame) => Holder;
  const { property, computed } = node;
  if (!computed && property.type === 'Identifier') return memberReader(holder, property.name);
  if (property.type === 'Literal' && typeof property.value === 'string') return memberReader(holder, property.value);
  const key = toKey(node, names) as (frame: Frame) => string;
  return (frame) => holder(frame)[key(frame)];
}

function memberReader(holder: (frame: Frame) => Holder, name: string): Evaluate {
  return (frame) => holder(frame)[name];
}

function toArray({ elements }: ArrayExpression, names: Names): Evaluate {
  const members = elements.map((element) => (element ? toEvaluate(element, names) : constant(undefined)));
  return (frame) => {
    const list: unknown[] = [];
    for (const member of members) list.push(member(frame));
    return list;
  };
}

function toObject({ properties }: ObjectExpression, names: Names): Evaluate {
  const [first] = properties;
  if (first?.type === 'SpreadElement' && properties.length === 1) return toCopy(toEvaluate(first.argument, names));
  const members = properties.map((property) => {
    if (property.type !== 'Property') throw new TypeError('The program spreads an object');
    const { key, value, computed } = property;
    const name = key.type === 'Identifier' && !computed ? key.name : key.type === 'Literal' ? String(key.value) : '';
    return { name, value: toEvaluate(value, names) };
  });
  const plain = members.every(({ name }) => name !== '__proto__');
  return (frame) => {
    const object: Holder = {};
    for (const { name, value } of members) {
      if (plain) object[name] = value(frame);
      else
        Object.defineProperty(object, name, {
          value: value(frame),
          enumerable: true,
          configurable: true,
          writable: true,
        });
    }
    return object;
  };
}

function toCopy(value: Evaluate): Evaluate {
  return (frame) => ({ ...(value(frame) as Holder) });
}

function toAssignment({ operator, left, right }: AssignmentExpression, names: Names): Evaluate {
  const change = toEvaluate(right, names);
  if (left.type !== 'Identifier' && left.type !== 'MemberExpression')
    throw new TypeError('The program assigns to something that closures do not know');
  const value = operator === '=' ? change : toBinary(operator.slice(0, -1), toEvaluate(left, names), change);
  return toWrite(left, value, names);
}

function toWrite(target: Expression, value: Evaluate, names: Names): Evaluate {
  if (target.type === 'Identifier') return writePlace(names.find(target.name), value);
  if (target.type !== 'MemberExpression') throw new TypeError('The program assigns to what is no variable');
  const [holder, key] = [toEvaluate(target.object, names), toKey(target, names)];
  return (frame) => ((holder(frame) as Holder)[key(frame) as string] = value(frame));
}

/** `--running.fuel`: the value after it. */
function toUpdate({ operator, argument, prefix }: UpdateExpression, names: Names): Evaluate {
  if (!prefix) throw new TypeError('The program counts behind a variable');
  return toWrite(argument, toBinary(operator.charAt(0), toEvaluate(argument, names), constant(1)), names);
}

function toUnary({ operator, argument }: UnaryExpression, names: Names): Evaluate {
  const value = toEvaluate(argument, names);
  switch (operator) {
    case '!':
      return (frame) => !value(frame);
    case '-':
      return (frame) => -(value(frame) as number);
    case 'typeof':
      return (frame) => typeof value(frame);
    default:
      throw new TypeError(`The program has an operator that closures do not know: ${operator}`);
  }
}
