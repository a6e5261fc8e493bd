/** A reproducible source of choices. */
export interface Dice {
  /** A whole number from 0 up to, not including, `below`. */
  roll(below: number): number;
  pick<Item>(items: readonly Item[]): Item;
}

export function createDice(seed: number): Dice {
  let state = seed >>> 0;
  const roll = (below: number): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
  return {
    roll,
    pick: (items) => {
      const item = items[roll(items.length)];
      if (item === undefined) throw new Error('Nothing to pick from');
      return item;
    },
  };
}

/** Names that occur in a record, so that random paths find something. */
export function namesIn(value: unknown, names = new Set<string>()): Set<string> {
  if (typeof value === 'object' && value !== null) {
    if (!Array.isArray(value)) for (const member of Object.keys(value)) names.add(member);
    for (const member of Object.values(value)) namesIn(member, names);
  }
  return names;
}

interface Scope {
  readonly dice: Dice;
  readonly names: readonly string[];
  readonly variables: readonly string[];
}

type Rule = (scope: Scope, depth: number) => string;

/** A random expression over records with these names. */
export function randomExpression(dice: Dice, names: readonly string[]): string {
  return expression({ dice, names: names.length > 0 ? names : ['a'], variables: [] }, 1 + dice.roll(4));
}

function expression(scope: Scope, depth: number): string {
  return depth <= 0 ? leaf(scope) : scope.dice.pick(RULES)(scope, depth);
}

function leaf(scope: Scope): string {
  const { dice, variables } = scope;
  const kind = dice.roll(12);
  if (kind < 5) return name(scope);
  if (kind < 7) return path(scope, 0);
  if (kind === 7 && variables.length > 0) return `$${dice.pick(variables)}`;
  return dice.pick([
    '$',
    '1',
    '2',
    '0',
    '-1',
    '2.5',
    '"a"',
    '""',
    '"10"',
    'true',
    'false',
    'null',
    '[]',
    '$$',
    'nothing',
    '"2024-02-29"',
  ]);
}

function name({ dice, names }: Scope): string {
  const chosen = dice.pick(names);
  return /^[A-Za-z_]\w*$/.test(chosen) ? chosen : `\`${chosen.replaceAll('`', '')}\``;
}

function path(scope: Scope, depth: number): string {
  const { dice } = scope;
  const steps = [dice.pick([name(scope), name(scope), name(scope), '$', '$$', '*'])];
  for (let count = 1 + dice.roll(3); count > 0; count -= 1) steps.push(step(scope, depth));
  return steps.join('.');
}

function step(scope: Scope, depth: number): string {
  const { dice } = scope;
  const base = name(scope);
  switch (dice.roll(depth > 0 ? 14 : 5)) {
    case 0:
      return `${base}[${dice.pick(['0', '1', '-1', '0', '$ > 1', '1.5'])}]`;
    case 1:
      return `${base}[]`;
    case 2:
      return '*';
    case 3:
      return `${base}[${expression(scope, depth - 1)}]`;
    case 4:
      return base;
    case 5:
      return `(${expression(scope, depth - 1)})`;
    case 6:
      return `{"k": ${expression(scope, depth - 1)}, "l": ${leaf(scope)}}`;
    case 7:
      return `[${expression(scope, depth - 1)}]`;
    case 8:
      return `${base}^(${dice.pick(['', '<', '>'])}${leaf(scope)})`;
    case 9:
      return `${base}#$i[$i < 2]`;
    case 10:
      return `${base}@$f.${inScope(scope, 'f', (inner) => expression(inner, depth - 1))}`;
    case 11:
      return `${base}.%.${name(scope)}`;
    case 12:
      return `$string(${leaf(scope)})`;
    default:
      return '**';
  }
}

function inScope(scope: Scope, variable: string, write: (inner: Scope) => string): string {
  return write({ ...scope, variables: [...scope.variables, variable] });
}

const sub: Rule = (scope, depth) => expression(scope, depth - 1);

function operator(signs: readonly string[]): Rule {
  return (scope, depth) => `(${sub(scope, depth)} ${scope.dice.pick(signs)} ${sub(scope, depth)})`;
}

const UNARY =
  'sum count max min average string lowercase uppercase length trim number floor ceil round abs sqrt boolean not keys exists spread merge reverse type sort distinct base64encode encodeUrlComponent encodeUrl decodeUrl toMillis fromMillis clone'.split(
    ' ',
  );
const BINARY = [
  'substring',
  'substringBefore',
  'substringAfter',
  'contains',
  'split',
  'join',
  'append',
  'lookup',
  'power',
  'round',
  'pad',
  'zip',
  'formatBase',
];

function lambda(scope: Scope, depth: number, parameters: readonly string[]): string {
  const inner = { ...scope, variables: [...scope.variables, ...parameters] };
  return `function(${parameters.map((parameter) => `$${parameter}`).join(', ')}) { ${expression(inner, depth - 1)} }`;
}

const RULES: readonly Rule[] = [
  (scope, depth) => path(scope, depth),
  (scope, depth) => path(scope, depth),
  (scope, depth) => path(scope, depth),
  operator(['+', '-', '*', '/', '%']),
  operator(['=', '!=', '<', '<=', '>', '>=', 'in']),
  operator(['and', 'or', '&', '&']),
  (scope, depth) => `(${sub(scope, depth)} ? ${sub(scope, depth)} : ${sub(scope, depth)})`,
  (scope, depth) => `(${sub(scope, depth)} ${scope.dice.pick(['?:', '??'])} ${sub(scope, depth)})`,
  (scope, depth) => `[${sub(scope, depth)}, ${sub(scope, depth)}]`,
  (scope, depth) => `[${sub(scope, depth)}]`,
  (scope) => `[${scope.dice.roll(4)}..${scope.dice.roll(6)}]`,
  (scope, depth) => `{"a": ${sub(scope, depth)}, "b": ${sub(scope, depth)}}`,
  (scope, depth) => `${path(scope, 0)}{${leaf(scope)}: ${sub(scope, depth)}}`,
  (scope, depth) => `${path(scope, 0)}{$string(${leaf(scope)}): ${sub(scope, depth)}, "z": ${leaf(scope)}}`,
  (scope, depth) => `($x := ${sub(scope, depth)}; ${inScope(scope, 'x', (inner) => sub(inner, depth))})`,
  (scope, depth) =>
    `($x := ${sub(scope, depth)}; $y := ${inScope(scope, 'x', (inner) => sub(inner, depth))}; [$x, $y])`,
  (scope, depth) => `$${scope.dice.pick(UNARY)}(${sub(scope, depth)})`,
  (scope, depth) => `$${scope.dice.pick(UNARY)}(${sub(scope, depth)})`,
  (scope, depth) =>
    `${path(scope, 0)}.$${scope.dice.pick(UNARY)}(${scope.dice.roll(2) === 0 ? '' : sub(scope, depth)})`,
  (scope, depth) => `$${scope.dice.pick(BINARY)}(${sub(scope, depth)}, ${sub(scope, depth)})`,
  (scope, depth) => `$map(${sub(scope, depth)}, ${lambda(scope, depth, ['v', 'n'].slice(0, 1 + scope.dice.roll(2)))})`,
  (scope, depth) => `$filter(${sub(scope, depth)}, ${lambda(scope, depth, ['v'])})`,
  (scope, depth) => `$reduce(${sub(scope, depth)}, ${lambda(scope, depth, ['p', 'q'])})`,
  (scope, depth) => `$sift(${sub(scope, depth)}, ${lambda(scope, depth, ['v', 'n'])})`,
  (scope, depth) => `$each(${sub(scope, depth)}, ${lambda(scope, depth, ['v', 'n'])})`,
  (scope, depth) => `$sort(${sub(scope, depth)}, function($l, $r) { $string($l) > $string($r) })`,
  (scope, depth) => `$map(${sub(scope, depth)}, $${scope.dice.pick(UNARY)})`,
  (scope, depth) => `(${sub(scope, depth)} ~> $${scope.dice.pick(UNARY)})`,
  (scope, depth) => `(${sub(scope, depth)} ~> $${scope.dice.pick(BINARY)}(${leaf(scope)}))`,
  (scope, depth) => `(${sub(scope, depth)} ~> $${scope.dice.pick(UNARY)} ~> $${scope.dice.pick(UNARY)})`,
  (scope, depth) => `($f := ${lambda(scope, depth, ['v'])}; $f(${sub(scope, depth)}))`,
  (scope, depth) => `($f := $${scope.dice.pick(BINARY)}(?, ${leaf(scope)}); $f(${sub(scope, depth)}))`,
  (scope, depth) =>
    `($ ~> |${name(scope)}|{"new": ${sub(scope, depth)}}${scope.dice.pick(['', ', "a"', `, "${scope.dice.pick(scope.names).replaceAll('"', '')}"`])}|)`,
  (scope, depth) => `(${sub(scope, depth)})[${sub(scope, depth)}]`,
  (scope, depth) => `(${sub(scope, depth)})^(${scope.dice.pick(['', '>'])}${leaf(scope)})`,
  (scope, depth) =>
    `$match($string(${sub(scope, depth)}), /${scope.dice.pick(['a', '[0-9]+', '(.)(.)', 'e|i', '^.', String.raw`\w+`])}/${scope.dice.pick(['', 'i'])})`,
  (scope, depth) =>
    `$replace($string(${sub(scope, depth)}), /${scope.dice.pick(['a', '[0-9]', '([a-e])([a-z])'])}/, "<$1>")`,
  (scope, depth) =>
    `$formatNumber(${sub(scope, depth)}, "${scope.dice.pick(['#,##0.00', '0', '00.0#', '#0.0e0', '0%'])}")`,
  (scope, depth) =>
    `$formatInteger(${sub(scope, depth)}, "${scope.dice.pick(['w', 'I', 'a', '000', '#,##0', '1;o', 'Ww;o'])}")`,
  (scope, depth) =>
    `$fromMillis($number(${sub(scope, depth)}) * 86400000, "${scope.dice.pick(['[Y]-[M01]-[D01]', '[FNn], [D1o] [MNn] [Y]', '[H01]:[m]', '[W] [w] [X] [x] [d]'])}")`,
  (scope) => `${name(scope)}.${name(scope)}#$i.{"i": $i, "v": ${leaf(scope)}}`,
  (scope) =>
    `${name(scope)}@$a.${name(scope)}@$b[$a.${name(scope)} = $b.${name(scope)}].[$a.${name(scope)}, $b.${name(scope)}]`,
  (scope) => `${name(scope)}.${name(scope)}.{"p": %.${name(scope)}, "q": ${name(scope)}}`,
  (scope) => `${name(scope)}.(${name(scope)}.${name(scope)})[%.${name(scope)} = ${leaf(scope)}]`,
  (scope) => `**[${name(scope)} = ${leaf(scope)}].${name(scope)}`,
];
