import type { Alert } from '../../shared/alert/alert.ts';
import { type Article, type Content, countedAt, type PackedText } from '../../shared/article/article.ts';
import { readArticle, type TextStore, unpackText } from '../../shared/aws/articles.ts';
import type { Table } from '../../shared/aws/table.ts';
import { type Letter, renderAlert } from '../../shared/mail/render-alert.ts';
import type { WatchTag } from '../../shared/tagging/tags.ts';

/** Where letters find what they tell. */
export interface LetterSources {
  readonly articles: Table;
  readonly texts: TextStore;
}

/** Writes the letter of an alert from the first of its articles that still matches; undefined when none does. */
export async function writeLetter(alert: Alert, sources: LetterSources): Promise<Letter | undefined> {
  const matching = Object.entries(alert.articles)
    .filter(([, { matches, raises }]) => matches && raises === 'in time')
    .sort(([, a], [, b]) => a.rev - b.rev);
  for (const [id] of matching) {
    const found = findMatch(await readArticle(sources.articles, id), alert.watch.key);
    if (found === undefined) continue;
    const { article, content, packed, tag } = found;
    const text = await unpackText(sources.texts, packed);
    const time = countedAt(article, content);
    return renderAlert({
      watch: alert.watch,
      article: { ...content, text, time, dated: time === content.published },
      evidence: tag.evidence,
      copies: Object.values(alert.articles).filter((other) => other.matches).length - 1,
    });
  }
  return undefined;
}

interface MatchingArticle {
  readonly article: Article;
  readonly content: Content;
  readonly packed: PackedText;
  readonly tag: WatchTag;
}

function findMatch(article: Article | undefined, watch: string): MatchingArticle | undefined {
  if (article?.content === undefined || article.text === undefined) return undefined;
  const { content, text: packed } = article;
  const tag = content.tags.watches.find((candidate) => candidate.watch === watch);
  return tag && { article, content, packed, tag };
}
