import { isDeepStrictEqual } from 'node:util';
import type { CompiledExpression } from './compile-expression.ts';
import type { SiteHooks } from './compile-sites.ts';
import type { MappingProblem } from './mapping-problem.ts';
import type { MappingResult } from './run-mapping.ts';

type Bindings = Readonly<Record<string, unknown>>;

/** Adds to problems of lists (`lines[].price`) which member they are about (`lines.2.price`), where that is certain. */
export type LocateProblems = (result: MappingResult, row: unknown, bindings?: Bindings) => readonly MappingProblem[];

/**
 * Maps the row once more with a marker in the place of each refused value, and looks where the markers end up. The
 * places count only if the answer is otherwise the same: a mapping that tests for the refused value takes another way.
 */
export function createLocator(compile: (hooks: SiteHooks) => CompiledExpression): LocateProblems {
  let evaluate: CompiledExpression['evaluate'] | undefined;
  let markers = new Map<unknown, MappingProblem>();
  const hooks: SiteHooks = {
    report(problem) {
      const marker = Object.freeze({});
      markers.set(marker, problem);
      return marker;
    },
    toArgument: (argument) => withoutMarkers(argument, markers, 1),
  };
  return ({ value, problems }, row, bindings) => {
    if (!problems.some(({ path }) => path?.includes('[]'))) return problems;
    evaluate ??= compile(hooks).evaluate;
    markers = new Map();
    try {
      const marked = evaluate(row, bindings);
      return isDeepStrictEqual(toPlain(withoutMarkers(marked, markers)), toPlain(value))
        ? withPlaces(problems, findMarkers(marked, '', markers))
        : problems;
    } catch {
      // A marker where the mapping expects text or a number: the places stay unknown, the problems are known already.
      return problems;
    }
  };
}

type Markers = ReadonlyMap<unknown, MappingProblem>;

function toPlain(value: unknown): unknown {
  return value === undefined ? undefined : structuredClone(value);
}

function withoutMarkers(value: unknown, markers: Markers, depth = Infinity): unknown {
  if (markers.has(value)) return undefined;
  if (typeof value !== 'object' || value === null || depth === 0) return value;
  if (Array.isArray(value))
    return value.filter((member) => !markers.has(member)).map((member) => withoutMarkers(member, markers, depth - 1));
  const members = Object.entries(value).filter(([, member]) => !markers.has(member));
  return Object.fromEntries(members.map(([name, member]) => [name, withoutMarkers(member, markers, depth - 1)]));
}

interface Found {
  readonly problem: MappingProblem;
  readonly at: string;
}

/** Markers that are members of an object. One that is a member of a list has no place in the answer: the list is shorter. */
function findMarkers(value: unknown, path: string, markers: Markers): Found[] {
  if (typeof value !== 'object' || value === null) return [];
  const isList = Array.isArray(value);
  const members = isList ? value.filter((member) => !markers.has(member)).entries() : Object.entries(value);
  return [...members].flatMap(([name, member]: [string | number, unknown]) => {
    const at = path === '' ? String(name) : `${path}.${name}`;
    const problem = markers.get(member);
    return problem ? [{ problem, at }] : findMarkers(member, at, markers);
  });
}

/** Both runs refuse the same values in the same order, so the first place of a problem is that of its first mention. */
function withPlaces(problems: readonly MappingProblem[], found: readonly Found[]): MappingProblem[] {
  const rest = [...found];
  return problems.map((problem) => {
    const index = rest.findIndex((each) => isDeepStrictEqual(each.problem, problem));
    const [place] = index < 0 ? [] : rest.splice(index, 1);
    return place && problem.path?.includes('[]') ? { ...problem, at: place.at } : problem;
  });
}
