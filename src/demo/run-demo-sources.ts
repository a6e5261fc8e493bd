import { fstatSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { startDemoSources } from './start-demo-sources.ts';

/** The demo systems in a process of their own: one JSON line on stdout when ready; ends on a signal, or when who started it goes away. */
const PARENT_CHECK_MS = 1000;
const STDIN = 0;

const parentId = process.ppid;
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
// A terminal and /dev/null say nothing about the parent; a pipe closes with it.
const stdin = fstatSync(STDIN);
if (stdin.isFIFO() || stdin.isSocket()) process.stdin.once('close', end).resume();
setInterval(() => {
  if (process.ppid !== parentId) end();
}, PARENT_CHECK_MS).unref();
process.stdout.write(`${JSON.stringify({ env: demo.env })}\n`);
