import { AppError, type ErrorCode } from '../../../src/errors.ts';
import { type Call, type Policy, type Send, stackPolicies } from '../../../src/source/send.ts';
import type { SourceRequest, SourceResponse } from '../../../src/source/source.ts';
import { createTokenBucket } from '../../../src/source/token-bucket.ts';
import { createBreaker } from '../../../src/source/with-breaker.ts';
import { withDeadline } from '../../../src/source/with-deadline.ts';
import { withLimits } from '../../../src/source/with-limits.ts';
import { createPause } from '../../../src/source/with-pause.ts';
import { withRetry } from '../../../src/source/with-retry.ts';
import { jest } from '@jest/globals';

const get: SourceRequest = { method: 'GET', path: '/', query: [], headers: {}, idempotent: true };
const order: SourceRequest = { ...get, method: 'POST', idempotent: false };
const ok: SourceResponse = { status: 200, headers: {}, body: {}, receivedAt: 0 };

const fail = (code: ErrorCode, retryAfterMs?: number, detail = 'test') =>
  new AppError(code, { source: 'erp', detail, ...(retryAfterMs !== undefined && { retryAfterMs }) });

function callUntil(deadlineMs = 60_000, signal = new AbortController().signal): Call {
  const context = { coordinate: 'Customer', keys: 1, signal };
  return { context, signal, deadline: Date.now() + deadlineMs, usage: { attempts: 0, bytes: 0 } };
}

/** A transport that answers what the list says, the last for ever. */
function scripted(...answers: (AppError | SourceResponse)[]): Send & { count(): number } {
  let count = 0;
  const send: Send = () => {
    const answer = answers[Math.min(count, answers.length - 1)] ?? ok;
    count += 1;
    return answer instanceof AppError ? Promise.reject(answer) : Promise.resolve(answer);
  };
  return Object.assign(send, { count: () => count });
}

async function codeOf(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => 'ok',
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  );
}

describe('policies of a source', () => {
  beforeEach(() => {
    jest.useFakeTimers({ now: 1_800_000_000_000 });
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  /** Runs a promise to its end, moving the clock. */
  async function settle<Value>(promise: Promise<Value>, ms = 60_000): Promise<Value> {
    promise.catch(() => undefined);
    await jest.advanceTimersByTimeAsync(ms);
    return promise;
  }

  describe('deadline', () => {
    const never: Send = () => new Promise(() => undefined);

    it.each([
      ['at the timeout of the source', 300, 60_000],
      ['at the deadline of the caller, when that is sooner', 60_000, 300],
    ])('ends a call %s', async (_name, timeoutMs, deadlineMs) => {
      const asked = codeOf(withDeadline('erp', timeoutMs, never)(get, callUntil(deadlineMs)));
      await jest.advanceTimersByTimeAsync(299);
      let settled = false;
      void asked.then(() => (settled = true));
      await Promise.resolve();
      expect(settled).toBe(false);
      await jest.advanceTimersByTimeAsync(2);
      expect(await asked).toBe('SOURCE_TIMEOUT');
    });

    it('tells what it stops to stop', async () => {
      let stopped: AbortSignal | undefined;
      const send = withDeadline('erp', 100, (_request, { signal }) => {
        stopped = signal;
        return never(get, callUntil());
      });
      await settle(codeOf(send(get, callUntil())), 200);
      expect(stopped?.aborted).toBe(true);
    });

    it('ends at once when the caller has gone already', async () => {
      const gone = AbortSignal.abort();
      expect(await codeOf(withDeadline('erp', 100, never)(get, callUntil(1_000, gone)))).toBe('SOURCE_TIMEOUT');
    });

    it('leaves no timer behind', async () => {
      await withDeadline('erp', 100, scripted(ok))(get, callUntil());
      expect(jest.getTimerCount()).toBe(0);
    });
  });

  describe('retry', () => {
    const retry = (attempts = 3): Policy => withRetry('erp', { attempts, budgetRatio: 0.1, baseDelayMs: 50 });

    it.each<[string, (AppError | SourceResponse)[], number, string]>([
      ['asks again after a passing failure', [fail('SOURCE_UNAVAILABLE'), ok], 2, 'ok'],
      ['gives up after so many attempts', [fail('SOURCE_UNAVAILABLE')], 3, 'SOURCE_UNAVAILABLE'],
      ['leaves a refusal alone', [fail('SOURCE_REJECTED')], 1, 'SOURCE_REJECTED'],
      ['leaves bad data alone', [fail('SOURCE_BAD_DATA')], 1, 'SOURCE_BAD_DATA'],
      ['leaves a timeout alone', [fail('SOURCE_TIMEOUT')], 1, 'SOURCE_TIMEOUT'],
      ['leaves a throttling source alone', [fail('SOURCE_THROTTLED', 10)], 1, 'SOURCE_THROTTLED'],
      [
        'leaves a broken certificate alone',
        [fail('SOURCE_UNAVAILABLE', undefined, 'CERT_HAS_EXPIRED')],
        1,
        'SOURCE_UNAVAILABLE',
      ],
    ])('%s', async (...[, answers, count, code]) => {
      const send = scripted(...answers);
      expect(await settle(codeOf(retry()(send)(get, callUntil())))).toBe(code);
      expect(send.count()).toBe(count);
    });

    it('never repeats what may not be asked twice', async () => {
      const send = scripted(fail('SOURCE_UNAVAILABLE'));
      await settle(codeOf(retry()(send)(order, callUntil())));
      expect(send.count()).toBe(1);
    });

    it.each([
      ['the deadline', 40, undefined],
      ['what the source asked for', 1_000, 5_000],
    ])('does not wait past %s', async (_name, deadlineMs, retryAfterMs) => {
      const send = scripted(fail('SOURCE_UNAVAILABLE', retryAfterMs));
      await settle(codeOf(retry()(send)(get, callUntil(deadlineMs))));
      expect(send.count()).toBe(1);
    });

    it('adds at most a tenth of the calls, beside its small reserve, when everything fails', async () => {
      const send = scripted(fail('SOURCE_UNAVAILABLE'));
      const policy = retry()(send);
      await settle(Promise.all(Array.from({ length: 1_000 }, () => codeOf(policy(get, callUntil())))), 5_000);
      expect(send.count()).toBeGreaterThan(1_000);
      expect(send.count()).toBeLessThanOrEqual(1_105);
    });
  });

  describe('pause', () => {
    it('holds back every call for as long as the source asked', async () => {
      const pause = createPause('erp');
      const send = scripted(fail('SOURCE_THROTTLED', 2_000), ok);
      const policy = pause.policy(send);
      await expect(policy(get, callUntil())).rejects.toMatchObject({ code: 'SOURCE_THROTTLED', retryAfterMs: 2_000 });
      await jest.advanceTimersByTimeAsync(500);
      await expect(policy(get, callUntil())).rejects.toMatchObject({ code: 'SOURCE_THROTTLED', retryAfterMs: 1_500 });
      expect(send.count()).toBe(1);
      expect(pause.until()).toBe(1_800_000_002_000);
      await jest.advanceTimersByTimeAsync(1_501);
      expect(await policy(get, callUntil())).toBe(ok);
      expect(pause.until()).toBeUndefined();
    });

    it('holds back for a second when the source does not say', async () => {
      const policy = createPause('erp').policy(scripted(fail('SOURCE_THROTTLED')));
      await expect(policy(get, callUntil())).rejects.toMatchObject({ retryAfterMs: 1_000 });
    });
  });

  describe('breaker', () => {
    const settings = { failureRatio: 0.5, windowMs: 10_000, minimumCalls: 4, cooldownMs: 5_000 };
    const probeAfter = async () => jest.advanceTimersByTimeAsync(5_000);

    async function breakWith(code: ErrorCode, times = 4, settingsOf = settings) {
      const breaker = createBreaker('erp', settingsOf);
      const send = scripted(...Array.from({ length: times }, () => fail(code)), ok);
      const policy = breaker.policy(send);
      for (let index = 0; index < times; index += 1) await codeOf(policy(get, callUntil()));
      return { breaker, policy, send };
    }

    it.each<[ErrorCode, string]>([
      ['SOURCE_UNAVAILABLE', 'open'],
      ['SOURCE_TIMEOUT', 'open'],
      ['SOURCE_THROTTLED', 'open'],
      ['SOURCE_BAD_DATA', 'open'],
      ['SOURCE_REJECTED', 'closed'],
      ['SOURCE_TOO_LARGE', 'closed'],
    ])('after mostly %s is %s', async (code, state) => {
      const { breaker } = await breakWith(code);
      expect(breaker.state()).toBe(state);
    });

    it('waits for enough calls to judge', async () => {
      const { breaker } = await breakWith('SOURCE_UNAVAILABLE', 3);
      expect(breaker.state()).toBe('closed');
    });

    it('answers at once while open, and says when to come back', async () => {
      const { policy, send } = await breakWith('SOURCE_UNAVAILABLE');
      await expect(policy(get, callUntil())).rejects.toMatchObject({
        code: 'SOURCE_UNAVAILABLE',
        source: 'erp',
        detail: 'breaker open',
        retryAfterMs: 5_000,
      });
      expect(send.count()).toBe(4);
    });

    it('closes when its one probe succeeds', async () => {
      const { breaker, policy, send } = await breakWith('SOURCE_UNAVAILABLE');
      await probeAfter();
      expect(await Promise.all(Array.from({ length: 10 }, () => codeOf(policy(get, callUntil()))))).toEqual(
        Array(10).fill('ok'),
      );
      expect(breaker.state()).toBe('closed');
      expect(send.count()).toBe(14);
    });

    it('lets one probe through at a time, and opens again when it fails', async () => {
      const { breaker, policy, send } = await breakWith('SOURCE_UNAVAILABLE', 5);
      expect(send.count()).toBe(4);
      await probeAfter();
      const codes = await Promise.all(Array.from({ length: 10 }, () => codeOf(policy(get, callUntil()))));
      expect(new Set(codes)).toEqual(new Set(['SOURCE_UNAVAILABLE']));
      expect(breaker.state()).toBe('open');
      expect(send.count()).toBe(5);
    });

    it('does not count callers who left', async () => {
      const breaker = createBreaker('erp', settings);
      const policy = breaker.policy(scripted(fail('SOURCE_TIMEOUT')));
      const call = callUntil(60_000, AbortSignal.abort());
      for (let index = 0; index < 10; index += 1) expect(await codeOf(policy(get, call))).toBe('SOURCE_TIMEOUT');
      expect(breaker.state()).toBe('closed');
    });
  });

  describe('limits', () => {
    const limits = { concurrency: 2, queue: 3, maxResponseBytes: 1, maxRows: 1_000 };
    const slow = (ms: number): Send & { highest(): number } => {
      let running = 0;
      let highest = 0;
      const send: Send = async () => {
        running += 1;
        highest = Math.max(highest, running);
        await new Promise((resolve) => setTimeout(resolve, ms));
        running -= 1;
        return ok;
      };
      return Object.assign(send, { highest: () => highest });
    };

    it('keeps to so many calls at once, the others wait, and a full queue refuses', async () => {
      const send = slow(100);
      const policy = withLimits('erp', limits)(send);
      const codes = Promise.all(Array.from({ length: 7 }, () => codeOf(policy(get, callUntil()))));
      expect((await settle(codes, 1_000)).sort()).toEqual(
        ['SOURCE_THROTTLED', 'SOURCE_THROTTLED', ...Array<string>(5).fill('ok')].sort(),
      );
      expect(send.highest()).toBe(2);
    });

    it('lets a second of calls through at once, then spaces them evenly', async () => {
      const bucket = createTokenBucket(10);
      const waits = Array.from({ length: 13 }, () => bucket.take(60_000));
      expect(waits).toEqual([...Array<number>(10).fill(0), 100, 200, 300]);
      await jest.advanceTimersByTimeAsync(800);
      expect([bucket.take(60_000), bucket.take(0), bucket.take(60_000)]).toEqual([0, 0, 0]);
    });

    it('takes nothing for a call that will not wait', () => {
      const bucket = createTokenBucket(1);
      expect([bucket.take(0), bucket.take(500), bucket.take(500), bucket.take(1_000)]).toEqual([
        0,
        undefined,
        undefined,
        1_000,
      ]);
    });

    it('refuses at once what could not have its turn before the deadline', async () => {
      const policy = withLimits('erp', { ...limits, ratePerSecond: 1 })(scripted(ok));
      expect(await codeOf(policy(get, callUntil(500)))).toBe('ok');
      expect(await codeOf(policy(get, callUntil(500)))).toBe('SOURCE_THROTTLED');
    });
  });

  it('stack from the outside in', async () => {
    const seen: string[] = [];
    const noting =
      (name: string): Policy =>
      (next) =>
      (request, call) => {
        seen.push(name);
        return next(request, call);
      };
    await stackPolicies(scripted(ok), [noting('first'), noting('second')])(get, callUntil());
    expect(seen).toEqual(['first', 'second']);
  });
});
