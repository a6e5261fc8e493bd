import { Converter } from 'opencc-js/cn2t';
import { toPinyin } from '../../src/identity/matching/fold-text.ts';
import type { MatchRecord } from '../../src/identity/matching/resolve-records.ts';
import type { Random } from '../identity/create-random.ts';
import { createRandom } from '../identity/create-random.ts';
import type { LabelledSet } from './labelled-set.ts';
import { withUsccCheckCharacter } from './uscc.ts';

/** In the order of how common they are; the first are drawn far more often. */
const SURNAMES =
  '王 李 张 刘 陈 杨 黄 赵 吴 周 徐 孙 马 朱 胡 郭 何 林 高 罗 郑 梁 谢 宋 唐 许 韩 冯 邓 曹 彭 曾 肖 田 董 潘 袁 蔡 蒋 余 于 杜 叶 程 魏 苏 吕 丁 任 卢 姚 沈 钟 姜 崔 谭 陆 范 汪 廖 石 金 韦 贾 夏 付 方 邹 熊 白 孟 秦 邱 侯 江 尹 薛 闫 段 雷 龙 黎 史 陶 贺 毛 郝 顾 龚 邵 万 覃 武 钱 戴 严 欧阳 司马 上官 诸葛 慕容 皇甫'.split(
    ' ',
  );
const GIVEN = Array.from(
  '伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰建国文志辉鹏宇浩梓涵子轩欣怡思雨佳雪晨博俊家瑞嘉诗雅晓东海峰云飞波红梅琳婷慧颖倩楠凯旭阳光荣庆春生德福祥龙凤瑶琪萌',
);
/** Characters that sound alike: what is typed by ear. */
const SOUND_ALIKE = [
  '伟炜玮',
  '静婧靖',
  '丽莉俐',
  '敏闽',
  '杰洁捷',
  '涛滔韬',
  '明铭鸣',
  '英瑛莹',
  '华桦骅',
  '兰岚蓝',
  '文雯纹',
  '志智治',
  '辉晖徽',
  '宇雨羽',
  '浩皓昊',
  '子梓紫',
  '欣昕新',
  '怡宜仪',
  '佳嘉家',
  '晨辰臣',
  '俊骏峻',
  '晓小筱',
  '峰锋枫',
  '云芸耘',
  '红虹鸿',
  '琳林霖',
  '婷亭庭',
  '慧惠蕙',
  '颖影盈',
];
const CITIES =
  '北京 上海 广州 深圳 杭州 南京 武汉 成都 重庆 天津 苏州 青岛 厦门 宁波 大连 长沙 西安 郑州 济南 福州'.split(' ');
const ROADS = '中山 人民 解放 建设 文化 和平 新华 长江 黄河 南京 北京 滨江 科技 学院 东风 胜利 光明 青年'.split(' ');
const BRANDS = Array.from('恒瑞华宏鼎盛泰丰顺达兴旺隆昌远航天海云溪东方金星银河新创联信德诚源茂博雅康宁安祥嘉禾百川');
const TRADES = '贸易 科技 机械 电子 食品 物流 纺织 建材 化工 医药 软件 家具 服装 印刷 广告 餐饮 旅游 农业'.split(' ');
const FORMS = ['有限公司', '有限责任公司', '股份有限公司', '集团有限公司'];

const toTraditional = Converter({ from: 'cn', to: 't' });

/** Invented Chinese people: slips by ear, traditional characters, pinyin, gaps; households and namesakes among them. */
export function generateChinesePeople(count: number, seed: number): LabelledSet {
  const random = createRandom(seed);
  const build = createBuilder('PERSON', random);
  for (let entity = 0; build.records.length < count; entity += 1) {
    const person = createPerson(random, entity);
    build.add(entity, person);
    while (random.chance(0.4)) build.add(entity, corruptPerson(person, random));
    if (random.chance(0.1)) build.add(`${entity} housemate`, housemateOf(person, random));
  }
  return { name: 'chinese-people', kind: 'PERSON', records: build.records, truth: build.truth };
}

/** Invented Chinese companies, their short, traditional and pinyin spellings; branches and neighbours among them. */
export function generateChineseCompanies(count: number, seed: number): LabelledSet {
  const random = createRandom(seed);
  const build = createBuilder('ORGANIZATION', random);
  for (let entity = 0; build.records.length < count; entity += 1) {
    const company = createCompany(random, entity);
    build.add(entity, toCompanyRecord(company));
    while (random.chance(0.45)) build.add(entity, toCompanyRecord(corruptCompany(company, random)));
    if (random.chance(0.1)) build.add(`${entity} branch`, toCompanyRecord(branchOf(company, random)));
  }
  return { name: 'chinese-companies', kind: 'ORGANIZATION', records: build.records, truth: build.truth };
}

type Fields = Omit<MatchRecord['record'], 'id' | 'kind'>;

function createBuilder(kind: 'PERSON' | 'ORGANIZATION', random: Random) {
  const records: MatchRecord[] = [];
  const truth: string[] = [];
  return {
    records,
    truth,
    add(entity: number | string, fields: Fields) {
      const id = `${records.length}-${random.below(1e6)}`;
      records.push({ ref: { source: random.pick(['crm', 'erp', 'shop']), id }, record: { id, kind, ...fields } });
      truth.push(String(entity));
    },
  };
}

function common<Value>(random: Random, list: readonly Value[]): Value {
  return list[Math.floor(random.next() ** 2 * list.length)]!;
}

function mobile(random: Random): string {
  return `+861${random.pick(['39', '58', '77', '88'])}${String(random.below(1e8)).padStart(8, '0')}`;
}

function address(random: Random): string {
  return `${random.pick(CITIES)}市${random.pick(ROADS)}路${1 + random.below(400)}号`;
}

function createPerson(random: Random, entity: number): Fields {
  const family = common(random, SURNAMES);
  const given = random.pick(GIVEN) + (random.chance(0.8) ? random.pick(GIVEN) : '');
  const birth = new Date(Date.UTC(1945 + random.below(60), random.below(12), 1 + random.below(28)));
  return {
    familyName: family,
    givenName: given,
    birthDate: birth.toISOString().slice(0, 10),
    phones: [{ number: mobile(random) }],
    emails: random.chance(0.6) ? [{ address: `${toPinyin(family + given)}${entity % 997}@mail.example` }] : [],
    addresses: [{ lines: [address(random)], country: 'CN' }],
  };
}

function corruptPerson(person: Fields, random: Random): Fields {
  const changed: Fields = { ...person };
  const style = random.next();
  if (style < 0.25) changed.givenName = byEar(person.givenName ?? '', random);
  else if (style < 0.45) writeTraditional(changed);
  else if (style < 0.6) writePinyin(changed, random);
  else if (style < 0.7) writeDisplayName(changed);
  if (random.chance(0.15)) changed.birthDate = slipOfDate(person.birthDate ?? '', random);
  else if (random.chance(0.2)) changed.birthDate = null;
  if (random.chance(0.35)) changed.phones = random.chance(0.4) ? [{ number: mobile(random) }] : [];
  if (random.chance(0.3)) changed.emails = [];
  if (random.chance(0.3)) changed.addresses = random.chance(0.5) ? [{ lines: [address(random)] }] : [];
  return changed;
}

function byEar(text: string, random: Random): string {
  const at = random.below(text.length);
  const alike = SOUND_ALIKE.find((group) => group.includes(text[at] ?? ''));
  return alike === undefined ? text : text.slice(0, at) + random.pick(Array.from(alike)) + text.slice(at + 1);
}

function writeTraditional(person: Fields): void {
  person.familyName = toTraditional(person.familyName ?? '');
  person.givenName = toTraditional(person.givenName ?? '');
}

function writePinyin(person: Fields, random: Random): void {
  const family = capital(toPinyin(person.familyName ?? ''));
  const given = capital(toPinyin(person.givenName ?? ''));
  const isExchanged = random.chance(0.3);
  person.familyName = isExchanged ? given : family;
  person.givenName = isExchanged ? family : given;
}

function writeDisplayName(person: Fields): void {
  person.displayName = `${person.familyName ?? ''}${person.givenName ?? ''}`;
  person.familyName = null;
  person.givenName = null;
}

function capital(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}

function slipOfDate(date: string, random: Random): string {
  const [year = '', month = '', day = ''] = date.split('-');
  return random.chance(0.5)
    ? `${year}-${month}-${String(1 + random.below(28)).padStart(2, '0')}`
    : `${Number(year) + 1}-${month}-${day}`;
}

/** Another person at the same address, often of the same family name, with the same phone. */
function housemateOf(person: Fields, random: Random): Fields {
  const other = createPerson(random, random.below(1e6));
  return {
    ...other,
    familyName: random.chance(0.6) ? person.familyName : other.familyName,
    phones: person.phones,
    addresses: person.addresses,
  };
}

interface Company {
  readonly city: string;
  readonly brand: string;
  readonly trade: string;
  readonly form: string;
  readonly name: string;
  readonly uscc: string;
  readonly phone: string;
  readonly email: string;
  readonly street: string;
}

function createCompany(random: Random, entity: number): Company {
  const city = random.pick(CITIES);
  const brand = random.pick(BRANDS) + random.pick(BRANDS) + (random.chance(0.3) ? random.pick(BRANDS) : '');
  const trade = random.pick(TRADES);
  const form = common(random, FORMS);
  return {
    city,
    brand,
    trade,
    form,
    name: `${city}${random.chance(0.3) ? '市' : ''}${brand}${trade}${form}`,
    uscc: withUsccCheckCharacter(
      `91${String(100_000 + random.below(600_000))}${String(random.below(1e9)).padStart(9, '0')}`,
    ),
    phone: `+8621${50_000_000 + random.below(19_999_999)}`,
    email: random.chance(0.5) ? `info@${toPinyin(brand)}${entity % 89}.example` : '',
    street: address(random),
  };
}

function corruptCompany(company: Company, random: Random): Company {
  const { city, brand, trade, form } = company;
  const spellings = [
    company.name,
    `${brand}${trade}${form}`,
    `${city}${brand}${trade}`,
    toTraditional(company.name),
    `${capital(toPinyin(city))} ${capital(toPinyin(brand))} ${capital(toPinyin(trade))} Co., Ltd.`,
    `${city}${byEar(brand, random)}${trade}${form}`,
  ];
  return {
    ...company,
    name: random.pick(spellings),
    uscc: random.chance(0.5) ? '' : company.uscc,
    phone: random.chance(0.4) ? '' : company.phone,
    email: random.chance(0.3) ? '' : company.email,
    street: random.chance(0.4) ? '' : company.street,
  };
}

/** A branch: the name goes on, the mailbox is the head office's, all else its own. */
function branchOf(company: Company, random: Random): Company {
  const own = createCompany(random, random.below(1e6));
  return { ...own, name: `${company.name}${random.pick(CITIES)}分公司`, email: company.email };
}

function toCompanyRecord({ name, uscc, phone, email, street }: Company): Fields {
  return {
    displayName: name,
    identifiers: uscc === '' ? [] : [{ type: 'TAX_ID', issuer: 'CN', value: uscc }],
    phones: phone === '' ? [] : [{ number: phone }],
    emails: email === '' ? [] : [{ address: email }],
    addresses: street === '' ? [] : [{ lines: [street], country: 'CN' }],
  };
}
