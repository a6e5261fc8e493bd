import { STAND_IN } from '../connector/fill-environment.ts';

/** An address in place of every variable that is not set: good enough to look at what is written around it. */
export function withStandIns(env: Readonly<NodeJS.ProcessEnv>): Readonly<NodeJS.ProcessEnv> {
  return new Proxy(env, { get: (values, name) => values[String(name)] ?? STAND_IN });
}
