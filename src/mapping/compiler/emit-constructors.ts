import type { ArrayNode, Group, Node, ObjectNode, TransformNode } from './ast.ts';
import { Kind, literal, mayBe, type Value } from './code.ts';
import { emitVariable } from './emit-variables.ts';
import { stepFunction, type Site } from './emitter.ts';

export function emitArray(node: ArrayNode, site: Site): Value {
  const { code } = site;
  const list = code.name('a');
  code.line(`let ${list} = [];`);
  for (const expression of node.expressions) {
    const value = site.program.emit(expression, site);
    code.line(pushMember(list, expression, value, site));
  }
  if (node.consarray) code.line(`${code.use('asConstructed')}(${list});`);
  return { js: list, kinds: Kind.list };
}

/** Lists inside an array constructor are flattened, except those written as one. */
function pushMember(list: string, expression: Node, value: Value, { code }: Site): string {
  const guard = mayBe(value, Kind.nothing) ? `if (${value.js} !== undefined) ` : '';
  if (expression.type === 'array' || !mayBe(value, Kind.list)) return `${guard}${list}.push(${value.js});`;
  return `${guard}${list} = ${code.use('append')}(${list}, ${value.js});`;
}

/** `{...}` on its own: the context is what it groups. */
export function emitObject(node: ObjectNode, site: Site): Value {
  const names = node.pairs.map(([name]) => constantName(name));
  const isPlain = names.every((name) => name !== undefined) && new Set(names).size === names.length;
  return isPlain
    ? emitPlainObject(node.pairs, site)
    : emitGrouping(node.pairs, site.isRoot ? `[${site.context}]` : site.context, site);
}

function constantName(node: Node): string | undefined {
  const isPlain = node.type === 'string' && node.predicates.length === 0 && !node.group;
  const name = isPlain ? String(node.value) : undefined;
  return name?.startsWith('_jsonata_') ? undefined : name;
}

/** With constant, different names there is one group per name, so it is an object literal. */
function emitPlainObject(pairs: Group['pairs'], site: Site): Value {
  const { code } = site;
  const context = site.isRoot ? site.context : mergedContext(site);
  const inner: Site = { ...site, context, isRoot: false };
  const result = code.name('o');
  code.line(`const ${result} = {};`);
  for (const [name, expression] of pairs) {
    const value = site.program.emit(expression, inner);
    const key = literal(constantName(name) ?? '');
    const set =
      key === '"__proto__"'
        ? `${code.use('setOwn')}(${result}, ${key}, ${value.js});`
        : `${result}[${key}] = ${value.js};`;
    code.line(mayBe(value, Kind.nothing) ? `if (${value.js} !== undefined) ${set}` : set);
  }
  return { js: result, kinds: Kind.object };
}

function mergedContext({ code, context }: Site): string {
  return code.keep(`Array.isArray(${context}) ? ${code.use('mergeContext')}(${context}) : ${context}`).js;
}

function emitGrouping(pairs: Group['pairs'], items: string, site: Site): Value {
  const { code } = site;
  const functions = pairs.map(([name, value]) => `[${stepFunction(name, site)}, ${stepFunction(value, site)}]`);
  return code.keep(`${code.use('groupBy')}(${items}, [${functions.join(', ')}])`, Kind.object);
}

/** `{...}` behind something: groups its members. */
export function emitGroup(group: Group, value: Value, site: Site): Value {
  return emitGrouping(group.pairs, value.js, site);
}

export function emitTransform(node: TransformNode, site: Site): Value {
  const { code } = site;
  const parts = [
    `pattern: ${stepFunction(node.pattern, site)}`,
    `update: ${stepFunction(node.update, site)}`,
    `delete: ${node.delete ? stepFunction(node.delete, site) : 'undefined'}`,
    `clone: ${emitVariable('clone', site).js}`,
  ];
  return code.keep(`${code.use('createTransform')}({${parts.join(', ')}})`, Kind.function);
}
