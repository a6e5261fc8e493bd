/** `npm run bench:mapping`: compiled mappings against the awaited reference and tuned JavaScript; prints a Markdown table. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { CONSTRUCT_CASES } from './mapping-constructs.ts';
import { MAPPING_CASES } from './mapping-cases.ts';

interface Measured {
  readonly name: string;
  readonly bytes: number;
  readonly parseUs: number;
  readonly referenceUs: number;
  readonly compiledUs: number;
  readonly byHandUs?: number;
}

const wanted = process.argv.slice(2);

function measure(name: string): Measured {
  const worker = join(import.meta.dirname, 'mapping-worker.ts');
  const measured: Measured = JSON.parse(execFileSync(process.execPath, [worker, name], { encoding: 'utf8' }));
  return measured;
}

function geometricMean(values: readonly number[]): number {
  return Math.exp(values.reduce((total, value) => total + Math.log(value), 0) / values.length);
}

function selected<Case extends { readonly name: string }>(cases: readonly Case[]): readonly Case[] {
  return wanted.length === 0 ? cases : cases.filter(({ name }) => wanted.some((part) => name.includes(part)));
}

const fixed = (value: number): string => value.toFixed(value < 10 ? 2 : 0);

const ratios: number[] = [];
const handRatios: number[] = [];
console.log('| mapping | bytes | JSON.parse us | reference us | compiled us | by hand us | x reference | x by hand |');
console.log('| --- | --- | --- | --- | --- | --- | --- | --- |');
for (const { name } of selected(MAPPING_CASES)) {
  const { bytes, parseUs, referenceUs, compiledUs, byHandUs = Number.NaN } = measure(name);
  ratios.push(referenceUs / compiledUs);
  handRatios.push(compiledUs / byHandUs);
  const cells = [bytes, parseUs, referenceUs, compiledUs, byHandUs, referenceUs / compiledUs, compiledUs / byHandUs];
  console.log(`| ${name} | ${cells.map(fixed).join(' | ')} |`);
}
if (ratios.length > 0)
  console.log(`| geometric mean | | | | | | ${fixed(geometricMean(ratios))} | ${fixed(geometricMean(handRatios))} |`);

console.log('\n| construct | reference us | compiled us | x reference |');
console.log('| --- | --- | --- | --- |');
for (const { name } of selected(CONSTRUCT_CASES)) {
  const { referenceUs, compiledUs } = measure(name);
  console.log(
    `| ${name.replaceAll('|', String.raw`\|`)} | ${fixed(referenceUs)} | ${fixed(compiledUs)} | ${fixed(referenceUs / compiledUs)} |`,
  );
}
