import type { CallNode, LambdaNode, Node } from './ast.ts';
import { isOnly, Kind, mayBe, type Code, type Value } from './code.ts';
import { emitLambda, lambdaBody } from './emit-lambdas.ts';
import { truthOf } from './emit-operators.ts';
import { emitEach } from './emit-steps.ts';
import { branch, recordTest, type Site } from './emitter.ts';
import { walk } from './scope.ts';
import { BUILTINS } from '../runtime/builtins.ts';

/** A call of a function of the language: at once where the kinds of its arguments fit, checked where they do not. */
export function emitBuiltin(name: string, args: readonly Value[], site: Site): Value {
  const { code } = site;
  const list = args.map(({ js }) => js).join(', ');
  const careful = `${code.use('callBuiltin')}(${code.constant(BUILTINS.get(name))}, [${list}], ${site.context})`;
  const special = SPECIAL.get(name);
  if (special && args.length === 1 && args[0]) return special(args[0], careful, code);
  const value = emitTyped(name, args, careful, code);
  return mayBe(value, Kind.list) ? { ...value, isNested: true } : value;
}

type Special = (argument: Value, careful: string, code: Code) => Value;

/** A quick way that says UNSET when it does not apply. */
function quickly(runtimeName: string): Special {
  return ({ js }, careful, code) => {
    const quick = code.keep(`${code.use(runtimeName)}(${js})`);
    return code.keep(`${quick.js} !== UNSET ? ${quick.js} : ${careful}`, Kind.number | Kind.nothing);
  };
}

const SPECIAL: ReadonlyMap<string, Special> = new Map<string, Special>([
  ['sum', quickly('quickSum')],
  ['max', quickly('quickMax')],
  ['min', quickly('quickMin')],
  ['average', quickly('quickAverage')],
  ['count', ({ js }, _careful, code) => code.keep(`${code.use('countOf')}(${js})`, Kind.number)],
  ['exists', ({ js }, _careful, code) => code.keep(`${js} !== undefined`, Kind.boolean)],
]);

interface Parameter {
  readonly type: string;
  readonly mayBeContext: boolean;
  readonly isOptional: boolean;
}

const JS_TYPES: Readonly<Record<string, readonly [type: string, kind: number]>> = {
  s: ['string', Kind.text],
  n: ['number', Kind.number],
  b: ['boolean', Kind.boolean],
  f: ['function', Kind.function],
};

const RESULT_KINDS: Readonly<Record<string, number>> = { s: Kind.text, n: Kind.number, b: Kind.boolean };

/** Signatures such as `<s-n?:s>` need no general check when each argument is of its type. */
function emitTyped(name: string, args: readonly Value[], careful: string, code: Code): Value {
  const definition = BUILTINS.get(name)?.signature.definition ?? '';
  const result = RESULT_KINDS[/:(\w)>$/.exec(definition)?.[1] ?? ''];
  const kinds = result === undefined ? Kind.any : result | Kind.nothing;
  const parameters = simpleParameters(definition);
  const required = parameters?.filter(({ isOptional }) => !isOptional).length ?? 0;
  if (!parameters || args.length < required || args.length > parameters.length || args.length === 0)
    return code.keep(careful, kinds);
  const checks = parameters.slice(0, args.length).flatMap((parameter, index) => typeCheck(parameter, args[index]));
  const implementation = code.constant(BUILTINS.get(name)?.implementation);
  const direct = `${implementation}(${args.map(({ js }) => js).join(', ')})`;
  return code.keep(checks.length === 0 ? direct : `${checks.join(' && ')} ? ${direct} : ${careful}`, kinds);
}

/** Nothing passes for the first argument: then the function gives nothing. */
function typeCheck({ type, mayBeContext }: Parameter, argument: Value | undefined): string[] {
  if (!argument || type === 'x') return [];
  const allowed = type.split('').flatMap((symbol) => (JS_TYPES[symbol] ? [JS_TYPES[symbol]] : []));
  const kinds = allowed.reduce((all, [, kind]) => all | kind, mayBeContext ? Kind.nothing : 0);
  if (isOnly(argument, kinds)) return [];
  const tests = allowed.map(([jsType]) => `typeof ${argument.js} === "${jsType}"`);
  if (mayBeContext && mayBe(argument, Kind.nothing)) tests.push(`${argument.js} === undefined`);
  return [tests.length === 1 ? tests.join('') : `(${tests.join(' || ')})`];
}

/** Parameters of a signature without lists, objects and repetition; undefined for any other. */
function simpleParameters(definition: string): Parameter[] | undefined {
  const parameters: Parameter[] = [];
  let rest =
    definition
      .slice(1)
      .split(':')[0]
      ?.replaceAll(/<[^>]*>/g, '') ?? '';
  while (rest !== '') {
    const found = /^(?:\(([snbf]+)\)|([snbfx]))([-?]?)/.exec(rest);
    if (!found) return undefined;
    const [whole, choice, single, mark] = found;
    parameters.push({ type: choice ?? single ?? '', mayBeContext: mark === '-', isOptional: mark === '?' });
    rest = rest.slice(whole.length);
  }
  return parameters;
}

interface LoopOptions {
  readonly applied?: Value | undefined;
  /** The sequence is wanted as it is, not what it counts as. */
  readonly isRaw: boolean;
}

/** `$map`, `$filter` and `$reduce` of a lambda written on the spot are loops around its body. */
export function emitLoopBuiltin(
  name: string,
  node: CallNode,
  site: Site,
  { applied, isRaw }: LoopOptions,
): Value | undefined {
  const nodes = node.arguments;
  const callback = nodes[applied ? 0 : 1];
  const extra = nodes.slice(applied ? 1 : 2);
  if (callback?.type !== 'lambda' || !isLoop(name, callback, extra)) return undefined;
  const source = applied ?? (nodes[0] ? site.program.emit(nodes[0], { ...site, isOutput: false }) : undefined);
  if (!source) return undefined;
  if (name === 'sift') return emitSift(source, callback, { ...site, at: site.code.place(node.position, name) });
  return name === 'reduce'
    ? emitReduce(source, callback, site)
    : emitMapOrFilter(name, source, callback, { ...site, isRaw });
}

function isLoop(name: string, { signature, parameters, predicates }: LambdaNode, extra: readonly Node[]): boolean {
  if (signature !== undefined || extra.length > 0 || predicates.length > 0) return false;
  if (name === 'reduce') return parameters.length >= 2 && parameters.length <= 3;
  return (name === 'map' || name === 'filter' || name === 'sift') && parameters.length <= 2;
}

function emitMapOrFilter(
  name: string,
  source: Value,
  callback: LambdaNode,
  site: Site & { readonly isRaw: boolean },
): Value {
  const { code } = site;
  const [list, position] = [code.name('l'), code.slot('-1')];
  const holdsData = source.holdsData === true;
  code.line(`const ${list} = [];`);
  emitEach(
    source,
    site,
    (item, inner) => {
      inner.code.line(`${position} += 1;`);
      const isMap = name === 'map';
      const here = { ...inner, isOutput: site.isOutput && isMap };
      const value = lambdaBody(callback, [asItem(item, holdsData), inner.code.keep(position, Kind.number)], here);
      if (!isMap) inner.code.line(`if (${truthOf(value, inner.code)}) ${list}.push(${item.js});`);
      else if (mayBe(value, Kind.nothing)) inner.code.line(`if (${value.js} !== undefined) ${list}.push(${value.js});`);
      else inner.code.line(`${list}.push(${value.js});`);
    },
    'tuple',
  );
  if (site.isRaw) {
    const sequence = `${code.use('asSequence')}(${list})`;
    return code.keep(mayBe(source, Kind.nothing) ? `${source.js} === undefined ? undefined : ${sequence}` : sequence);
  }
  const many = site.isOutput ? `${code.use('checked')}(${list})` : `${code.use('asSequence')}(${list})`;
  const isNested = [...walk(callback.body)].some((part) => part.type === 'lambda' && part.thunk);
  const isKept = holdsData && name === 'filter';
  return { ...code.keep(`${list}.length > 1 ? ${many} : ${list}[0]`), isNormal: true, isNested, holdsData: isKept };
}

/** The members of one object for which the lambda is true; for anything else as for any function. */
function emitSift(source: Value, callback: LambdaNode, site: Site & { readonly at: number }): Value {
  const { code } = site;
  const result = code.slot();
  const quick = code.block((inner) => {
    const names = inner.keep(`${inner.use('namesOf')}(${source.js})`).js;
    const [object, index, isFound] = [inner.keep('{}').js, inner.name('i'), inner.slot('false')];
    const body = inner.block((deeper) => {
      const name = deeper.keep(`${names}[${index}]`, Kind.text);
      const member = asItem(deeper.keep(`${source.js}[${name.js}]`), source.holdsData === true);
      const chosen = lambdaBody(callback, [member, name], branch(site, deeper));
      const keep = `{ ${deeper.use('setOwn')}(${object}, ${name.js}, ${member.js}); ${isFound} = true; }`;
      deeper.line(`if (${truthOf(chosen, deeper)}) ${keep}`);
    });
    inner.line(`${inner.use('spend')}(${names}.length);`);
    inner.line(`for (let ${index} = 0; ${index} < ${names}.length; ${index} += 1) ${body}`);
    inner.line(`if (${isFound}) ${result} = ${object};`);
  });
  const careful = code.block((inner) => {
    const lambda = emitLambda(callback, branch(site, inner));
    inner.line(`${inner.use('running')}.at = ${site.at};`);
    const call = emitBuiltin('sift', [source, lambda], branch(site, inner));
    inner.line(`${result} = ${call.js};`);
  });
  code.line(`if (${recordTest(source.js)}) ${quick} else ${careful}`);
  return { js: result, kinds: Kind.object | Kind.nothing, isNormal: true };
}

/** A member of what was gone through. */
function asItem(item: Value, holdsData: boolean): Value {
  return holdsData ? { js: item.js, kinds: item.kinds & Kind.data, holdsData } : item;
}

function emitReduce(source: Value, callback: LambdaNode, site: Site): Value {
  const { code } = site;
  const [result, position] = [code.slot(), code.slot('-1')];
  emitEach(
    source,
    site,
    (item, inner) => {
      inner.code.line(`${position} += 1;`);
      const rest = inner.code.block((body) => {
        const args = [body.keep(result), asItem(item, source.holdsData === true), body.keep(position, Kind.number)];
        const value = lambdaBody(callback, args, branch(inner, body));
        body.line(`${result} = ${value.js};`);
      });
      inner.code.line(`if (${position} === 0) ${result} = ${item.js}; else ${rest}`);
    },
    'tuple',
  );
  return { js: result, kinds: Kind.any };
}
