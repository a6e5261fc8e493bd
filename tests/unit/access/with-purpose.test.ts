import { withPurpose } from '../../../src/access/with-purpose.ts';
import { principalWith } from '../../principal-with.ts';

const caller = principalWith({ purposes: new Set(['SERVICE', 'MARKETING']), purpose: 'SERVICE' });

describe('the header x-purpose', () => {
  it('changes nothing when it is absent', () => expect(withPurpose(caller, undefined)).toBe(caller));

  it('chooses among the purposes of the credential', () => {
    expect(withPurpose(caller, 'MARKETING')).toEqual({ ...caller, purpose: 'MARKETING' });
  });

  it.each([['ANALYTICS'], ['marketing'], [''], ['SERVICE, MARKETING'], ['__proto__'], [['SERVICE', 'SERVICE']]])(
    'is refused as %j',
    (header) => {
      expect(() => withPurpose(caller, header)).toThrow(expect.objectContaining({ code: 'PURPOSE_FORBIDDEN' }));
    },
  );

  it('is refused for a credential that is bound to none', () => {
    expect(() => withPurpose(principalWith(), 'SERVICE')).toThrow(
      expect.objectContaining({ code: 'PURPOSE_FORBIDDEN' }),
    );
  });
});
