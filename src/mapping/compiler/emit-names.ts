import type { NameNode, Node } from './ast.ts';
import { Kind, literal, type Code, type Value } from './code.ts';
import type { Site } from './emitter.ts';
import { isOwnOnly } from './own-names.ts';

export function isPlainName(step: Node): step is NameNode {
  return step.type === 'name' && step.stages.length === 0 && step.predicates.length === 0 && !step.tuple && !step.group;
}

/** `a.b.c` as a whole path: member reads while there is one object at a time, the general way from the first list on. */
export function emitNames(names: readonly string[], site: Site): Value {
  const { code, context, record, isData } = site;
  const [first = '', ...rest] = names;
  const direct = readMember(context, first, code);
  const start = site.isRoot ? namesHelper('root', names, code) : namesHelper('path', names, code);
  const next = rest.length > 0 ? `${namesHelper('path', rest, code)}(${direct})` : direct;
  const value = code.keep(`${record} ? ${next} : ${start}(${context})`, isData ? Kind.data : Kind.any);
  if (isData) return { ...value, holdsData: true };
  if (rest.length > 0) return value;
  return code.keep(`typeof ${value.js} === "object" ? ${code.use('lastOf')}(${value.js}) : ${value.js}`);
}

/** What the whole path leads to as a new list: none, one or many. Only for data. */
export function emitNamesAsList(names: readonly string[], { code, context, record, isRoot }: Site): string {
  const [first = '', ...rest] = names;
  const direct = readMember(context, first, code);
  const quick =
    rest.length > 0 ? `${namesHelper('fresh', rest, code)}(${direct})` : `${code.use('listOfAll')}(${direct})`;
  const careful = `${namesHelper(isRoot ? 'root' : 'path', names, code)}(${context})`;
  return `${record} ? ${quick} : ${code.use('listOfAll')}(${careful})`;
}

/** A name as a step: what one context has under it. */
export function emitName(name: string, { code, context, record, isData }: Site): Value {
  const careful = `${code.use('normalise')}(${code.use('lookup')}(${context}, ${literal(name)}))`;
  const direct = readMember(context, name, code);
  const found = isData ? direct : `${code.use('normalise')}(${direct})`;
  return code.keep(`${record} ? ${found} : ${careful}`, isData ? Kind.data : Kind.any);
}

/** The same as the beginning of a longer path: lists stay as they are, to be gone through by the next step. */
export function emitLeadingNames(names: readonly string[], site: Site, way: 'items' | 'item'): Value {
  const { code, context, record } = site;
  const [first = '', ...rest] = names;
  const direct = readMember(context, first, code);
  const next = rest.length > 0 ? `${namesHelper('items', rest, code)}(${direct})` : direct;
  return code.keep(`${record} ? ${next} : ${namesHelper(way, names, code)}(${context})`);
}

/**
 * What a list means that comes first: one item, items one by one; and whether a longer path goes on from there, or a new
 * list is wanted.
 */
type Way = 'root' | 'path' | 'item' | 'items' | 'fresh';

/** A function from a value to what the names lead to. */
function namesHelper(way: Way, names: readonly string[], code: Code): string {
  return code.helper(`${way} ${JSON.stringify(names)}`, (name) => {
    const lines = names.map((member, index) => {
      const isOne = index === 0 && (way === 'root' || way === 'item');
      return `if (typeof v !== "object" || v === null) return ${way === 'fresh' ? '[]' : 'undefined'};
if (Array.isArray(v)) return ${overList(isOne ? '[v]' : 'v', names.slice(index), way, code)};
v = ${readMember('v', member, code)};`;
    });
    if (way === 'fresh') return `function ${name}(v) {\n${lines.join('\n')}\nreturn ${code.use('listOfAll')}(v);\n}`;
    const last = isLeading(way) ? 'v' : `typeof v === "object" ? ${code.use('lastOf')}(v) : v`;
    return `function ${name}(v) {\n${lines.join('\n')}\nreturn ${last};\n}`;
  });
}

function isLeading(way: Way): boolean {
  return way === 'item' || way === 'items';
}

/** What the names lead to from each member of a list: name by name, a new list each time. */
function overList(list: string, names: readonly string[], way: Way, code: Code): string {
  let result = list;
  for (const [index, name] of names.entries()) {
    const isLast = !isLeading(way) && index === names.length - 1;
    result = `${columnHelper(name, isLast ? way : 'item', code)}(${result})`;
  }
  return isLeading(way) || way === 'fresh' ? result : `${code.use('normalise')}(${result})`;
}

/** What the list of a column is worth: as it is on the way, a list of its own, or what its kind says at the end. */
function columnEnd(way: Way, code: Code): string {
  if (isLeading(way)) return 'l';
  return way === 'fresh'
    ? `n === 1 ? l : ${code.use('unwrapped')}(l)`
    : `${code.use('lastList')}(l, n === 1 ? y : undefined)`;
}

/** A function from a list to the list of what its members have under a name. */
function columnHelper(name: string, way: Way, code: Code): string {
  const end = columnEnd(way, code);
  return code.helper(`column ${end} ${name}`, (helper) => {
    const careful = `${code.use('normalise')}(${code.use('lookup')}(c, ${literal(name)}))`;
    return `function ${helper}(v) {
const l = []; let n = 0, y;
${code.use('spend')}(v.length);
for (let i = 0; i < v.length; i += 1) {
let c = v[i];
if (typeof c !== "object" || c === null) continue;
c = Array.isArray(c) ? ${careful} : ${readMember('c', name, code)};
if (c === undefined) continue;
n += 1;
if (typeof c === "object" && Array.isArray(c)) { y = c; ${code.use('pushFlat')}(l, c); } else l.push(c);
}
return ${end};
}`;
  });
}

/** Names that some prototype has are read the careful way. */
function readMember(object: string, name: string, code: Code): string {
  if (isOwnOnly(name)) return `${code.use('memberOf')}(${object}, ${literal(name)})`;
  return `${object}[${literal(name)}]`;
}
