import type { BlockStatement, ForOfStatement, ForStatement, Statement, VariableDeclaration } from 'acorn';
import { compileFunction, toEvaluate } from './expressions.ts';
import { holdsFunction, writePlace, type Evaluate, type Frame, type Names } from './frames.ts';

/** How a statement ended; `return` leaves its value in the frame's `RETURNED`. */
const NEXT = 0;
const CONTINUE = 1;
const RETURN = 2;
type End = typeof NEXT | typeof CONTINUE | typeof RETURN;
type Run = (frame: Frame) => End;

/** The value of the `return` that is on its way out; nothing else runs until the function takes it. */
let returned: unknown;

/** The body of a function: what it returns. */
export function toBody({ body }: BlockStatement, names: Names): Evaluate {
  declareFunctions(body, names);
  const last = body.at(-1);
  const runs = body.slice(0, last?.type === 'ReturnStatement' ? -1 : body.length).map((each) => toRun(each, names));
  const result =
    last?.type === 'ReturnStatement' && last.argument ? toEvaluate(last.argument, names) : (): unknown => undefined;
  if (runs.length === 0) return result;
  return (frame) => {
    for (const run of runs) if (run(frame) === RETURN) return takeReturned();
    return result(frame);
  };
}

function takeReturned(): unknown {
  const value = returned;
  returned = undefined;
  return value;
}

/** Functions of the program may call those that are written below them. */
function declareFunctions(statements: readonly Statement[], names: Names): void {
  for (const statement of statements) if (statement.type === 'FunctionDeclaration') names.declare(statement.id.name);
}

function toRun(statement: Statement, names: Names): Run {
  switch (statement.type) {
    case 'VariableDeclaration':
      return toDeclaration(statement, names);
    case 'ExpressionStatement':
      return done(toEvaluate(statement.expression, names));
    case 'FunctionDeclaration':
      return done(writePlace(names.find(statement.id.name), compileFunction(statement, names)));
    case 'BlockStatement':
      return toSequence(statement.body, names.block());
    case 'IfStatement':
      return toChoice(
        toEvaluate(statement.test, names),
        toRun(statement.consequent, names),
        statement.alternate ? toRun(statement.alternate, names) : undefined,
      );
    case 'ForStatement':
      return toLoop(statement, names.block());
    case 'ForOfStatement':
      return toLoopOver(statement, names.block());
    case 'ReturnStatement':
      return toReturn(statement.argument ? toEvaluate(statement.argument, names) : () => undefined);
    case 'ContinueStatement':
      return () => CONTINUE;
    case 'EmptyStatement':
      return () => NEXT;
    default:
      throw new TypeError(`The program has a statement that closures do not know: ${statement.type}`);
  }
}

function done(evaluate: Evaluate): Run {
  return (frame) => {
    evaluate(frame);
    return NEXT;
  };
}

function toReturn(value: Evaluate): Run {
  return (frame) => {
    returned = value(frame);
    return RETURN;
  };
}

function toSequence(statements: readonly Statement[], names: Names): Run {
  const runs = statements.map((statement) => toRun(statement, names));
  const [only, second] = runs;
  if (only && runs.length === 1) return only;
  if (only && second && runs.length === 2) return (frame) => only(frame) || second(frame);
  return (frame) => {
    for (const each of runs) {
      const end = each(frame);
      if (end !== NEXT) return end;
    }
    return NEXT;
  };
}

function toChoice(test: Evaluate, whenTrue: Run, whenFalse: Run | undefined): Run {
  if (whenFalse === undefined) return (frame) => (test(frame) ? whenTrue(frame) : NEXT);
  return (frame) => (test(frame) ? whenTrue(frame) : whenFalse(frame));
}

function toDeclaration({ declarations }: VariableDeclaration, names: Names): Run {
  const runs = declarations.map(({ id, init }): Run => {
    if (id.type !== 'Identifier') throw new TypeError('The program takes a value apart');
    // The value is compiled first: it cannot see the name.
    const value = init ? toEvaluate(init, names) : (): unknown => undefined;
    const index = names.declare(id.name);
    return done((frame) => (frame[index] = value(frame)));
  });
  const [only] = runs;
  if (only && runs.length === 1) return only;
  return (frame) => {
    for (const each of runs) each(frame);
    return NEXT;
  };
}

/** The body of a loop: with variables of its own at each turn when a function may keep them. */
function toTurn(body: Statement, names: Names): Run {
  if (!holdsFunction(body)) return toRun(body, names);
  const inner = toRun(body, names.frame());
  return (frame) => inner([frame]);
}

function toLoop({ init, test, update, body }: ForStatement, names: Names): Run {
  if (init?.type !== 'VariableDeclaration' || !test || !update) throw new TypeError('The program has half a loop');
  const start = toDeclaration(init, names);
  const [goesOn, advance, turn] = [toEvaluate(test, names), toEvaluate(update, names), toTurn(body, names)];
  return (frame) => {
    for (start(frame); goesOn(frame); advance(frame)) if (turn(frame) === RETURN) return RETURN;
    return NEXT;
  };
}

function toLoopOver({ left, right, body }: ForOfStatement, names: Names): Run {
  const [declaration] = left.type === 'VariableDeclaration' ? left.declarations : [];
  if (declaration?.id.type !== 'Identifier') throw new TypeError('The program has half a loop');
  const items = toEvaluate(right, names);
  const index = names.declare(declaration.id.name);
  const turn = toTurn(body, names);
  return (frame) => {
    for (const item of items(frame) as Iterable<unknown>) {
      frame[index] = item;
      if (turn(frame) === RETURN) return RETURN;
    }
    return NEXT;
  };
}
