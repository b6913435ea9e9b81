import type { CleanArticle } from './article.ts';
import { cleanBody, cleanLine } from './clean-text.ts';
import { detectLanguage, readLanguageTag } from './language.ts';
import { normalizeArticleUrl, outletHost } from './normalize-article-url.ts';
import { parsePublished } from './parse-published.ts';

/** What a format found, as it stood in the file: every reader ends in one of these. */
export interface Entry {
  readonly title?: string | undefined;
  readonly body?: string | undefined;
  /** A language that the file states for this very text. */
  readonly lang?: string | undefined;
  /** A language that only the page around it states; believed where the text itself does not tell. */
  readonly pageLang?: string | undefined;
  readonly published?: string | undefined;
  readonly url?: string | undefined;
  /** The outlet's name, used where no address gives a host. */
  readonly outlet?: string | undefined;
  readonly author?: string | undefined;
  readonly entryId?: string | undefined;
}

const TITLE_LENGTH = 300;
const NAME_LENGTH = 200;
const ENTRY_ID_LENGTH = 1_000;

/** The clean article of an entry, or nothing when it has neither title nor body. */
export async function cleanEntry(entry: Entry): Promise<CleanArticle | undefined> {
  const title = shorten(cleanLine(entry.title ?? ''), TITLE_LENGTH);
  const body = withoutRepeatedTitle(cleanBody(entry.body ?? ''), title);
  const text = [title, body].filter((part) => part !== '').join('\n\n');
  if (text === '') return undefined;
  const lang =
    readLanguageTag(entry.lang) ?? (await detectLanguage(text)) ?? readLanguageTag(entry.pageLang) ?? 'und';
  const url = normalizeArticleUrl(entry.url);
  const published = parsePublished(entry.published);
  const outlet = outletHost(entry.url) ?? nameOf(entry.outlet);
  const author = nameOf(entry.author);
  const entryId = nameOf(entry.entryId, ENTRY_ID_LENGTH);
  return {
    text,
    titleEnd: title.length,
    lang,
    ...(published !== undefined && { published }),
    ...(url !== undefined && { url }),
    ...(outlet !== undefined && { outlet }),
    ...(author !== undefined && { author }),
    ...(entryId !== undefined && { entryId }),
  };
}

function nameOf(value: string | undefined, length = NAME_LENGTH): string | undefined {
  const name = shorten(cleanLine(value ?? ''), length);
  return name === '' ? undefined : name;
}

function shorten(line: string, length: number): string {
  if (line.length <= length) return line;
  // A cut between the halves of a surrogate pair would leave a broken character.
  return `${line.slice(0, length - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

function withoutRepeatedTitle(body: string, title: string): string {
  if (title === '' || !body.startsWith(title)) return body;
  const rest = body.slice(title.length);
  return rest === '' || rest.startsWith('\n') ? rest.trimStart() : body;
}
