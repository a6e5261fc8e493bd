import { assert, integer, jsonValue, nat, pre, property, record, string } from 'fast-check';
import { createEnvelope } from '../../../src/cache/envelope.ts';

const envelope = createEnvelope('a secret of at least thirty-two characters');
const entries = record({
  storedAt: nat(),
  content: jsonValue().map((value) => JSON.parse(JSON.stringify(value)) as unknown),
});

describe('an envelope', () => {
  it('gives back what was sealed under the same key', () => {
    assert(
      property(string(), entries, (key, entry) => {
        expect(envelope.open(key, envelope.seal(key, entry))).toEqual(entry);
      }),
    );
  });

  it('opens under no other key', () => {
    assert(
      property(string(), string(), entries, (key, other, entry) => {
        pre(key !== other);
        expect(envelope.open(other, envelope.seal(key, entry))).toBeUndefined();
      }),
    );
  });

  it('opens no more when any byte has changed or is missing', () => {
    assert(
      property(entries, nat(), integer({ min: 1, max: 255 }), (entry, at, change) => {
        const sealed = envelope.seal('key', entry);
        const damaged = Buffer.from(sealed);
        const index = at % damaged.length;
        damaged[index] = (damaged[index] ?? 0) ^ change;
        expect(envelope.open('key', damaged)).toBeUndefined();
        expect(envelope.open('key', sealed.subarray(0, index))).toBeUndefined();
      }),
    );
  });

  it.each([
    ['JSON that is no entry', '"text"'],
    ['an entry without its time', '{"content":1}'],
  ])('takes %s for a miss', (_name, json) => {
    const sealed = envelope.seal('key', JSON.parse(json) as never);
    expect(envelope.open('key', sealed)).toBeUndefined();
  });

  it('names and seals without showing the key or the content', () => {
    const sealed = envelope.seal('erp/4711', { storedAt: 1, content: 'somebody@example.org' });
    expect(`${envelope.nameOf('erp/4711')} ${sealed.toString('latin1')}`).not.toMatch(/erp|4711|somebody/);
    expect(envelope.nameOf('erp/4711')).toBe(envelope.nameOf('erp/4711'));
    expect(createEnvelope('another secret of thirty-two characters').nameOf('erp/4711')).not.toBe(
      envelope.nameOf('erp/4711'),
    );
  });
});
