import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parsePhoneNumberFromString } from 'libphonenumber-js';
import type { MatchRecord } from '../../src/identity/matching/resolve-records.ts';
import { withUsccCheckCharacter } from './uscc.ts';

export interface ChinesePair {
  readonly category: string;
  readonly same: boolean;
  readonly a: MatchRecord;
  readonly b: MatchRecord;
}

type Fields = Omit<MatchRecord['record'], 'id' | 'kind'>;

/**
 * Reads the hand-made pairs. A record is words: a date is the birth date, digits a phone, a word with `@` an e-mail
 * address, 17 characters a credit code (its check character is added; after `bad:` a wrong one),
 * `addr:` an address; the rest is the name.
 */
export function readChinesePairs(): ChinesePair[] {
  const text = readFileSync(join(import.meta.dirname, 'chinese-pairs.txt'), 'utf8');
  return text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line, index) => {
      const [category = '', kind = '', same = '', a = '', b = ''] = line.split('|');
      const toRecord = (source: string, words: string): MatchRecord => ({
        ref: { source, id: String(index) },
        record: {
          id: String(index),
          kind: kind === 'P' ? 'PERSON' : 'ORGANIZATION',
          ...readFields(words),
        },
      });
      return { category, same: same === 'y', a: toRecord('left', a), b: toRecord('right', b) };
    });
}

function readFields(words: string): Fields {
  const name: string[] = [];
  const fields: Fields = {};
  for (const word of words.split(' ')) {
    const known = readWord(word);
    if (known === undefined) name.push(word);
    else Object.assign(fields, known);
  }
  return { displayName: name.join(' '), ...fields };
}

function readWord(word: string): Fields | undefined {
  if (/^\d{4}-\d\d-\d\d$/.test(word)) return { birthDate: word };
  if (word.includes('@')) return { emails: [{ address: word }] };
  if (word.startsWith('addr:')) return { addresses: [{ lines: [word.slice(5)], country: 'CN' }] };
  if (word.startsWith('bad:')) return taxId(`${word.slice(4)}-`);
  if (/^9[0-9A-Z]{16}$/.test(word)) return taxId(withUsccCheckCharacter(word));
  if (!/^[\d-]{8,12}$/.test(word)) return undefined;

  const parsed = parsePhoneNumberFromString(word, 'CN');
  return { phones: [{ number: parsed?.isValid() === true ? parsed.number : null, raw: word }] };
}

function taxId(value: string): Fields {
  return { identifiers: [{ type: 'TAX_ID', issuer: 'CN', value }] };
}
