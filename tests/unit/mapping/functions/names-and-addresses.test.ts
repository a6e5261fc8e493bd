import { Refusal } from '../../../../src/mapping/functions/refusal.ts';
import { standardFunctions } from '../../../../src/mapping/functions/standard-functions.ts';

const { name, address, e164, email, country, language, currency } = standardFunctions;
const shown = (value: unknown) => (value instanceof Refusal ? value.code : value);
const partsOf = (value: unknown) => {
  if (value instanceof Refusal) return value.code;
  const { givenName, familyName } = value as { givenName?: string; familyName?: string };
  return [givenName, familyName];
};

describe('$name', () => {
  it.each([
    ['王伟', undefined, ['伟', '王']],
    ['王 小明', undefined, ['小明', '王']],
    ['诸葛亮', undefined, ['亮', '诸葛']],
    ['司馬相如', undefined, ['相如', '司馬']],
    ['东方', undefined, ['方', '东']],
    ['买买提·例子', undefined, 'AMBIGUOUS_NAME'],
    ['王小明明', undefined, 'AMBIGUOUS_NAME'],
    ['王', undefined, 'AMBIGUOUS_NAME'],
    ['山田 花子', 'ja', ['花子', '山田']],
    ['山田花子', 'ja', 'AMBIGUOUS_NAME'],
    ['山田はなこ', undefined, 'AMBIGUOUS_NAME'],
    ['김예시', undefined, ['예시', '김']],
    ['남궁예시', undefined, ['예시', '남궁']],
    ['Ludwig van Beispiel', 'de', ['Ludwig', 'van Beispiel']],
    ['María de la Ejemplo', 'es', ['María', 'de la Ejemplo']],
    ['Prof. Dr. Ada Sample-Doe, Ph.D.', 'en', ['Ada', 'Sample-Doe']],
    ['Van Sample', 'given-first', ['Van', 'Sample']],
    ['van Sample', 'nl', [undefined, 'van Sample']],
    ['Mary Ann Sample', 'US', ['Mary Ann', 'Sample']],
    ['Sample, Mary Ann', undefined, ['Mary Ann', 'Sample']],
    ['Sample, Mary, Ann', undefined, 'AMBIGUOUS_NAME'],
    ['Nguyễn Văn Mẫu', 'vi', ['Văn Mẫu', 'Nguyễn']],
    ['Ada Sample', undefined, 'AMBIGUOUS_NAME'],
    ['Li Wei', 'CN', 'AMBIGUOUS_NAME'],
    ['Cher', 'en', [undefined, undefined]],
  ])('splits %s with %s', (text, hint, expected) => {
    expect(partsOf(name.apply(text, hint))).toEqual(expected);
  });

  it('joins the parts in the order of their script', () => {
    expect(name.apply({ givenName: 'Ada', middleName: 'B.', familyName: 'Sample' })).toMatchObject({
      displayName: 'Ada B. Sample',
    });
    expect(name.apply({ givenName: 'Anna', familyName: 'Minta' }, 'hu')).toMatchObject({ displayName: 'Minta Anna' });
    expect(name.apply({ familyName: '李' })).toEqual({ familyName: '李', displayName: '李' });
    expect(name.apply({ givenName: '', familyName: ' ' })).toBeUndefined();
  });
});

describe('$address', () => {
  it.each([
    ['10115', 'DE', '10115'],
    ['D-10115', 'DE', '10115'],
    ['1234ab', 'NL', '1234 AB'],
    ['123456789', 'US', '12345-6789'],
    ['1500001', 'JP', '150-0001'],
    ['k1a0b1', 'CA', 'K1A 0B1'],
    ['200000', 'CN', '200000'],
    ['2000', 'CN', undefined],
    ['AB 123', 'XX', 'AB 123'],
  ])('writes the postal code %s of %s as %s', (postalCode, place, expected) => {
    const answer = address.apply({ postalCode, country: place });
    const value = answer !== null && typeof answer === 'object' && 'value' in answer ? answer.value : answer;
    expect((value as { postalCode?: string }).postalCode).toBe(expected);
  });

  it.each([
    ['12', 'High Street', 'GB', '12 High Street'],
    ['12', 'Hauptstraße', 'DE', 'Hauptstraße 12'],
    ['12号', '人民路', 'CN', '人民路12号'],
    [undefined, 'Hauptstraße 12', 'DE', 'Hauptstraße 12'],
  ])('puts house number %s and street %s of %s as %s', (houseNumber, street, place, expected) => {
    expect(address.apply({ houseNumber, street, country: place })).toMatchObject({ lines: [expected] });
  });
});

describe('contact points and codes', () => {
  it.each([
    [e164, ['138 0013 8000', 'CN'], '+8613800138000'],
    [e164, ['(415) 555-2671', 'USA'], '+14155552671'],
    [e164, ['+49 30 23125 000 ext. 12'], '+493023125000'],
    [e164, ['call me', 'DE'], 'INVALID_PHONE'],
    [e164, ['+999 123456'], 'INVALID_PHONE'],
    [email, ['mailto:Anna@example.com'], 'anna@example.com'],
    [email, ['ａｎｎａ＠example.com'], 'anna@example.com'],
    [email, ['Anna <anna@example.com>'], 'INVALID_EMAIL'],
    [email, ['.anna@example.com'], 'INVALID_EMAIL'],
    [email, ['anna@example..com'], 'INVALID_EMAIL'],
    [email, ['anna@192.0.2.1'], 'INVALID_EMAIL'],
    [country, ['the Netherlands'], 'NL'],
    [country, ['Côte d’Ivoire'], 'CI'],
    [country, ['Congo'], 'AMBIGUOUS_COUNTRY'],
    [country, ['中華人民共和國'], 'CN'],
    [country, ['德國'], 'DE'],
    [country, ['U.K.'], 'GB'],
    [country, ['EL'], 'GR'],
    [language, ['zh_CN'], 'zh-CN'],
    [language, ['chi'], 'zh'],
    [language, ['Deutsch'], 'de'],
    [language, ['en-XQ'], 'UNKNOWN_LANGUAGE'],
    [currency, ['US Dollar'], 'USD'],
    [currency, ['¥'], 'AMBIGUOUS_CURRENCY'],
    [currency, ['HRK'], 'HRK'],
  ])('%#: %o', (each, args, expected) => {
    expect(shown(each.apply(...args))).toBe(expected);
  });
});
