import { mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { createFileSource } from '../../../src/source/create-file-source.ts';
import { parseCsv } from '../../../src/source/parse-csv.ts';
import type { SourceResponse } from '../../../src/source/source.ts';

describe('parseCsv', () => {
  it.each<[string, string, Record<string, string>[]]>([
    [
      'plain rows',
      'id,name\n1,Ada\n2,Bo\n',
      [
        { id: '1', name: 'Ada' },
        { id: '2', name: 'Bo' },
      ],
    ],
    ['no line break at the end', 'id\n1', [{ id: '1' }]],
    ['Windows line breaks', 'id,name\r\n1,Ada\r\n', [{ id: '1', name: 'Ada' }]],
    [
      'quoted cells with delimiters, quotes and line breaks',
      'id,name\n1,"A ""B"", C\nD"\n',
      [{ id: '1', name: 'A "B", C\nD' }],
    ],
    [
      'empty cells',
      'a,b,c\n,,\n"",x,\n',
      [
        { a: '', b: '', c: '' },
        { a: '', b: 'x', c: '' },
      ],
    ],
    ['empty lines', 'id\n\n1\n\n', [{ id: '1' }]],
    ['only a header', 'id,name\n', []],
    ['nothing', '', []],
  ])('reads %s', (_name, text, rows) => {
    expect([...parseCsv(text)]).toEqual(rows);
  });

  it.each<[string, string, string]>([
    ['a quote that never closes', 'id\n"1\n2', 'line 2: a quoted cell is not closed'],
    ['text after a quoted cell', 'id\n"1"2\n', 'line 2: a quoted cell is not closed'],
    ['a short row', 'a,b\n1,2\n3\n', 'line 3: 1 cells where the header has 2'],
    ['a row after one with a line break', 'a,b\n"1\n1",2\n3\n', 'line 4: 1 cells where the header has 2'],
  ])('refuses %s, saying where', (_name, text, message) => {
    expect(() => [...parseCsv(text)]).toThrow(message);
  });

  it('reads back whatever is written by the rules', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', ';', '\n', '\r', ' ', 'ü') });
    const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell)), fc.constantFrom(',', ';', '\t'), (rows, delimiter) => {
        const text =
          ['a', 'b'].join(delimiter) + '\n' + rows.map((row) => row.map(quote).join(delimiter) + '\n').join('');
        expect([...parseCsv(text, delimiter)]).toEqual(rows.map(([a, b]) => ({ a, b })));
      }),
    );
  });
});

describe('files as a source', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'c360-files-'));
  });
  afterEach(() => rmSync(root, { recursive: true }));

  function read(
    path: string,
    changes: { charset?: string; delimiter?: string; maxFileBytes?: number } = {},
  ): Promise<SourceResponse> {
    const source = createFileSource({
      name: 'lake',
      root,
      timeoutMs: 2_000,
      maxFileBytes: 1_000,
      charset: 'utf-8',
      delimiter: ',',
      ...changes,
    });
    return source.send(
      { method: 'GET', path, query: [], headers: {}, idempotent: true },
      { coordinate: 'Customer', keys: 1 },
    );
  }

  it.each<[string, string | Buffer, unknown, { charset?: string; delimiter?: string }]>([
    ['rows.csv', '\uFEFFid;name\n1;"Ä"\n', [{ id: '1', name: 'Ä' }], { delimiter: ';' }],
    ['rows.csv', Buffer.from([...Buffer.from('n\n'), 0xc0, 0xee]), [{ n: '李' }], { charset: 'gbk' }],
    ['rows.jsonl', '{"id":1}\n\n{"id":2}\n', [{ id: 1 }, { id: 2 }], {}],
    ['rows.ndjson', '{"id":9007199254740993}', [{ id: '9007199254740993' }], {}],
    ['rows.json', '[{"id":1}]', [{ id: 1 }], {}],
    ['R%20%C3%A4.JSON', '[]', [], {}],
  ])('reads %s', async (...[name, text, body, changes]) => {
    writeFileSync(join(root, decodeURIComponent(name)), text);
    expect(await read(`/${name}`, changes)).toMatchObject({ status: 200, body });
  });

  it.each<[string, string, string | undefined, string]>([
    ['a file that is not there', '/rows.csv', undefined, 'SOURCE_UNAVAILABLE'],
    ['a format it does not know', '/rows.xlsx', 'PK', 'SOURCE_BAD_DATA'],
    ['broken CSV', '/rows.csv', 'a\n"1', 'SOURCE_BAD_DATA'],
    ['broken JSON', '/rows.json', '[{', 'SOURCE_BAD_DATA'],
    ['a broken line of JSON', '/rows.jsonl', '{"a":1}\n{"a"', 'SOURCE_BAD_DATA'],
    ['a file over the limit', '/rows.csv', 'a\n'.repeat(600), 'SOURCE_TOO_LARGE'],
    ['a folder', '/', undefined, 'SOURCE_UNAVAILABLE'],
  ])('fails on %s', async (...[, path, text, code]) => {
    if (text !== undefined) writeFileSync(join(root, path), text);
    const error: unknown = await read(path).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code, source: 'lake' });
    expect(String(error)).not.toContain(root);
  });

  it.each(['/../outside.json', '/%2e%2e/outside.json', '/link.json'])(
    'reads nothing outside its folder by %s',
    async (path) => {
      const outside = join(root, '..', 'outside.json');
      writeFileSync(outside, '[]');
      symlinkSync(outside, join(root, 'link.json'));
      await expect(read(path)).rejects.toMatchObject({ code: 'SOURCE_REJECTED' });
      rmSync(outside);
    },
  );

  it('gives the same rows until the file changes', async () => {
    const source = createFileSource({
      name: 'lake',
      root,
      timeoutMs: 2_000,
      maxFileBytes: 1_000,
      charset: 'utf-8',
      delimiter: ',',
    });
    const bodyOf = async () => {
      const request = { method: 'GET', path: '/a.csv', query: [], headers: {}, idempotent: true } as const;
      return (await source.send(request, { coordinate: 'Customer', keys: 1 })).body;
    };
    const file = join(root, 'a.csv');
    writeFileSync(file, 'id\n1\n');
    const first = await bodyOf();
    expect(await bodyOf()).toBe(first);
    writeFileSync(file, 'id\n2\n');
    utimesSync(file, new Date(), new Date(Date.now() + 5_000));
    expect(await bodyOf()).toEqual([{ id: '2' }]);
    expect(source.health()).toMatchObject({ state: 'up' });
  });
});
