/** What invented parties of a country are made of. All companies and people are made up. */
export interface CountryPool {
  readonly language: string;
  readonly currencies: readonly string[];
  readonly countryNames: readonly string[];
  /** Tax per cent on invoices. */
  readonly taxPercent: number;
  readonly familyNames: readonly string[];
  readonly givenNames: readonly string[];
  readonly companyStems: readonly string[];
  readonly companyTrades: readonly string[];
  /** Legal suffixes; the first of each row is the registered form, the others are how people shorten it. */
  readonly suffixes: readonly (readonly string[])[];
  readonly streets: readonly string[];
  readonly cities: readonly CityPool[];
}

interface CityPool {
  readonly name: string;
  readonly region: string;
  /** How a postal code begins, and how many digits follow. */
  readonly postal: readonly [prefix: string, digits: number];
  /** E.164 beginnings with the number of digits that follow; documented as fictional where the country has such ranges. */
  readonly phones: readonly (readonly [prefix: string, digits: number])[];
  readonly mobiles: readonly (readonly [prefix: string, digits: number])[];
}

const words = (text: string): readonly string[] => text.split('|');
const city = (name: string, rest: Omit<CityPool, 'name'>): CityPool => ({ name, ...rest });

const GERMAN_MOBILES = [
  ['+491713920', 3],
  ['+491760406', 4],
] as const;
const FRENCH_MOBILES = [['+3361234', 4]] as const;
const SPANISH_MOBILES = [['+3460012', 4]] as const;
const CHINESE_MOBILES = [
  ['+861391234', 4],
  ['+861860000', 4],
  ['+861501100', 4],
] as const;

const CN: CountryPool = {
  language: 'zh',
  currencies: words('CNY|CNY|CNY|CNY|USD|JPY'),
  countryNames: words('China|中国|P.R. China'),
  taxPercent: 13,
  familyNames: words('王|李|张|刘|陈|杨|赵|黄|周|吴|徐|孙|欧阳|司马'),
  givenNames: words('伟|芳|娜|敏|静|磊|洋|秀英|建国|志强|晓明|雨桐|子涵|思远|文博|佳怡'),
  companyStems: words('云岭|海澜星|北辰光|锦程远|瑞禾|翠湖|启明川|金石桥|望江南|青松岭|白鹭洲|沧溪'),
  companyTrades: words('机械|电子|贸易|食品|科技|物流|五金|建材'),
  suffixes: [words('有限公司|公司|'), words('股份有限公司|股份|')],
  streets: words('人民路|中山路|建设大道|解放东路|科技园路|滨江路|长安街'),
  cities: [
    city('北京市', { region: 'BJ', postal: ['100', 3], phones: [['+8610599', 5]], mobiles: CHINESE_MOBILES }),
    city('上海市', { region: 'SH', postal: ['200', 3], phones: [['+8621509', 5]], mobiles: CHINESE_MOBILES }),
    city('深圳市', { region: 'GD', postal: ['518', 3], phones: [['+86755812', 5]], mobiles: CHINESE_MOBILES }),
    city('杭州市', { region: 'ZJ', postal: ['310', 3], phones: [['+86571880', 5]], mobiles: CHINESE_MOBILES }),
    city('成都市', { region: 'SC', postal: ['610', 3], phones: [['+8628850', 5]], mobiles: CHINESE_MOBILES }),
  ],
};

const DE: CountryPool = {
  language: 'de',
  currencies: words('EUR'),
  countryNames: words('Germany|Deutschland|DE'),
  taxPercent: 19,
  familyNames: words('Müller|Schröder|Weiß|Jäger|Köhler|Böhm|Großmann|Lindner|Vogt|Brandt|Günther|Hübner'),
  givenNames: words('Jürgen|Anna|Björn|Sabine|Lukas|Käthe|Sören|Lena|Matthias|Ute|Jonas|Hannelore'),
  companyStems: words(
    'Quellbrück|Nordwaldtal|Steinbühler|Lindenhöfer|Weißdorn|Kranichsee|Möwengrund|Fährmann & Söhne|Birkenrück|Eschentaler',
  ),
  companyTrades: words('Maschinenbau|Werkzeuge|Handel|Elektrotechnik|Logistik|Lebensmittel|Bautechnik|Großküchen'),
  suffixes: [words('GmbH|G.m.b.H.|'), words('GmbH & Co. KG|GmbH & Co KG|KG'), words('AG|Aktiengesellschaft|')],
  streets: words('Lindenhofstraße|Hauptstraße|Gartenweg|Schloßallee|Bahnhofstraße|Am Mühlbach|Königsplatz'),
  cities: [
    city('Berlin', { region: 'BE', postal: ['10', 3], phones: [['+493023125', 3]], mobiles: GERMAN_MOBILES }),
    city('Köln', { region: 'NW', postal: ['506', 2], phones: [['+492214710', 3]], mobiles: GERMAN_MOBILES }),
    city('München', { region: 'BY', postal: ['803', 2], phones: [['+498999998', 3]], mobiles: GERMAN_MOBILES }),
    city('Frankfurt am Main', {
      region: 'HE',
      postal: ['603', 2],
      phones: [['+496990009', 3]],
      mobiles: GERMAN_MOBILES,
    }),
    city('Hamburg', { region: 'HH', postal: ['20', 3], phones: [['+494066969', 3]], mobiles: GERMAN_MOBILES }),
  ],
};

const FR: CountryPool = {
  language: 'fr',
  currencies: words('EUR'),
  countryNames: words('France|FRANCE|FR'),
  taxPercent: 20,
  familyNames: words('Lefèvre|Dubois|Béranger|Garnier|Noël|Châtelain|Moreau|Périer|Fontaine|Guérin'),
  givenNames: words('Élodie|François|Jérôme|Chloé|Benoît|Amélie|Loïc|Zoé|Mathieu|Hélène'),
  companyStems: words('Clairval|Rochebrune|Les Ateliers du Héron|Montfleuri|Val-Doré|Brumelin|Grand-Pré|Belle-Écluse'),
  companyTrades: words('Distribution|Outillage|Énergie|Boulangerie|Transports|Électronique|Matériaux'),
  suffixes: [words('SARL|S.A.R.L.|'), words('SAS|S.A.S.|'), words('S.A.|SA|')],
  streets: words(
    "rue de l'Église|avenue du Général-Noël|boulevard des Forêts|place du Marché|chemin des Prés|quai Voltine",
  ),
  cities: [
    city('Paris', {
      region: '',
      postal: ['750', 2],
      phones: [
        ['+331990012', 2],
        ['+331990034', 2],
      ],
      mobiles: FRENCH_MOBILES,
    }),
    city('Nantes', { region: '', postal: ['440', 2], phones: [['+332619112', 2]], mobiles: FRENCH_MOBILES }),
    city('Besançon', { region: '', postal: ['250', 2], phones: [['+333530112', 2]], mobiles: FRENCH_MOBILES }),
    city('Saint-Étienne', { region: '', postal: ['420', 2], phones: [['+334657112', 2]], mobiles: FRENCH_MOBILES }),
  ],
};

const ES: CountryPool = {
  language: 'es',
  currencies: words('EUR'),
  countryNames: words('Spain|España|ES'),
  taxPercent: 21,
  familyNames: words('García|Núñez|Ibáñez|Martínez|Peña|Gutiérrez|Ordóñez|Rivas|Vázquez|Calderón'),
  givenNames: words('José|María|Íñigo|Lucía|Andrés|Begoña|Óscar|Inés|Raúl|Pilar'),
  companyStems: words('Valdeluz|Sierra Clara|Peñalara Norte|El Cañizo|Montearagüés|Riofrío Sur|Costa Ámbar'),
  companyTrades: words('Suministros|Alimentación|Herramientas|Logística|Construcción|Electrónica'),
  suffixes: [words('S.L.|SL|'), words('S.A.|SA|'), words('S.L.U.|SLU|S.L.')],
  streets: words('Calle del Álamo|Avenida de la Constitución|Paseo de la Estación|Plaza Mayor|Camino Viejo'),
  cities: [
    city('Madrid', { region: 'M', postal: ['280', 2], phones: [['+3491012', 4]], mobiles: SPANISH_MOBILES }),
    city('Málaga', { region: 'MA', postal: ['290', 2], phones: [['+3495201', 4]], mobiles: SPANISH_MOBILES }),
    city('A Coruña', { region: 'C', postal: ['150', 2], phones: [['+3498101', 4]], mobiles: SPANISH_MOBILES }),
  ],
};

const GB: CountryPool = {
  language: 'en',
  currencies: words('GBP|GBP|GBP|EUR'),
  countryNames: words('United Kingdom|UK|Great Britain'),
  taxPercent: 20,
  familyNames: words("O'Rourke|Whitcombe|Ashdown|Pemberton|MacAllister|Hartley|Smythe|Thorne|Bexley|Llewellyn"),
  givenNames: words('Oliver|Elizabeth|Siân|George|Katherine|Robert|Niamh|William|Charlotte|Thomas'),
  companyStems: words('Harrowfen|Blackmere|Saltmarsh & Daughters|Kestrel Row|Thistlewick|Oakenhurst|Wrenfield'),
  companyTrades: words('Engineering|Provisions|Tools|Supplies|Freight|Electrics|Timber'),
  suffixes: [words('Limited|Ltd|Ltd.'), words('PLC|plc|'), words('LLP|L.L.P.|')],
  streets: words("High Street|Station Road|Mill Lane|St. Aldhelm's Close|Kingsway|Church Road"),
  cities: [
    city('London', { region: '', postal: ['EC1A 1', 0], phones: [['+442079460', 3]], mobiles: [['+447400123', 3]] }),
    city('Leeds', {
      region: 'West Yorkshire',
      postal: ['LS1 4', 0],
      phones: [['+441134960', 3]],
      mobiles: [['+447400123', 3]],
    }),
    city('Edinburgh', { region: '', postal: ['EH1 2', 0], phones: [['+441314960', 3]], mobiles: [['+447400123', 3]] }),
  ],
};

const US: CountryPool = {
  language: 'en',
  currencies: words('USD|USD|USD|USD|JPY'),
  countryNames: words('United States|USA|U.S.A.|US'),
  taxPercent: 0,
  familyNames: words('Johnson|Castellano|Nguyen|Abernathy|Washington|Kowalski|Rivera|Sutherland|Brooks|Delgado'),
  givenNames: words('Robert|Jennifer|Michael|Patricia|Christopher|Katherine|Anthony|Deborah|Samuel|Elizabeth'),
  companyStems: words('Copperline|Blue Heron|Granite Fork|Sagewater|Iron Prairie|Lakeshore Nine|Pinecone|Redwing'),
  companyTrades: words('Supply|Hardware|Foods|Logistics|Electronics|Manufacturing|Outfitters'),
  suffixes: [words('Inc.|Inc|Incorporated'), words('LLC|L.L.C.|'), words('Corporation|Corp.|Corp')],
  streets: words('Main Street|Oak Avenue|Second Street|Industrial Parkway|Maple Drive|Harbor Boulevard'),
  cities: [
    city('Austin', { region: 'TX', postal: ['787', 2], phones: [['+151255501', 2]], mobiles: [['+173755501', 2]] }),
    city('Portland', { region: 'OR', postal: ['972', 2], phones: [['+150355501', 2]], mobiles: [['+197155501', 2]] }),
    city('Chicago', { region: 'IL', postal: ['606', 2], phones: [['+131255501', 2]], mobiles: [['+177355501', 2]] }),
    city('New York', { region: 'NY', postal: ['100', 2], phones: [['+121255501', 2]], mobiles: [['+164655501', 2]] }),
    city('Seattle', { region: 'WA', postal: ['981', 2], phones: [['+120655501', 2]], mobiles: [['+142555501', 2]] }),
  ],
};

const JP: CountryPool = {
  language: 'ja',
  currencies: words('JPY'),
  countryNames: words('Japan|日本'),
  taxPercent: 10,
  familyNames: words('朝比奈|佐藤|月岡|山吹'),
  givenNames: words('健太|美咲|陽子|翔'),
  companyStems: words('朝比奈|月岡|白川郷|青葉台'),
  companyTrades: words('商事|工業|物産'),
  suffixes: [words('株式会社|(株)|')],
  streets: words('中央町|本町|緑が丘'),
  cities: [
    city('東京都', { region: '13', postal: ['100-', 4], phones: [['+81331234', 3]], mobiles: [['+819012345', 3]] }),
  ],
};

export const COUNTRY_POOLS: Readonly<Record<string, CountryPool>> = { CN, DE, FR, ES, GB, US, JP };

/** How many of a hundred parties live where. */
export const COUNTRY_SHARES: readonly (readonly [country: string, share: number])[] = [
  ['CN', 27],
  ['DE', 19],
  ['FR', 13],
  ['ES', 11],
  ['GB', 11],
  ['US', 15],
  ['JP', 4],
];
