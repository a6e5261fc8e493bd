import { AppError, setupInvalid } from '../../../src/errors.ts';
import type { LogFields } from '../../../src/telemetry/loggable.ts';
import { createLogger } from '../../../src/telemetry/logger.ts';

function record(options: { forPeople?: boolean } = {}) {
  const lines: string[] = [];
  const destination = { write: (line: string) => lines.push(line) };
  return { lines, logger: createLogger({ level: 'debug', destination, forPeople: false, ...options }) };
}

const CANARY = 'canary.person@example.com';

/** Whatever code hands over by mistake: the logger cannot rely on types alone. */
function careless(fields: object): LogFields {
  return fields;
}

describe('a log line', () => {
  it('is JSON with time, level, text and the known fields', () => {
    const { lines, logger } = record();
    logger.child({ requestId: 'r-1' }).info({ source: 'erp', durationMs: 12 }, 'source answered');
    expect(JSON.parse(lines[0] ?? '')).toEqual({
      level: 'info',
      time: expect.stringMatching(/^\d{4}-.*Z$/),
      requestId: 'r-1',
      source: 'erp',
      durationMs: 12,
      msg: 'source answered',
    });
  });

  it('is readable on a terminal', () => {
    const { lines, logger } = record({ forPeople: true });
    logger.warn({ source: 'erp', durationMs: 912 }, 'source answered late');
    expect(lines[0]).toMatch(/^\d\d:\d\d:\d\d warn {2}source answered late {2}source=erp durationMs=912\n$/);
  });

  it('is not written below the level', () => {
    const { lines, logger } = record();
    logger.trace({}, 'too quiet');
    expect(lines).toEqual([]);
  });
});

describe('personal data stays out of the log', () => {
  it.each<[string, LogFields]>([
    ['an unknown field', careless({ email: CANARY })],
    ['an object in a known field', careless({ source: { name: CANARY } })],
    ['a list of objects in a known field', careless({ sources: [{ name: CANARY }] })],
    ['an error’s message', { err: new Error(`no such mailbox: ${CANARY}`) }],
    ['an error of several lines', { err: new Error(`row:\n    ${CANARY}\n at ${CANARY}`) }],
    ['an error’s own fields', { err: Object.assign(new Error('x'), { response: { data: CANARY } }) }],
    ['an error’s cause', { err: new AppError('SOURCE_BAD_DATA', { cause: new Error(CANARY) }) }],
    ['words meant for one caller', { err: new AppError('BAD_REQUEST', { message: `${CANARY} is unknown` }) }],
    ['something else that was thrown', { err: CANARY }],
    ['a thrown object', { err: { message: CANARY, token: CANARY } }],
  ])('%s', (_case, fields) => {
    const { lines, logger } = record();
    logger.error(fields, 'failed');
    logger.child(fields).error({}, 'failed');
    expect(lines).toHaveLength(2);
    expect(lines.join()).not.toContain('canary');
  });
});

describe('an error in the log', () => {
  it('keeps code, source, detail, place and causes', () => {
    const { lines, logger } = record();
    const cause = Object.assign(new TypeError('secret'), { code: 'ECONNREFUSED' });
    logger.warn({ err: new AppError('SOURCE_UNAVAILABLE', { source: 'erp', detail: 'port closed', cause }) }, 'failed');
    expect(JSON.parse(lines[0] ?? '').err).toMatchObject({
      type: 'AppError',
      code: 'SOURCE_UNAVAILABLE',
      source: 'erp',
      detail: 'port closed',
      frames: expect.arrayContaining([expect.stringContaining('logger.test.ts')]),
      cause: { type: 'TypeError', code: 'ECONNREFUSED' },
    });
  });

  it('tells setup problems word by word', () => {
    const { lines, logger } = record();
    logger.error({ err: setupInvalid([{ file: 'connector.yaml', line: 3, message: 'no such field' }]) }, 'failed');
    expect(lines[0]).toContain('connector.yaml:3: no such field');
  });
});
