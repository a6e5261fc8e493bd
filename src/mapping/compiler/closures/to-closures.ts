import { parse } from 'acorn';
import { Names } from './frames.ts';
import { toBody } from './statements.ts';

/** What programs use of the host. */
const HOST: readonly (readonly [string, unknown])[] = [
  ['undefined', undefined],
  ['Infinity', Infinity],
  ['NaN', Number.NaN],
  ['Array', Array],
  ['Math', Math],
];

/**
 * Runs a generated program without the host's compiler, for hosts that forbid code from text: each expression of it
 * becomes a closure. `known` holds what the program may name. Returns what the program returns; knows only the part of
 * JavaScript that generated programs are written in, and throws a TypeError at anything else.
 */
export function toClosures(javascript: string, known: ReadonlyMap<string, unknown>): unknown {
  const { body, start, end } = parse(javascript, {
    ecmaVersion: 2022,
    sourceType: 'script',
    allowReturnOutsideFunction: true,
  });
  const statements = body.filter((statement) => !/^(?:Import|Export)/.test(statement.type)) as never[];
  return toBody(
    { type: 'BlockStatement', body: statements, start, end },
    Names.of(new Map([...HOST, ...known]), toBody),
  )([]);
}
