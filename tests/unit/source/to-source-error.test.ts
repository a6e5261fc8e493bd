import { AppError } from '../../../src/errors.ts';
import { isPassing, toSourceError } from '../../../src/source/to-source-error.ts';

const withCode = (code: string, cause?: unknown) =>
  Object.assign(new Error('connect to 10.0.0.7 as hunter2'), { code, cause });

describe('toSourceError', () => {
  it.each<[string, unknown, string, boolean]>([
    ['a refused connection', withCode('ECONNREFUSED'), 'SOURCE_UNAVAILABLE', true],
    ['a reset', withCode('ECONNRESET'), 'SOURCE_UNAVAILABLE', true],
    ['a name that does not resolve', withCode('ENOTFOUND'), 'SOURCE_UNAVAILABLE', true],
    ['a resolver that does not answer', withCode('EAI_AGAIN'), 'SOURCE_UNAVAILABLE', true],
    ['too many open files of ours', withCode('EMFILE'), 'SOURCE_UNAVAILABLE', true],
    ['a socket closed under us', withCode('UND_ERR_SOCKET'), 'SOURCE_UNAVAILABLE', true],
    ['an expired certificate', withCode('CERT_HAS_EXPIRED'), 'SOURCE_UNAVAILABLE', false],
    ['a certificate of nobody', withCode('DEPTH_ZERO_SELF_SIGNED_CERT'), 'SOURCE_UNAVAILABLE', false],
    ['a certificate of another host', withCode('ERR_TLS_CERT_ALTNAME_INVALID'), 'SOURCE_UNAVAILABLE', false],
    ['a protocol too old', withCode('ERR_SSL_UNSUPPORTED_PROTOCOL'), 'SOURCE_UNAVAILABLE', false],
    ['a connection that takes too long', withCode('UND_ERR_CONNECT_TIMEOUT'), 'SOURCE_TIMEOUT', false],
    ['a call that was stopped', withCode('ERR_CANCELED'), 'SOURCE_TIMEOUT', false],
    ['bytes that are no HTTP', Object.assign(new Error('x'), { name: 'HTTPParserError' }), 'SOURCE_BAD_DATA', false],
    ['a cause within', Object.assign(new Error('x'), { cause: withCode('ECONNRESET') }), 'SOURCE_UNAVAILABLE', true],
    ['an error of another realm', { code: 'ECONNREFUSED' }, 'SOURCE_UNAVAILABLE', true],
    ['a bug of ours', new TypeError('x is not a function'), 'INTERNAL', false],
    ['a wrong option of ours', withCode('ERR_BAD_OPTION'), 'INTERNAL', false],
    ['something thrown that is no error', 'hunter2', 'INTERNAL', false],
    ['nothing', undefined, 'INTERNAL', false],
  ])('takes %s for what it is, and says nothing more', (...[, thrown, code, mayPass]) => {
    const error = toSourceError('erp', thrown);
    expect(error).toMatchObject({ code, source: 'erp' });
    expect(isPassing(error)).toBe(mayPass);
    expect(`${error.message} ${error.detail}`).not.toMatch(/hunter2|10\.0\.0\.7/);
  });

  it('leaves what has been classified alone', () => {
    const error = new AppError('SOURCE_REJECTED', { source: 'erp' });
    expect(toSourceError('erp', error)).toBe(error);
  });
});
