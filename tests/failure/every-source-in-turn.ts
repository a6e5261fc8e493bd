import { setTimeout as delay } from 'node:timers/promises';
import type { DemoSourceName } from '../../src/demo/demo-world.ts';
import type { Fault } from '../../src/demo/fault.ts';
import type { ErrorCode } from '../../src/errors.ts';
import { SOURCES } from './customer-page.ts';
import { peopleInLog, expectPartialAnswer } from './expect-partial-answer.ts';
import { startFailingGateway, START_TIMEOUT_MS, type FailingGateway, type PageAnswer } from './failing-gateway.ts';
import type { ConnectorSettings } from './live-connectors.ts';

interface Way {
  readonly fault: Fault | ((source: DemoSourceName) => Fault);
  readonly code: ErrorCode | ((source: DemoSourceName) => ErrorCode);
  /** What else the errors say. */
  readonly extensions?: object;
  readonly settings?: ConnectorSettings;
  /** Coordinates it does not reach. */
  readonly untouched?: readonly string[];
  /** Those it can happen to; all when absent. */
  readonly sources?: readonly DemoSourceName[];
}

/** One test per source: it fails this way while the others do well. */
export function everySourceInTurn(
  name: string,
  { fault, code, extensions, settings = {}, untouched = [], sources = SOURCES }: Way,
): void {
  describe(name, () => {
    let gateway: FailingGateway;
    beforeAll(async () => (gateway = await startFailingGateway({ settings })), START_TIMEOUT_MS);
    afterAll(() => gateway.stop());

    it.each(sources)('%s: the rest is whole, and its part says why it is missing', async (source) => {
      gateway.sources[source].setFault(typeof fault === 'function' ? fault(source) : fault);
      const answer = await gateway.askPage();
      gateway.sources[source].setFault(undefined);
      await delay(pauseOf(answer));
      const expected = typeof code === 'function' ? code(source) : code;
      expectPartialAnswer(gateway, answer, { source, code: expected, untouched, ...(extensions && { extensions }) });
    });

    it('leaves nobody in the log', () => expect(peopleInLog(gateway)).toEqual([]));
  });
}

/** How long the gateway will leave a source alone after this answer. */
function pauseOf({ errors = [] }: PageAnswer): number {
  return Math.max(0, ...errors.map(({ extensions }) => Number(extensions['retryAfterMs'] ?? 0)));
}
