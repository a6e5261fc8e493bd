// ISO 3166-1: alpha-2 and alpha-3, in the order of alpha-2. The numeric codes come from Intl.
const CODES = `
AD AND AE ARE AF AFG AG ATG AI AIA AL ALB AM ARM AO AGO AQ ATA AR ARG AS ASM AT AUT AU AUS AW ABW AX ALA AZ AZE
BA BIH BB BRB BD BGD BE BEL BF BFA BG BGR BH BHR BI BDI BJ BEN BL BLM BM BMU BN BRN BO BOL BQ BES BR BRA BS BHS
BT BTN BV BVT BW BWA BY BLR BZ BLZ CA CAN CC CCK CD COD CF CAF CG COG CH CHE CI CIV CK COK CL CHL CM CMR CN CHN
CO COL CR CRI CU CUB CV CPV CW CUW CX CXR CY CYP CZ CZE DE DEU DJ DJI DK DNK DM DMA DO DOM DZ DZA EC ECU EE EST
EG EGY EH ESH ER ERI ES ESP ET ETH FI FIN FJ FJI FK FLK FM FSM FO FRO FR FRA GA GAB GB GBR GD GRD GE GEO GF GUF
GG GGY GH GHA GI GIB GL GRL GM GMB GN GIN GP GLP GQ GNQ GR GRC GS SGS GT GTM GU GUM GW GNB GY GUY HK HKG HM HMD
HN HND HR HRV HT HTI HU HUN ID IDN IE IRL IL ISR IM IMN IN IND IO IOT IQ IRQ IR IRN IS ISL IT ITA JE JEY JM JAM
JO JOR JP JPN KE KEN KG KGZ KH KHM KI KIR KM COM KN KNA KP PRK KR KOR KW KWT KY CYM KZ KAZ LA LAO LB LBN LC LCA
LI LIE LK LKA LR LBR LS LSO LT LTU LU LUX LV LVA LY LBY MA MAR MC MCO MD MDA ME MNE MF MAF MG MDG MH MHL MK MKD
ML MLI MM MMR MN MNG MO MAC MP MNP MQ MTQ MR MRT MS MSR MT MLT MU MUS MV MDV MW MWI MX MEX MY MYS MZ MOZ NA NAM
NC NCL NE NER NF NFK NG NGA NI NIC NL NLD NO NOR NP NPL NR NRU NU NIU NZ NZL OM OMN PA PAN PE PER PF PYF PG PNG
PH PHL PK PAK PL POL PM SPM PN PCN PR PRI PS PSE PT PRT PW PLW PY PRY QA QAT RE REU RO ROU RS SRB RU RUS RW RWA
SA SAU SB SLB SC SYC SD SDN SE SWE SG SGP SH SHN SI SVN SJ SJM SK SVK SL SLE SM SMR SN SEN SO SOM SR SUR SS SSD
ST STP SV SLV SX SXM SY SYR SZ SWZ TC TCA TD TCD TF ATF TG TGO TH THA TJ TJK TK TKL TL TLS TM TKM TN TUN TO TON
TR TUR TT TTO TV TUV TW TWN TZ TZA UA UKR UG UGA UM UMI US USA UY URY UZ UZB VA VAT VC VCT VE VEN VG VGB VI VIR
VN VNM VU VUT WF WLF WS WSM YE YEM YT MYT ZA ZAF ZM ZMB ZW ZWE`;

const words = CODES.trim().split(/\s+/);

/** The 249 assigned alpha-2 codes. */
export const COUNTRIES: readonly string[] = words.filter((_, index) => index % 2 === 0);

/** alpha-3 to alpha-2. */
export const ALPHA_3: ReadonlyMap<string, string> = new Map(
  COUNTRIES.map((country, index) => [words[index * 2 + 1] ?? '', country]),
);

/** Spellings that systems and people use and Unicode CLDR does not list, and codes that are not ISO's; '' is refused. */
export const COUNTRY_SPELLINGS: Readonly<Record<string, string>> = {
  'U.S.A.': 'US',
  'U.S.': 'US',
  'United States of America': 'US',
  'Vereinigte Staaten von Amerika': 'US',
  "États-Unis d'Amérique": 'US',
  'Estados Unidos de América': 'US',
  EEUU: 'US',
  'EE. UU.': 'US',
  'EE.UU.': 'US',
  美利坚合众国: 'US',
  UK: 'GB',
  'U.K.': 'GB',
  'Great Britain': 'GB',
  'United Kingdom of Great Britain and Northern Ireland': 'GB',
  Grossbritannien: 'GB',
  Großbritannien: 'GB',
  'Grande-Bretagne': 'GB',
  'Gran Bretaña': 'GB',
  England: 'GB',
  Scotland: 'GB',
  Wales: 'GB',
  'Northern Ireland': 'GB',
  // The European Union's own prefix for Greece.
  EL: 'GR',
  PRC: 'CN',
  'P.R.C.': 'CN',
  'P.R. China': 'CN',
  'PR China': 'CN',
  'Mainland China': 'CN',
  "People's Republic of China": 'CN',
  'Volksrepublik China': 'CN',
  中华人民共和国: 'CN',
  中華人民共和國: 'CN',
  'Hong Kong': 'HK',
  Hongkong: 'HK',
  香港: 'HK',
  Macao: 'MO',
  Macau: 'MO',
  澳门: 'MO',
  'Taiwan, Province of China': 'TW',
  中国台湾: 'TW',
  Deutschland: 'DE',
  'Federal Republic of Germany': 'DE',
  'Bundesrepublik Deutschland': 'DE',
  Holland: 'NL',
  'The Netherlands': 'NL',
  'Czech Republic': 'CZ',
  'Slovak Republic': 'SK',
  'Republic of Ireland': 'IE',
  'Russian Federation': 'RU',
  'Korea, Republic of': 'KR',
  'Republic of Korea': 'KR',
  "Korea, Democratic People's Republic of": 'KP',
  'Viet Nam': 'VN',
  Turkey: 'TR',
  Turkiye: 'TR',
  Macedonia: 'MK',
  Swaziland: 'SZ',
  Burma: 'MM',
  Myanmar: 'MM',
  'Cabo Verde': 'CV',
  'Ivory Coast': 'CI',
  'East Timor': 'TL',
  UAE: 'AE',
  'U.A.E.': 'AE',
  KSA: 'SA',
  'Iran, Islamic Republic of': 'IR',
  'Bolivia, Plurinational State of': 'BO',
  'Venezuela, Bolivarian Republic of': 'VE',
  'Tanzania, United Republic of': 'TZ',
  'Moldova, Republic of': 'MD',
  "Lao People's Democratic Republic": 'LA',
  'Syrian Arab Republic': 'SY',
  'Brunei Darussalam': 'BN',
  'Holy See': 'VA',
  'Republic of the Congo': 'CG',
  'Democratic Republic of the Congo': 'CD',
  'Congo, Democratic Republic of the': 'CD',
  'Congo, The Democratic Republic of the': 'CD',
  'République du Congo': 'CG',
  'République démocratique du Congo': 'CD',
  'Falkland Islands (Malvinas)': 'FK',
  'Holy See (Vatican City State)': 'VA',
  'Islamic Republic of Iran': 'IR',
  'Micronesia, Federated States of': 'FM',
  'Netherlands (Kingdom of the)': 'NL',
  'Kingdom of the Netherlands': 'NL',
  'Republic of North Macedonia': 'MK',
  'State of Palestine': 'PS',
  'Palestine, State of': 'PS',
  'United Republic of Tanzania': 'TZ',
  'Republic of Moldova': 'MD',
  'Virgin Islands, British': 'VG',
  'Virgin Islands, U.S.': 'VI',
  'Bonaire, Sint Eustatius and Saba': 'BQ',
  'Saint Martin (French part)': 'MF',
  'Sint Maarten (Dutch part)': 'SX',
  'Republic of The Gambia': 'GM',
  Elfenbeinküste: 'CI',
  'Kap Verde': 'CV',
  Moldawien: 'MD',
  Osttimor: 'TL',
  'Russische Föderation': 'RU',
  'Fédération de Russie': 'RU',
  'Federación de Rusia': 'RU',
  俄罗斯联邦: 'RU',
  'Tschechische Republik': 'CZ',
  'République tchèque': 'CZ',
  'República Checa': 'CZ',
  'Slowakische Republik': 'SK',
  'Costa de Marfil': 'CI',
  'República de Corea': 'KR',
  'Arabia Saudita': 'SA',
  阿联酋: 'AE',
  波黑: 'BA',
  印尼: 'ID',
  多米尼加: 'DO',
  中国台湾省: 'TW',
  大韩民国: 'KR',
  // Two countries each.
  Congo: '',
  Kongo: '',
  Korea: '',
  Corea: '',
  Corée: '',
  'Virgin Islands': '',
};
