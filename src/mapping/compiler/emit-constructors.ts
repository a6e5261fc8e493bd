import type { ArrayNode, Group, Node, ObjectNode, TransformNode } from './ast.ts';
import { Kind, literal, mayBe, type Code, type Value } from './code.ts';
import { emitGrouping } from './emit-groups.ts';
import { emitRangeMembers } from './emit-operators.ts';
import { emitFreshList, type FreshValue } from './emit-paths.ts';
import { emitVariable } from './emit-variables.ts';
import { branch, recordTest, stepFunction, type Site } from './emitter.ts';

export function emitArray(node: ArrayNode, site: Site): Value {
  const { code } = site;
  const fresh = node.expressions.length === 1 && !node.consarray ? freshList(node.expressions, site) : undefined;
  if (fresh?.isFresh === true) return fresh.value;
  const values = fresh ? [fresh.value] : node.expressions.map((expression) => site.program.emit(expression, site));
  if (values.every((value, index) => isOneMember(node.expressions[index], value)))
    return code.keep(constructed(`[${values.map(({ js }) => js).join(', ')}]`, node, code), Kind.list);
  const list = code.name('a');
  code.line(`let ${list} = [];`);
  for (const [index, value] of values.entries()) code.line(pushMember(list, node.expressions[index], value, code));
  return code.keep(constructed(list, node, code), Kind.list);
}

function freshList([expression]: readonly Node[], site: Site): FreshValue | undefined {
  const isRange = expression?.type === 'binary' && expression.value === '..' && !expression.keepArray;
  if (isRange && expression.predicates.length === 0 && !expression.group)
    return { value: emitRangeMembers(expression, { ...site, depth: site.depth + 1 }), isFresh: true };
  return expression && emitFreshList(expression, site);
}

function constructed(list: string, { consarray }: ArrayNode, code: Code): string {
  return consarray ? `${code.use('asConstructed')}(${list})` : list;
}

function isOneMember(expression: Node | undefined, value: Value): boolean {
  return !mayBe(value, Kind.nothing) && (expression?.type === 'array' || !mayBe(value, Kind.list));
}

/** Lists inside an array constructor are flattened, except those written as one. */
function pushMember(list: string, expression: Node | undefined, value: Value, code: Code): string {
  const guard = mayBe(value, Kind.nothing) ? `if (${value.js} !== undefined) ` : '';
  if (expression?.type === 'array' || !mayBe(value, Kind.list)) return `${guard}${list}.push(${value.js});`;
  const many = `${code.use('pushAll')}(${list}, ${value.js})`;
  return `${guard}{ if (typeof ${value.js} === "object" && Array.isArray(${value.js})) ${many}; else ${list}.push(${value.js}); }`;
}

/** `{...}` on its own: the context is what it groups. */
export function emitObject(node: ObjectNode, site: Site): Value {
  const names = node.pairs.map(([name]) => constantName(name));
  const isPlain = names.every((name) => name !== undefined) && new Set(names).size === names.length;
  if (isPlain) return emitPlainObject(node.pairs, site);
  return emitGrouping(node, site.isRoot ? `[${site.context}]` : site.context, site);
}

function constantName(node: Node): string | undefined {
  const isPlain = node.type === 'string' && node.predicates.length === 0 && !node.group;
  const name = isPlain ? String(node.value) : undefined;
  return name?.startsWith('_jsonata_') ? undefined : name;
}

/** Written plainly it would set the prototype instead of a member. */
const PROTOTYPE = '"__proto__"';

interface Member {
  readonly key: string;
  readonly value: Value;
}

/** With constant, different names there is one group per name, so it is an object literal. */
function emitPlainObject(pairs: Group['pairs'], site: Site): Value {
  const inner = objectContext(site);
  if (pairs.length > MAX_MEMBERS) return emitInParts(pairs, inner);
  const members = pairs.map(([name, expression]): Member => ({
    key: literal(constantName(name) ?? ''),
    value: inner.program.emit(expression, inner),
  }));
  return objectOf(members, site.code);
}

/** Beyond this the host makes literals slowly, and never optimises the functions around them. */
const MAX_MEMBERS = 100;

/** Many members: a copy of an object that has them all already, filled in by one function for each hundred. */
function emitInParts(pairs: Group['pairs'], site: Site): Value {
  const { code } = site;
  const keys = pairs.map(([name]) => literal(constantName(name) ?? ''));
  const blank = code.helper(`blank ${keys.join()}`, (name) => `const ${name} = {${keys.map(asBlank).join(', ')}};`);
  const result = code.keep(`{...${blank}}`, Kind.object);
  const isMissing = code.slot('false');
  const given = [...new Set([result.js, site.context, site.record])].join(', ');
  for (let start = 0; start < pairs.length; start += MAX_MEMBERS) {
    const body = code.block((inner) => {
      for (const [index, [, expression]] of pairs.slice(start, start + MAX_MEMBERS).entries()) {
        const value = site.program.emit(expression, branch(site, inner));
        if (mayBe(value, Kind.nothing)) inner.line(`if (${value.js} === undefined) ${isMissing} = true;`);
        inner.line(`${result.js}[${keys[start + index] ?? ''}] = ${value.js};`);
      }
    });
    // Handed in under their own names: parameters are quicker than variables of the function around.
    code.line(`((${given}) => ${body})(${given});`);
  }
  return code.keep(`${isMissing} ? ${code.use('withoutNothing')}(${result.js}) : ${result.js}`, Kind.object);
}

function asBlank(key: string): string {
  return `${key === PROTOTYPE ? `[${key}]` : key}: undefined`;
}

function memberSetter(object: string, { key, value }: Member, code: Code): string {
  const guard = mayBe(value, Kind.nothing) ? `if (${value.js} !== undefined) ` : '';
  const isSafe = key !== PROTOTYPE;
  return (
    guard + (isSafe ? `${object}[${key}] = ${value.js};` : `${code.use('setOwn')}(${object}, ${key}, ${value.js});`)
  );
}

/** A list as context is one value for all names; an object is itself. */
function objectContext(site: Site): Site {
  const { code, context } = site;
  if (site.isRoot) return { ...site, isRoot: false };
  const merged = code.keep(
    `${site.record} || !Array.isArray(${context}) ? ${context} : ${code.use('mergeContext')}(${context})`,
  );
  const { js } = code.keep(`${site.record} || ${recordTest(merged.js)}`, Kind.boolean);
  return { ...site, context: merged.js, record: js, isRoot: false };
}

/** One literal when every member is there, member by member otherwise: objects of one shape are quicker to use. */
function objectOf(members: readonly Member[], code: Code): Value {
  const optional = members.filter(({ value }) => mayBe(value, Kind.nothing));
  const whole = `{${members.map(({ key, value }) => `${key === PROTOTYPE ? `[${key}]` : key}: ${value.js}`).join(', ')}}`;
  if (optional.length === 0) return code.keep(whole, Kind.object);
  const result = code.slot();
  const isWhole = optional.map(({ value }) => `${value.js} !== undefined`).join(' && ');
  const oneByOne = members.map((member) => memberSetter(result, member, code));
  code.line(`if (${isWhole}) ${result} = ${whole}; else { ${result} = {}; ${oneByOne.join('\n')} }`);
  return { js: result, kinds: Kind.object };
}

export function emitTransform(node: TransformNode, site: Site): Value {
  const { code } = site;
  const parts = [
    `pattern: ${stepFunction(node.pattern, site)}`,
    `update: ${stepFunction(node.update, site)}`,
    `delete: ${node.delete ? stepFunction(node.delete, site) : 'undefined'}`,
    `clone: ${emitVariable('clone', site).js}`,
    `at: ${code.place(node.position)}`,
    `updateAt: ${code.place(node.update.position)}`,
    `deleteAt: ${code.place(node.delete?.position ?? -1)}`,
  ];
  return code.keep(`${code.use('createTransform')}({${parts.join(', ')}})`, Kind.function);
}
