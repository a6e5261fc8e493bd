import * as fc from 'fast-check';
import { consentState, type ConsentStatement } from '../../../../src/access/release/consent-state.ts';

const NOW = 1_000;

function said(state: ConsentStatement['state'], rest: Partial<ConsentStatement> = {}): ConsentStatement {
  return { purpose: 'MARKETING', state, collectedAt: 500, ...rest };
}

describe('what holds for a purpose', () => {
  it.each<[string, ConsentStatement[], string]>([
    ['nothing said', [], 'NONE'],
    ['an agreement', [said('GRANTED')], 'GRANTED'],
    ['another purpose', [said('GRANTED', { purpose: 'SERVICE' })], 'NONE'],
    ['nobody knows', [said('UNKNOWN')], 'NONE'],
    ['a withdrawal after an agreement', [said('GRANTED'), said('WITHDRAWN', { collectedAt: 600 })], 'REFUSED'],
    ['an agreement after a withdrawal', [said('WITHDRAWN'), said('GRANTED', { collectedAt: 600 })], 'GRANTED'],
    ['both at one time', [said('GRANTED'), said('DENIED')], 'REFUSED'],
    ['both at one time, the other way round', [said('DENIED'), said('GRANTED')], 'REFUSED'],
    ['a refusal without a time', [said('DENIED', { collectedAt: undefined }), said('GRANTED')], 'REFUSED'],
    ['an agreement without a time', [said('GRANTED', { collectedAt: undefined }), said('DENIED')], 'REFUSED'],
    ['only an agreement without a time', [said('GRANTED', { collectedAt: undefined })], 'GRANTED'],
    ['an agreement that has ended', [said('GRANTED', { expiresAt: NOW })], 'NONE'],
    ['an agreement that ends later', [said('GRANTED', { expiresAt: NOW + 1 })], 'GRANTED'],
    ['two at one time, one of them ended', [said('GRANTED'), said('GRANTED', { expiresAt: 900 })], 'NONE'],
    ['an agreement for one partner only', [said('GRANTED', { partner: 'Acme' })], 'NONE'],
    ['a refusal for one partner only', [said('GRANTED'), said('DENIED', { partner: 'Acme' })], 'GRANTED'],
  ])('%s', (_name, statements, expected) => {
    expect(consentState(statements, { purpose: 'MARKETING', now: NOW })).toBe(expected);
  });

  it.each<[string, ConsentStatement[], string]>([
    ['a general agreement names nobody', [said('GRANTED')], 'NONE'],
    ['one that names it', [said('GRANTED', { partner: 'Acme' })], 'GRANTED'],
    ['one that names another', [said('GRANTED', { partner: 'Bolt' })], 'NONE'],
    [
      'a later general refusal',
      [said('GRANTED', { partner: 'Acme' }), said('WITHDRAWN', { collectedAt: 600 })],
      'REFUSED',
    ],
    [
      'an earlier general refusal',
      [said('GRANTED', { partner: 'Acme' }), said('WITHDRAWN', { collectedAt: 400 })],
      'GRANTED',
    ],
  ])('for a partner: %s', (_name, statements, expected) => {
    expect(consentState(statements, { purpose: 'MARKETING', partner: 'Acme', now: NOW })).toBe(expected);
  });
});

const statements = fc.array(
  fc.record({
    purpose: fc.constantFrom('MARKETING', 'SERVICE'),
    state: fc.constantFrom('GRANTED' as const, 'DENIED' as const, 'WITHDRAWN' as const, 'UNKNOWN' as const),
    partner: fc.option(fc.constantFrom('Acme', 'Bolt'), { nil: undefined }),
    collectedAt: fc.option(fc.integer({ min: 0, max: 5 }), { nil: undefined }),
    expiresAt: fc.option(fc.integer({ min: NOW - 1, max: NOW + 1 }), { nil: undefined }),
  }),
);
const question = fc.record({
  purpose: fc.constantFrom('MARKETING', 'SERVICE'),
  partner: fc.option(fc.constantFrom('Acme', 'Bolt'), { nil: undefined }),
  now: fc.constant(NOW),
});

it('does not depend on the order in which statements were kept', () => {
  fc.assert(
    fc.property(statements, question, fc.infiniteStream(fc.nat()), (said_, asked, random) => {
      const shuffled = said_.map((each) => ({ each, at: Number(random.next().value) })).sort((a, b) => a.at - b.at);
      const other = shuffled.map(({ each }) => each);
      expect(consentState(other, asked)).toBe(consentState(said_, asked));
    }),
    { numRuns: 2_000 },
  );
});

it('a refusal made now always counts', () => {
  fc.assert(
    fc.property(statements, question, (said_, asked) => {
      const refusal = { purpose: asked.purpose, state: 'WITHDRAWN' as const, collectedAt: NOW };
      expect(consentState([...said_, refusal], asked)).toBe('REFUSED');
    }),
    { numRuns: 2_000 },
  );
});
