import { parseArgs } from 'node:util';
import { startDemoSources } from './start-demo-sources.ts';

/** The demo systems in a process of their own: one JSON line on stdout when ready; ends on a signal or when stdin closes. */
const { values } = parseArgs({ options: { data: { type: 'string' }, seed: { type: 'string' } } });
const demo = await startDemoSources({
  ...(values.data === undefined ? {} : { data: values.data }),
  ...(values.seed === undefined ? {} : { seed: Number(values.seed) }),
});

const end = (): void => {
  void demo.stop().then(() => process.exit(0));
};
process.once('SIGTERM', end);
process.once('SIGINT', end);
process.stdin.once('end', end).once('close', end).resume();
process.stdout.write(`${JSON.stringify({ env: demo.env })}\n`);
