/** What a country's word is: its name or its capital's, which are nouns, or its adjective. */
export type WordKind = 'noun' | 'adjective';

/** The endings that replace what the expression finds at a word's end; the first expression that finds one counts. */
type Rules = readonly (readonly [ending: RegExp, endings: string])[];

/** `-` stands for no ending. Case forms of the regular declensions, as any grammar of these languages gives them. */
const RULES: Readonly<Record<string, Partial<Readonly<Record<WordKind, Rules>>>>> = {
  ru: {
    noun: [
      [/(?<=[еоу]а)$/, '-'],
      [/ия$/, 'ия ии ию ией'],
      [/а$/, 'а ы и е у ой'],
      [/я$/, 'я и е ю ей'],
      [/й$/, 'й я ю ем е'],
      [/ь$/, 'ь я ю ем е и ью'],
      [/ы$/, 'ы - ов ам ами ах'],
      [/(?<=[бвгджзклмнпрстфхцчшщ])$/, '- а у ом е'],
    ],
    adjective: [[/ий$/, 'ий ая ое ие ого ой ому ую им ими их ом']],
  },
  uk: {
    noun: [
      [/(?<=[еоу]а)$/, '-'],
      [/ія$/, 'ія ії ію ією'],
      [/а$/, 'а и і у ою ею'],
      [/я$/, 'я і ю ею'],
      [/й$/, 'й я ю єм ї'],
      [/ь$/, 'ь я ю ем і'],
      [/їв$/, 'їв єва єву євом єві'],
      [/и$/, 'и - ів ам ами ах'],
      [/(?<=[бвгґджзклмнпрстфхцчшщ])$/, '- а у ові ом і'],
    ],
    adjective: [[/(?:а|ий)$/, 'ий а е і ого ої ому у ою им ими их ій']],
  },
  pl: {
    noun: [
      [/ia$/, 'ia ii ię ią'],
      [/ja$/, 'ja ji ję ją'],
      [/la$/, 'la li lę lą'],
      [/a$/, 'a y ę ą'],
      [/(?<=[bcdfghklłmnprstwzż])$/, '- u em owi'],
    ],
    adjective: [[/i$/, 'i a ie iego iej iemu im imi ich ą']],
  },
  az: {
    noun: [
      [/(?<=[aıou])$/, '- nın nun nı nu ya da dan yla dakı'],
      [/(?<=[eəiöü])$/, '- nin nün ni nü yə də dən ylə dəki'],
      [/(?<=[aıou][^aıoueəiöü]+)$/, '- ın un ı u a da dan la dakı'],
      [/(?<=[eəiöü][^aıoueəiöü]+)$/, '- in ün i ü ə də dən lə dəki'],
    ],
  },
  en: { adjective: [[/(?<=an|i)$/, '- s']] },
  de: { noun: [[/(?<=[a-zäöü])$/, '- s']], adjective: [[/isch$/, 'isch ische ischen ischer isches ischem']] },
  nl: { adjective: [[/(?<=s|sch)$/, '- e']] },
  fr: {
    adjective: [
      [/ien$/, 'ien ienne iens iennes'],
      [/s$/, 's se ses'],
      [/c$/, 'c que cs ques'],
      [/e$/, 'e es'],
      [/(?<=[a-z])$/, '- e s es'],
    ],
  },
  es: {
    adjective: [
      [/o$/, 'o a os as'],
      [/és$/, 'és esa eses esas'],
      [/án$/, 'án ana anes anas'],
    ],
  },
  it: {
    adjective: [
      [/co$/, 'co ca ci che'],
      [/o$/, 'o a i e'],
      [/e$/, 'e i'],
    ],
  },
  pt: {
    adjective: [
      [/ão$/, 'ão ã ães ãs'],
      [/o$/, 'o a os as'],
      [/ês$/, 'ês esa eses esas'],
    ],
  },
  hy: { noun: [[/(?<=[ա-ֆ])$/, '- ի ը ն ում ից ին']] },
  ka: {
    noun: [
      [/ი$/, 'ი ის ს მა ში ით'],
      [/(?<=[აეოუ])$/, '- ს მ ში სთან'],
    ],
  },
  el: { noun: [[/α$/, 'α ας']] },
};

/** The forms of one lower-case word in a language, itself first; only itself where no rule is known. */
export function inflect(word: string, language: string, kind: WordKind): string[] {
  const rule = RULES[language]?.[kind]?.find(([ending]) => ending.test(word));
  if (rule === undefined) return [word];
  const [ending, endings] = rule;
  return endings.split(' ').map((each) => word.replace(ending, each === '-' ? '' : each));
}
