import * as fc from 'fast-check';
import { toIsoDay, toIsoInstant } from '../../../../src/mapping/functions/iso-format.ts';
import { Refusal } from '../../../../src/mapping/functions/refusal.ts';
import { standardFunctions } from '../../../../src/mapping/functions/standard-functions.ts';

const isoDate = standardFunctions.isoDate.apply;
const isoDateTime = standardFunctions.isoDateTime.apply;
const shown = (value: unknown) => (value instanceof Refusal ? value.code : value);

const day = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2199-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const instant = fc.date({ min: new Date('1975-01-01'), max: new Date('2037-12-31'), noInvalidDate: true });
const zone = fc.constantFrom(
  'Europe/Berlin',
  'Asia/Shanghai',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Pacific/Apia',
  'UTC',
);

describe('the writing of dates', () => {
  it('is that of Date', () => {
    const any = fc.date({
      min: new Date('1000-01-01'),
      max: new Date('9999-12-31T23:59:59.999Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(any, (date) => {
        expect(toIsoInstant(date.getTime())).toBe(date.toISOString().replace('.000Z', 'Z'));
        expect(toIsoDay(date.getTime())).toBe(date.toISOString().slice(0, 10));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('$isoDate', () => {
  it('is idempotent and reads every unambiguous spelling of a day alike', () => {
    fc.assert(
      fc.property(day, (iso) => {
        const [year, month, date] = iso.split('-') as [string, string, string];
        const spellings = [
          iso,
          `${year}${month}${date}`,
          `${year}/${month}/${date}`,
          `${year}年${Number(month)}月${Number(date)}日`,
          `/Date(${Date.parse(iso)})/`,
          `${iso}T00:00:00`,
        ];
        expect(spellings.map((spelling) => isoDate(spelling))).toEqual(spellings.map(() => iso));
        expect(isoDate(`${date}.${month}.${year}`, 'DMY')).toBe(iso);
        expect(isoDate(`${month}/${date}/${year}`, 'MDY')).toBe(iso);
      }),
    );
  });

  it('refuses a day and month that could be swapped, and only those', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 31 }), fc.integer({ min: 1, max: 12 }), (date, month) => {
        const isAmbiguous = date <= 12 && date !== month;
        expect(shown(isoDate(`${date}/${month}/2020`)) === 'AMBIGUOUS_DATE').toBe(isAmbiguous);
      }),
    );
  });

  it.each([
    ['2024-02-30', undefined, 'INVALID_DATE'],
    ['2024-13-01', undefined, 'INVALID_DATE'],
    ['13/13/2024', undefined, 'INVALID_DATE'],
    ['3/4/20', undefined, 'AMBIGUOUS_DATE'],
    ['01-Feb-2024', undefined, '2024-02-01'],
    ['1. März 2024', undefined, '2024-03-01'],
    ['5 de mayo de 2024', undefined, '2024-05-05'],
    ['Dec 31, 2024', undefined, '2024-12-31'],
    ['Thu, 14 Nov 2024 10:00:00 GMT', 'Asia/Tokyo', '2024-11-14'],
    ['/Date(1704067200000+0800)/', undefined, 'MISSING_ZONE'],
    ['/Date(1704067200000+0000)/', 'America/New_York', '2023-12-31'],
    ['/Date(-62135596800000)/', undefined, undefined],
    ['0001-01-01T00:00:00', undefined, undefined],
    ['99991231', undefined, '9999-12-31'],
    ['tomorrow', undefined, 'INVALID_DATE'],
    ['2024-01-01', 'Nowhere/Land', 'UNKNOWN_ZONE'],
  ])('%s with %s is %s', (text, hint, expected) => {
    expect(shown(isoDate(text, hint))).toBe(expected);
  });
});

describe('$isoDateTime', () => {
  it('keeps every instant, whichever offset it is written with', () => {
    fc.assert(
      fc.property(instant, fc.integer({ min: -14 * 4, max: 14 * 4 }), (date, quarters) => {
        const offset = `${quarters < 0 ? '-' : '+'}${String(Math.floor(Math.abs(quarters) / 4)).padStart(2, '0')}:${String((Math.abs(quarters) % 4) * 15).padStart(2, '0')}`;
        const local = new Date(date.getTime() + quarters * 900_000).toISOString().replace('Z', offset);
        expect(Date.parse(String(isoDateTime(local)))).toBe(date.getTime());
      }),
    );
  });

  it('finds the one instant at which the clocks of a zone show a local time, or refuses', () => {
    fc.assert(
      fc.property(instant, zone, (date, timeZone) => {
        const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
        const local = format.format(date);
        const answer = shown(isoDateTime(local, timeZone));
        if (answer === 'AMBIGUOUS_TIME') return;
        expect(answer).toBe(`${date.toISOString().slice(0, 19)}Z`);
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    ['2024-03-10T02:30:00', 'America/New_York', 'NONEXISTENT_TIME'],
    ['2024-11-03T01:30:00', 'America/New_York', 'AMBIGUOUS_TIME'],
    ['2024-11-03T01:30:00-04:00', 'America/New_York', '2024-11-03T05:30:00Z'],
    ['2011-12-30T12:00:00', 'Pacific/Apia', 'NONEXISTENT_TIME'],
    ['2018-11-04', 'America/Sao_Paulo', 'NONEXISTENT_TIME'],
    ['2024-01-31T12:00:00.1234567', 'UTC', '2024-01-31T12:00:00.123Z'],
    ['2024-01-31T24:00:00', 'UTC', 'INVALID_DATE'],
    ['20240131120000', '+05:30', '2024-01-31T06:30:00Z'],
    ['/Date(1700000000000)/', 'Asia/Shanghai', '2023-11-14T14:13:20Z'],
    ['/Date(1700000000000+0800)/', 'America/New_York', '2023-11-14T22:13:20Z'],
    ['12/31/2024 12:00 AM', 'UTC', '2024-12-31T00:00:00Z'],
    ['12/31/2024 13:00 PM', 'UTC', 'INVALID_DATE'],
    ['Thu, 14 Nov 2024 10:00:00 GMT', undefined, '2024-11-14T10:00:00Z'],
    ['00000000000000', 'UTC', undefined],
    ['99991231', 'Europe/Berlin', '9999-12-30T23:00:00Z'],
    ['99991231', 'America/Los_Angeles', '9999-12-31T08:00:00Z'],
    ['9999-12-31T20:00:00', 'America/Los_Angeles', 'INVALID_DATE'],
  ])('%s in %s is %s', (text, timeZone, expected) => {
    expect(shown(isoDateTime(text, timeZone))).toBe(expected);
  });
});
