import { parentPort } from 'node:worker_threads';
import type { MatcherAnswer, MatcherCall } from './matcher-thread.ts';
import { createMatcher } from './matcher.ts';

const matcher = createMatcher();

async function answer({ id, method, args }: MatcherCall): Promise<MatcherAnswer> {
  try {
    return { id, value: await Reflect.apply(matcher[method], matcher, args) };
  } catch (error) {
    return { id, failure: error instanceof Error ? (error.stack ?? error.message) : 'the matching failed' };
  }
}

parentPort?.on('message', (call: MatcherCall) => {
  void answer(call).then((message) => parentPort?.postMessage(message, []));
});
