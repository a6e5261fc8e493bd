import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadOperations, toOperationHash } from '../../../../src/access/operations/load-operations.ts';
import { createOperationGate } from '../../../../src/access/operations/operation-gate.ts';
import { principalWith } from '../../../principal-with.ts';

const REGISTERED = '{ viewer { name } }';
const OTHER = '{ viewer { id } }';
const registered = new Map([[toOperationHash(REGISTERED), REGISTERED]]);
const gate = createOperationGate({ registered, partnersSendRegisteredOnly: true });
const openGate = createOperationGate({ registered, partnersSendRegisteredOnly: false });
const listed = principalWith({ operations: new Set([toOperationHash(OTHER)]) });
const refused = (code: string) => expect.objectContaining({ code });

describe('a document', () => {
  it('is any, where nobody is held to a list', () => {
    expect(openGate.documentOf({ query: OTHER }, principalWith())).toBe(OTHER);
  });

  it('is a registered one, where partners are held to them', () => {
    expect(gate.documentOf({ query: REGISTERED }, principalWith())).toBe(REGISTERED);
    expect(() => gate.documentOf({ query: OTHER }, principalWith())).toThrow(refused('FORBIDDEN'));
    expect(() => gate.documentOf({ query: `${REGISTERED} ` }, principalWith())).toThrow(refused('FORBIDDEN'));
  });

  it.each(['user', 'operator'] as const)('is any of a %s’s all the same', (kind) => {
    expect(gate.documentOf({ query: OTHER }, principalWith({ kind }))).toBe(OTHER);
  });

  it('is one of those the key lists, whoever it is', () => {
    for (const each of [gate, openGate]) {
      expect(each.documentOf({ query: OTHER }, listed)).toBe(OTHER);
      expect(() => each.documentOf({ query: REGISTERED }, listed)).toThrow(refused('FORBIDDEN'));
    }
  });

  it('can be asked for by its hash alone, if it is registered', () => {
    const byHash = { query: '', operationHash: toOperationHash(REGISTERED) };
    expect(gate.documentOf(byHash, principalWith())).toBe(REGISTERED);
    expect(() => gate.documentOf(byHash, listed)).toThrow(refused('FORBIDDEN'));
    const unknown = { query: '', operationHash: toOperationHash(OTHER) };
    expect(() => gate.documentOf(unknown, principalWith())).toThrow(refused('BAD_REQUEST'));
  });
});

describe('a folder of operations', () => {
  const folder = mkdtempSync(join(tmpdir(), 'c360-operations-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('registers its documents byte for byte', () => {
    writeFileSync(join(folder, 'viewer.graphql'), `${REGISTERED}\n`);
    writeFileSync(join(folder, 'README.md'), 'not one');
    expect([...loadOperations(folder)]).toEqual([[toOperationHash(`${REGISTERED}\n`), `${REGISTERED}\n`]]);
  });

  it('may be left out, but not be missing or empty', () => {
    expect(loadOperations(undefined).size).toBe(0);
    expect(() => loadOperations(join(folder, 'nowhere'))).toThrow(refused('SETUP_INVALID'));
  });
});
