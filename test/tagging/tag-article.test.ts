import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import countriesData from '../../shared/tagging/countries.data.json' with { type: 'json' };
import { tagArticle } from '../../shared/tagging/tag-article.ts';
import { topicNames } from '../../shared/tagging/topic-names.ts';
import { topicSeeds } from '../../shared/tagging/topic-seeds.ts';
import { tokenise } from '../../shared/text/tokenise.ts';

const tagsOf = (lang: string, text: string, titleEnd = 0) =>
  tagArticle({ text, tokens: tokenise(text), titleEnd, lang });
const countriesOf = (lang: string, text: string) =>
  tagsOf(lang, text).countries.map(({ country }) => country);

/** `Baku:city AZ` for each piece of evidence, in the order of the text. */
const evidenceOf = (lang: string, text: string) =>
  tagsOf(lang, text)
    .countries.flatMap(({ country, evidence }) =>
      evidence.map(({ start, end, as }) => ({ start, shown: `${text.slice(start, end)}:${as} ${country}` })),
    )
    .toSorted((a, b) => a.start - b.start)
    .map(({ shown }) => shown);

describe('tagArticle finds countries', () => {
  const cases: [lang: string, text: string, expected: string[]][] = [
    ['en', 'Baku hosted Armenian envoys.', ['Baku:city AZ', 'Armenian:adjective AM']],
    [
      'en',
      "Azerbaijan's gas reaches Türkiye, or Turkey.",
      ['Azerbaijan:name AZ', 'Türkiye:name TR', 'Turkey:name TR'],
    ],
    ['en', 'Bosnia and Herzegovina met Britain.', ['Bosnia and Herzegovina:name BA', 'Britain:name GB']],
    [
      'en',
      'The United States and the US, or U.S. and USA.',
      ['United States:name US', 'US:name US', 'U.S:name US', 'USA:name US'],
    ],
    ['en', 'Georgian wine, American money', ['Georgian:adjective GE', 'American:adjective US']],
    ['uk', 'Президент Азербайджану прибув до Києва.', ['Азербайджану:name AZ', 'Києва:city UA']],
    [
      'uk',
      'вірменська сторона у Сполучених Штатах',
      ['вірменська:adjective AM', 'Сполучених Штатах:name US'],
    ],
    [
      'ru',
      'В Баку обсудили с российскими и грузинскими коллегами',
      ['Баку:city AZ', 'российскими:adjective RU', 'грузинскими:adjective GE'],
    ],
    ['ru', 'США и Турция', ['США:name US', 'Турция:name TR']],
    [
      'az',
      'Azərbaycanın Ermənistanla sərhədi, Tbilisidə görüş',
      ['Azərbaycanın:name AZ', 'Ermənistanla:name AM', 'Tbilisidə:city GE'],
    ],
    ['tr', "Azerbaycan'ın başkenti Bakü, ABD", ['Azerbaycan:name AZ', 'Bakü:city AZ', 'ABD:name US']],
    ['fr', 'Le gaz azerbaïdjanais arrive en Géorgie', ['azerbaïdjanais:adjective AZ', 'Géorgie:name GE']],
    [
      'de',
      'Die aserbaidschanische Regierung in Eriwan',
      ['aserbaidschanische:adjective AZ', 'Eriwan:city AM'],
    ],
    ['es', 'El presidente azerbaiyano viajó a Armenia', ['azerbaiyano:adjective AZ', 'Armenia:name AM']],
    ['pl', 'Rozmowy w Gruzji i azerbejdżańskiego', ['Gruzji:name GE', 'azerbejdżańskiego:adjective AZ']],
    ['ka', 'საქართველოს პრეზიდენტი', ['საქართველოს:name GE']],
    ['hy', 'Հայաստանում', ['Հայաստանում:name AM']],
    ['zh', '阿塞拜疆总统访问北京', ['阿塞拜疆:name AZ', '北京:city CN']],
    ['ja', 'アゼルバイジャンとトルコ', ['アゼルバイジャン:name AZ', 'トルコ:name TR']],
    ['ar', 'رئيس أذربيجان', ['أذربيجان:name AZ']],
  ];
  for (const [lang, text, expected] of cases) {
    test(`${lang}: ${text}`, () => assert.deepEqual(evidenceOf(lang, text), expected));
  }

  const absent: [why: string, lang: string, text: string][] = [
    ['a bird is not Turkey', 'en', 'They roasted a turkey on fine china.'],
    ['to polish is not Polish', 'en', 'They polish the floor.'],
    ['a pronoun is not the US', 'en', 'They told us. TELL US MORE'],
    ['fines are not Finns in English', 'en', 'Fines rose.'],
    ['Spanish fines are no Finns either', 'es', 'Sin fines de lucro'],
    ['a Russian pronoun is not Togo', 'ru', 'Того не ждали.'],
    ['a word that only starts like a name', 'en', 'Armeniacum and Omanov'],
  ];
  for (const [why, lang, text] of absent) test(why, () => assert.deepEqual(countriesOf(lang, text), []));

  test('an article is about a country in its title', () => {
    const [found] = tagsOf('en', 'Georgia votes\n\nPolls opened.', 13).countries;
    assert.deepEqual([found?.country, found?.about], ['GE', true]);
  });

  test('an article is about a country named three times, early', () => {
    const filler = 'Nothing of note was said. '.repeat(10);
    const about = (text: string) => tagsOf('en', text).countries.map((each) => each.about);
    assert.deepEqual(about(`Armenia spoke. Yerevan waited. ${filler} Armenian hopes.`), [true]);
    assert.deepEqual(about(`Armenia spoke. Yerevan waited. ${filler}`), [false]);
    assert.deepEqual(about(`${filler} Armenia spoke. Yerevan waited. Armenian hopes.`), [false]);
  });
});

describe('the country data', () => {
  test('holds forms as the tokeniser folds them, so that each can be found', () => {
    const lists = [countriesData.name, countriesData.city, ...Object.values(countriesData.adjective)];
    for (const form of lists.flatMap((list) => Object.values(list).flat())) {
      assert.equal(
        tokenise(form)
          .map((token) => token.folded)
          .join(' '),
        form,
      );
    }
  });

  test('names every country under a two-letter code, Kosovo among them', () => {
    const codes = Object.keys(countriesData.name);
    assert.ok(codes.length >= 245 && codes.includes('XK') && !codes.includes('EU'));
    for (const code of codes) assert.match(code, /^[A-Z]{2}$/);
  });
});

describe('tagArticle finds topics', () => {
  const cases: [lang: string, text: string, expected: string[]][] = [
    ['en', 'Parliament voted as the minister and the opposition watched.', ['11000000']],
    ['en', 'The doctor sent patients to a hospital.', ['07000000']],
    ['uk', 'Парламент підтримав уряд, міністр задоволений.', ['11000000']],
    ['ru', 'Тренер сборной назвал состав на матч чемпионата.', ['15000000']],
    ['az', 'Neft və qaz ixracı iqtisadiyyat üçün vacibdir.', ['04000000']],
    ['tr', 'Seçimde hükümet ve muhalefet yarıştı.', ['11000000']],
    ['fr', 'Le gouvernement et le parlement attendent les élections.', ['11000000']],
    ['de', 'Der Sturm bringt Regen und Schnee.', ['17000000']],
    ['und', 'parliament минист election', ['11000000']],
    ['en', 'One minister.', []],
    ['en', 'Nothing in particular.', []],
  ];
  for (const [lang, text, expected] of cases) {
    test(`${lang}: ${text}`, () =>
      assert.deepEqual(
        tagsOf(lang, text).topics.map(({ topic }) => topic),
        expected,
      ));
  }

  test('a topic with less than half the hits of the strongest is left out', () => {
    const text = 'election minister parliament voters senate. hospital doctor';
    assert.deepEqual(
      tagsOf('en', text).topics.map(({ topic }) => topic),
      ['11000000'],
    );
  });

  test('has a name and English, Ukrainian and Russian seeds for each of the 17', () => {
    assert.equal(Object.keys(topicNames).length, 17);
    assert.deepEqual(Object.keys(topicSeeds), Object.keys(topicNames));
    for (const seeds of Object.values(topicSeeds)) assert.ok(seeds['en'] && seeds['uk'] && seeds['ru']);
  });
});

test('evidence lies inside the text and names its tag once, whatever the text', () => {
  const word = fc.constantFrom(
    'Baku',
    'US',
    'Armenian',
    'United',
    'States',
    'election',
    'war',
    '北京',
    "'",
    '\n',
    'İ',
  );
  fc.assert(
    fc.property(fc.array(word), fc.constantFrom('en', 'und', 'az', 'zh', 'xx'), (words, lang) => {
      const text = words.join(' ');
      const { countries, topics } = tagsOf(lang, text);
      assert.equal(new Set(countries.map(({ country }) => country)).size, countries.length);
      assert.equal(new Set(topics.map(({ topic }) => topic)).size, topics.length);
      for (const { start, end } of [...countries, ...topics].flatMap(
        (tag): readonly { start: number; end: number }[] => tag.evidence,
      )) {
        assert.ok(start >= 0 && end > start && end <= text.length);
      }
    }),
  );
});
