/** Locales whose words are taken, and those of them whose language names serve as adjectives. */
export const NAME_LOCALES = 'en uk ru az tr fr de es it pl ar hy ka fa pt nl el zh ja'.split(' ');
export const ADJECTIVE_LOCALES = 'en uk ru az fr de es it pl pt nl fa'.split(' ');

/** Languages whose name is also what one calls the things of one country. */
export const COUNTRY_OF_LANGUAGE: Readonly<Record<string, string>> = {
  az: 'AZ',
  be: 'BY',
  bg: 'BG',
  cs: 'CZ',
  da: 'DK',
  de: 'DE',
  el: 'GR',
  es: 'ES',
  et: 'EE',
  fa: 'IR',
  fi: 'FI',
  fil: 'PH',
  fr: 'FR',
  ga: 'IE',
  hr: 'HR',
  hu: 'HU',
  hy: 'AM',
  id: 'ID',
  is: 'IS',
  it: 'IT',
  ja: 'JP',
  ka: 'GE',
  kk: 'KZ',
  km: 'KH',
  ky: 'KG',
  lo: 'LA',
  lt: 'LT',
  lv: 'LV',
  mk: 'MK',
  mn: 'MN',
  mt: 'MT',
  my: 'MM',
  ne: 'NP',
  nl: 'NL',
  no: 'NO',
  pl: 'PL',
  pt: 'PT',
  ro: 'RO',
  ru: 'RU',
  sk: 'SK',
  sl: 'SI',
  so: 'SO',
  sq: 'AL',
  sr: 'RS',
  sv: 'SE',
  tg: 'TJ',
  th: 'TH',
  tk: 'TM',
  tr: 'TR',
  uk: 'UA',
  uz: 'UZ',
  vi: 'VN',
  zh: 'CN',
};

/** Names such as `American English`: what they add to the language's own name is the country's adjective. */
export const REGIONAL_LANGUAGES: readonly (readonly [regional: string, language: string, country: string])[] =
  [
    ['en-US', 'en', 'US'],
    ['en-GB', 'en', 'GB'],
    ['en-CA', 'en', 'CA'],
    ['en-AU', 'en', 'AU'],
    ['pt-BR', 'pt', 'BR'],
    ['es-MX', 'es', 'MX'],
    ['de-AT', 'de', 'AT'],
    ['fr-CH', 'fr', 'CH'],
  ];

/** Capitals that share their country with other time zones. */
export const CAPITAL_ZONES: Readonly<Record<string, string>> = {
  'Europe/Moscow': 'RU',
  'Europe/Kiev': 'UA',
  'Europe/Madrid': 'ES',
  'Europe/Lisbon': 'PT',
  'Europe/Berlin': 'DE',
  'Asia/Tashkent': 'UZ',
  'Asia/Jakarta': 'ID',
  'Asia/Nicosia': 'CY',
  'America/Buenos_Aires': 'AR',
  'America/Santiago': 'CL',
  'America/Mexico_City': 'MX',
  'Africa/Kinshasa': 'CD',
};

/** Capitals that no time zone is named for, so that CLDR has no names of them: of our own writing. */
export const MORE_CAPITALS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  TR: { en: 'Ankara', uk: 'Анкара', ru: 'Анкара', az: 'Ankara' },
  US: { en: 'Washington', uk: 'Вашингтон', ru: 'Вашингтон', az: 'Vaşinqton', pl: 'Waszyngton' },
  CN: {
    en: 'Beijing',
    uk: 'Пекін',
    ru: 'Пекин',
    az: 'Pekin',
    fr: 'Pékin',
    de: 'Peking',
    pt: 'Pequim',
    it: 'Pechino',
    zh: '北京',
  },
  KZ: { en: 'Astana', uk: 'Астана', ru: 'Астана', az: 'Astana' },
  IN: { en: 'New Delhi', uk: 'Нью-Делі', ru: 'Нью-Дели' },
  PK: { en: 'Islamabad', uk: 'Ісламабад', ru: 'Исламабад', az: 'İslamabad' },
  CA: { en: 'Ottawa', uk: 'Оттава', ru: 'Оттава' },
  AU: { en: 'Canberra', uk: 'Канберра', ru: 'Канберра' },
  IL: { en: 'Tel Aviv', uk: 'Тель-Авів', ru: 'Тель-Авив' },
};

/** Names that CLDR does not list, mostly case forms of two words: of our own writing. */
export const MORE_NAMES: Readonly<Record<string, readonly string[]>> = {
  GB: [
    'Britain',
    'Great Britain',
    'Великої Британії',
    'Великій Британії',
    'Велику Британію',
    'Великою Британією',
    'Британії',
    'Британия',
    'Британии',
    'Британию',
    'Британией',
    'Wielkiej Brytanii',
    'Wielką Brytanię',
    'Wielką Brytanią',
  ],
  US: [
    'United States of America',
    'Сполучених Штатів',
    'Сполученим Штатам',
    'Сполученими Штатами',
    'Сполучених Штатах',
    'Соединенных Штатов',
    'Соединенным Штатам',
    'Соединенными Штатами',
    'Соединенных Штатах',
    'Stanów Zjednoczonych',
    'Stanach Zjednoczonych',
    'Stanami Zjednoczonymi',
  ],
  CD: ['Democratic Republic of Congo', 'Democratic Republic of the Congo', 'DR Congo'],
  CG: ['Republic of Congo', 'Republic of the Congo'],
  CZ: ['Czechia'],
  DE: ['Niemiec', 'Niemczech', 'Niemcom', 'Niemcami'],
  IT: ['Włoch', 'Włoszech', 'Włochom', 'Włochami'],
  PL: ['Polsce'],
};

/** Acronyms as they are written; CLDR's own of two letters are left out but for these. */
export const MORE_ACRONYMS: Readonly<Record<string, string>> = {
  US: 'US',
  'U.S': 'US',
  UK: 'GB',
  'U.K': 'GB',
  UAE: 'AE',
};

/** Adjectives that no language is called by: of our own writing, in the form that `inflect` starts from. */
export const MORE_ADJECTIVES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  en: {
    BE: 'Belgian',
    EG: 'Egyptian',
    IL: 'Israeli',
    IN: 'Indian',
    IQ: 'Iraqi',
    IR: 'Iranian',
    PK: 'Pakistani',
    PS: 'Palestinian',
    SY: 'Syrian',
  },
  uk: {
    GB: 'британський',
    IL: 'ізраїльський',
    IN: 'індійський',
    IR: 'іранський',
    SY: 'сирійський',
    US: 'американський',
  },
  ru: { IL: 'израильский', IN: 'индийский', IR: 'иранский', RU: 'российский', SY: 'сирийский' },
  de: { GB: 'britisch', IR: 'iranisch', IL: 'israelisch', US: 'amerikanisch' },
  fr: { IL: 'israélien', IR: 'iranien', US: 'américain' },
};

/** Folded forms that are far oftener another word: an ordinary one, a given name, a place elsewhere. */
export const NOT_A_COUNTRY = new Set(
  [
    'fas fines gana indie inde island jersey male man oma qana quam reunion tay lai',
    'cad cada cadi cadin того малі',
    'ama dili dilini dilidə diliyə kokos lime limy limani milad milada miladi rom romani sam sofie',
    'christmas islands доминика домініка',
    'norfolk stanley stenli wallis uollis норфолк стэнли стенли стенлі уоллис',
  ]
    .flatMap((line) => line.split(' '))
    .concat('st thomas'),
);
