import { assert, property, string } from 'fast-check';
import { foldText } from '../../../src/identity/matching/fold-text.ts';
import { nameSimilarity } from '../../../src/identity/matching/name-similarity.ts';
import { toOrganisationName } from '../../../src/identity/matching/organisation-name.ts';
import { toPersonName } from '../../../src/identity/matching/person-name.ts';
import { editDistance, jaroWinkler } from '../../../src/identity/matching/string-similarity.ts';
import { toTaxId } from '../../../src/identity/matching/tax-id.ts';

describe('persons', () => {
  it.each([
    ['欧阳安安', 'ouyang', 'anan'],
    ['王伟', 'wang', 'wei'],
    ['曾志遠', 'zeng', 'zhiyuan'],
    ['静苇 徐', 'xu', 'jingwei'],
    ['Wang Jian Guo', 'wang', 'jianguo'],
    ['Lyu Yan', 'lu', 'yan'],
    ['van den Berg, Jan', 'van den berg', 'jan'],
    ['Dr. Ludwig van Beethoven', 'van beethoven', 'ludwig'],
    ['Björn Åkesson', 'akesson', 'bjorn'],
  ])('%s has the family name %s and the given name %s', (displayName, family, given) => {
    expect(toPersonName({ displayName })).toMatchObject({ family, given });
  });
});

describe('organisations', () => {
  it.each([
    ['北京瑞丰贸易有限公司', '北京瑞丰贸易'],
    ['臺灣恆泰電子股份有限公司', '台湾恒泰电子'],
  ])('%s is %s without its legal form', (raw, han) => {
    expect(toOrganisationName(raw).han).toBe(han);
  });

  it.each([
    ['Nordlicht GmbH & Co. KG', ['nordlicht']],
    ['Société Générale S.A.', ['generale']],
    ['THE Acme Trading Co., Ltd.', ['acme', 'trading']],
    ['Ltd', ['ltd']],
  ])('%s is %j without its legal form', (raw, tokens) => {
    expect(toOrganisationName(raw).tokens).toEqual(tokens);
  });
});

describe('tax ids', () => {
  it.each([
    ['DE 136.695.976', 'DE', '136695976', true],
    ['136695977', 'DE', '136695977', false],
    ['el094259216', 'GR', '094259216', true],
    ['91110000600037341L', 'CN', '91110000600037341L', true],
    ['91110000600037341M', 'CN', '91110000600037341M', false],
    ['12-3456789', 'US', '123456789', false],
  ])('%s of %s is %s, confirmed: %s', (raw, issuer, value, valid) => {
    expect(toTaxId(raw, issuer)).toEqual({ issuer, value, valid });
  });
});

describe('comparing', () => {
  it.each([
    ['PERSON', 'Vogt, Anna Maria', 'Anna Vogt', true],
    ['PERSON', 'Bill Stern', 'William Stern', true],
    ['PERSON', 'Hans Vogt', 'Petra Vogt', false],
    ['ORGANIZATION', 'Siemens AG', 'Siemens Aktiengesellschaft', true],
    ['ORGANIZATION', 'Nordlicht Handel', 'Südwind Handel', false],
  ] as const)('%s %s and %s are one: %s', (kind, a, b, same) => {
    expect(nameSimilarity(kind, a, b) >= 0.8).toBe(same);
  });

  it('is symmetric and knows a text by itself', () => {
    assert(
      property(string({ maxLength: 12 }), string({ maxLength: 12 }), (a, b) => {
        expect(editDistance(a, b, 4)).toBe(editDistance(b, a, 4));
        expect(jaroWinkler(a, b)).toBeCloseTo(jaroWinkler(b, a), 10);
        expect(jaroWinkler(a, a)).toBe(1);
        expect(jaroWinkler(a, b, 0.8) >= 0.8).toBe(jaroWinkler(a, b) >= 0.8);
      }),
    );
  });

  it('counts one slip as one, a neighbour swap included', () => {
    expect(['Vogt', 'Votg', 'Vogtt', 'Vgt', 'Vopt'].map((other) => editDistance('Vogt', other, 3))).toEqual([
      0, 1, 1, 1, 1,
    ]);
    expect(editDistance('abcdefgh', 'hgfedcba', 2)).toBe(3);
  });

  it('folds a text once and for all', () => {
    const twice = property(string({ unit: 'grapheme' }), (text) =>
      expect(foldText(foldText(text))).toBe(foldText(text)),
    );
    assert(twice, { seed: 7 });
  });
});
