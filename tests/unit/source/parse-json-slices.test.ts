import * as fc from 'fast-check';
import { parseJson } from '../../../src/source/parse-json.ts';
import { parseJsonInSlices } from '../../../src/source/parse-json-slices.ts';

type Outcome = { readonly value: unknown } | { readonly error: string };

async function outcomeOf(parse: () => unknown): Promise<Outcome> {
  try {
    return { value: await parse() };
  } catch (error) {
    return { error: String(error) };
  }
}

const both = (text: string, sliceChars: number) =>
  Promise.all([outcomeOf(() => parseJson(text)), outcomeOf(() => parseJsonInSlices(text, { sliceChars }))]);

const spaced = (text: string, space: string) => text.replaceAll(/(?<=[[{,:])(?=["[{\d])/g, space);

describe('parseJsonInSlices', () => {
  it('reads every JSON as parseJson does, whatever fits a slice', () =>
    fc.assert(
      fc.asyncProperty(
        fc.json({ maxDepth: 6 }),
        fc.integer({ min: 1, max: 60 }),
        fc.constantFrom('', ' ', '\n\t '),
        async (json, sliceChars, space) => {
          const [whole, sliced] = await both(spaced(json, space), sliceChars);
          expect(sliced).toEqual(whole);
        },
      ),
      { numRuns: 3_000 },
    ));

  it('refuses what parseJson refuses', () =>
    fc.assert(
      fc.asyncProperty(
        fc.json({ maxDepth: 4 }),
        fc.array(fc.tuple(fc.nat(), fc.constantFrom('', ',', ':', '"', '[', ']', '{', '}', '\\', '1', ' ')), {
          minLength: 1,
          maxLength: 3,
        }),
        fc.integer({ min: 1, max: 40 }),
        async (json, edits, sliceChars) => {
          let text = json;
          for (const [at, mark] of edits) {
            const place = at % (text.length + 1);
            text = text.slice(0, place) + mark + text.slice(place + (mark === '' ? 1 : 0));
          }
          const [whole, sliced] = await both(text, sliceChars);
          expect(sliced).toEqual(whole);
        },
      ),
      { numRuns: 3_000 },
    ));

  it.each([
    ['a name that is special elsewhere', '{"__proto__":{"a":1},"b":[1,2,3,4,5,6,7,8]}'],
    ['a name twice', '{"a":1,"b":[1,2,3,4,5,6,7],"a":2}'],
    ['long numbers', `[${Array.from({ length: 50 }, (_, index) => `9007199254740993${index}`).join(',')}]`],
    ['an empty list with much space in it', `[${' '.repeat(100)}]`],
    ['a long text', `{"a":"${'x,]}"'.replaceAll('"', '\\"').repeat(50)}"}`],
    ['nothing but a text', `"${'x'.repeat(100)}"`],
  ])('keeps %s', async (_what, text) => {
    const [whole, sliced] = await both(text, 10);
    expect(sliced).toEqual(whole);
    expect(sliced).toHaveProperty('value');
    expect(JSON.stringify(sliced)).toBe(JSON.stringify(whole));
  });

  it.each([101, 100_000])('refuses %i levels', async (levels) => {
    const text = '[{"a":'.repeat(levels / 2) + '[1]' + '}]'.repeat(levels / 2);
    await expect(parseJsonInSlices(text, { sliceChars: 50 })).rejects.toThrow('nested deeper than 100');
  });

  it('refuses a list with more members than it may have, wherever it is', async () => {
    const text = JSON.stringify({ d: { results: Array.from({ length: 1_000 }, (_, index) => ({ index })) } });
    const parse = (maxMembers: number) => parseJsonInSlices(text, { sliceChars: 500, maxMembers });
    await expect(parse(999)).rejects.toMatchObject({ name: 'JsonTooLongError' });
    expect(await parse(1_000)).toEqual(JSON.parse(text));
  });

  it('lets others work in between', async () => {
    const text = JSON.stringify(Array.from({ length: 2_000 }, (_, index) => ({ index, text: 'x'.repeat(50) })));
    let turns = 0;
    const count = () => {
      turns += 1;
      timer = setImmediate(count);
    };
    let timer = setImmediate(count);
    await parseJsonInSlices(text, { sliceChars: 5_000 });
    clearImmediate(timer);
    expect(turns).toBeGreaterThan(20);
  });
});
