/** Measures one mapping in a process of its own; the parent reads one line of JSON. */
import jsonata from 'jsonata';
import { compileExpression } from '../src/mapping/compile-expression.ts';
import { isSame } from '../tests/conformance/deep-equal.ts';
import { CONSTRUCT_CASES } from './mapping-constructs.ts';
import { MAPPING_CASES } from './mapping-cases.ts';

const RECORDS = 1_000;
const MIN_MEASURE_US = 400_000;

const name = process.argv[2];
const mapping = [...MAPPING_CASES, ...CONSTRUCT_CASES].find((candidate) => candidate.name === name);
if (!mapping) throw new Error(`No mapping is called ${name}`);

const records = Array.from({ length: RECORDS }, (_, index) => mapping.createRecord(index));
const texts = records.map((record) => JSON.stringify(record));
const compiled = compileExpression(mapping.expression, { variables: [] });
if (compiled.engine !== 'native') throw new Error(`${name} is not compiled`);
const reference = jsonata(mapping.expression);
const byHand = mapping.map;

for (const record of records) {
  const expected: unknown = await reference.evaluate(structuredClone(record));
  if (!isSame(compiled.evaluate(record), expected)) throw new Error(`${name}: compiled differs`);
  if (byHand && !isSame(byHand(record), expected))
    throw new Error(`${name}: by hand differs: ${JSON.stringify(byHand(record))} ${JSON.stringify(expected)}`);
}

let sink: unknown;

/** CPU microseconds per record, after as long again of warming up. */
async function measure(work: (index: number) => unknown, isAsync = false): Promise<number> {
  for (let round = 0; ; round += 1) {
    const before = process.cpuUsage();
    let turns = 0;
    let usedUs = 0;
    while (usedUs < MIN_MEASURE_US) {
      for (let index = 0; index < RECORDS; index += 1) {
        const result = work(index);
        sink = isAsync ? await result : result;
      }
      turns += RECORDS;
      const usage = process.cpuUsage(before);
      usedUs = usage.user + usage.system;
    }
    if (round > 0) return usedUs / turns;
  }
}

const result = {
  name,
  bytes: texts.reduce((total, text) => total + text.length, 0) / RECORDS,
  parseUs: await measure((index) => JSON.parse(texts[index] ?? '')),
  referenceUs: await measure((index) => reference.evaluate(records[index]), true),
  compiledUs: await measure((index) => compiled.evaluate(records[index])),
  ...(byHand && { byHandUs: await measure((index) => byHand(records[index])) }),
};
if (sink === Symbol.iterator) throw new Error('unreachable');
console.log(JSON.stringify(result));
