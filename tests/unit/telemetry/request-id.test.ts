import { toRequestId } from '../../../src/telemetry/request-id.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe('the request id', () => {
  it.each(['01ARZ3NDEKTSV4RRFFQ69G5FAV', '4bf92f3577b34da6a3ce929d0e0e4736', '7b1f0f1e-4a1b-4c1d-8e1f-0a1b2c3d4e5f'])(
    'is the caller’s when it is a sane one: %s',
    (id) => expect(toRequestId(id)).toBe(id),
  );

  it.each([
    ['absent', undefined],
    ['empty', ''],
    ['short', '12345'],
    ['long', 'a'.repeat(65)],
    ['an e-mail address', 'someone.somewhere@example.com'],
    ['two headers', ['01ARZ3NDEKTSV4RRFFQ69G5FAV', 'b']],
    ['a line break', '01ARZ3NDEKTSV4RRFFQ69G5FAV\nlevel=error'],
  ])('is a new one when the caller’s is %s', (_case, incoming) => {
    expect(toRequestId(incoming)).toMatch(UUID);
  });
});
