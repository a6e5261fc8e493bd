import type { MappingCase } from './mapping-cases.ts';

function createRecord(index: number): unknown {
  return {
    id: `id-${index}`,
    name: `Sample ${index}`,
    amount: index + 0.125,
    when: 1_700_000_000_000 + index * 86_400_000,
    date: '2024-02-29T10:00:00.000Z',
    text: `order-${index} of 2024-01-${10 + (index % 20)} and item-${index + 1}`,
    flags: { a: true, b: false, c: index % 2 === 0 },
    items: Array.from({ length: 10 }, (_, number) => ({
      sku: `S${number}`,
      kind: number % 3 === 0 ? 'x' : 'y',
      qty: (index + number) % 7,
      parts: [{ code: `p${number}` }, { code: 'q' }],
    })),
  };
}

const EXPRESSIONS: Readonly<Record<string, string>> = {
  'path a.b': 'items.sku',
  'predicate [..]': 'items[kind = "x"].sku',
  'index [0]': 'items[0].sku',
  arithmetic: 'amount * 2 + 1 - amount / 4',
  comparison: 'amount > 10 and name != "x"',
  'concatenation &': 'id & ":" & name & ":" & amount',
  'condition ?:': 'amount > 500 ? "high" : "low"',
  'array [..]': '[id, name, amount]',
  'object {..}': '{"a": id, "b": name, "c": amount}',
  'range ..': '[1..20]',
  'block and :=': '($a := amount; $b := $a * 2; $a + $b)',
  'wildcard *': 'flags.*',
  'descendants **': '**.code',
  'group-by': 'items{kind: $sum(qty)}',
  'order-by ^': 'items^(>qty, sku).sku',
  'focus @': 'items@$i.parts.{"s": $i.sku, "c": code}',
  'position #': 'items#$n.{"n": $n, "s": sku}',
  'parent %': 'items.parts.{"c": code, "s": %.sku}',
  'transform |..|': '$ ~> |items|{"qty": qty * 2}, "kind"|',
  'chain ~>': 'name ~> $uppercase ~> $trim',
  'partial application': '($f := $substring(?, 0, 3); $f(name))',
  'lambda call': '($f := function($x, $y) { $x * $y }; $f(amount, 3))',
  recursion: '($f := function($n) { $n < 2 ? 1 : $n * $f($n - 1) }; $f(10))',
  'tail recursion': '($f := function($n, $a) { $n = 0 ? $a : $f($n - 1, $a + $n) }; $f(20, 0))',
  signature: '($f := function($x)<n-:n> { $x + 1 }; $f(amount))',
  $map: '$map(items, function($i) { $i.qty + 1 })',
  $filter: '$filter(items, function($i) { $i.qty > 3 })',
  $reduce: '$reduce(items.qty, function($a, $b) { $a + $b })',
  $sort: '$sort(items, function($a, $b) { $a.qty > $b.qty })',
  $sift: '$sift(flags, function($v) { $v })',
  $each: '$each(flags, function($v, $k) { $k })',
  $distinct: '$distinct(items.kind)',
  $merge: '$merge(items.{sku: qty})',
  $match: '$match(text, /([a-z]+)-([0-9]+)/)',
  '$replace regex': '$replace(text, /[0-9]+/, "#")',
  '$split regex': '$split(text, /[ -]+/)',
  '$contains regex': '$contains(text, /item-[0-9]+/)',
  $formatNumber: '$formatNumber(amount, "#,##0.00")',
  $formatInteger: '$formatInteger(amount, "w")',
  $fromMillis: '$fromMillis(when)',
  '$fromMillis picture': '$fromMillis(when, "[D1o] [MNn] [Y]")',
  $toMillis: '$toMillis(date)',
  '$toMillis picture': '$toMillis("29/02/2024", "[D01]/[M01]/[Y0001]")',
  $string: '$string(items)',
  $number: '$number("12.5")',
  $substring: '$substring(name, 1, 4)',
  $join: '$join(items.sku, ",")',
  '$keys and $lookup': '$keys(flags).$lookup($$.flags, $)',
  $base64encode: '$base64encode(name)',
};

function objectOf(members: number): string {
  return `{${Array.from({ length: members }, (_, index) => `"m${index}": name`).join(', ')}}`;
}

const SIZES: readonly MappingCase[] = [20, 1_000].map((members) => ({
  name: `object of ${members} members`,
  expression: objectOf(members),
  createRecord,
}));

/** One construct of the language each, on records that give it something to do. */
export const CONSTRUCT_CASES: readonly MappingCase[] = [
  ...Object.entries(EXPRESSIONS).map(([name, expression]) => ({ name, expression, createRecord })),
  ...SIZES,
];
