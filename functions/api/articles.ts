import { Hono } from 'hono';
import type { ArticleAnswer } from '../../shared/api/articles.ts';
import { type Article, type Content, countedAt } from '../../shared/article/article.ts';
import { readArticle, unpackText } from '../../shared/aws/articles.ts';
import type { Span, Tags } from '../../shared/tagging/tags.ts';
import { topicNames } from '../../shared/tagging/topic-names.ts';
import type { ApiPorts } from './ports.ts';
import { problem } from './problem.ts';

const ARTICLE_ID = /^[\w-]{1,22}$/;

/** `GET /articles/:id` */
export function articlesRoutes(ports: ApiPorts): Hono {
  return new Hono().get('/:id', async (context) => {
    const id = context.req.param('id');
    const article = ARTICLE_ID.test(id) ? await readArticle(ports.articles, id) : undefined;
    if (article === undefined) return problem(404, 'There is no article with this id.');
    const { content, text: packed } = article;
    if (content === undefined || packed === undefined) return problem(404, 'This article was deleted.');
    const text = await unpackText(ports.texts, packed);
    return context.json(showArticle(article, content, text) satisfies ArticleAnswer);
  });
}

function showArticle(article: Article, content: Content, text: string) {
  const { id, rev, arrived, story, opens, sources } = article;
  const { title, titleEnd, lang, published, url, outlet, author, tags } = content;
  const live = Object.entries(sources).filter(([, source]) => source.live);
  return {
    ...{ id, rev, arrived, time: countedAt(article, content), story, opens },
    sources: live.map(([object]) => object).sort(),
    ...{ title, titleEnd, text, lang },
    ...(published !== undefined && { published }),
    ...(url !== undefined && { url }),
    ...(outlet !== undefined && { outlet }),
    ...(author !== undefined && { author }),
    tags: showTags(tags, text),
  };
}

/** The tags, each span with the words that it stands for. */
function showTags({ countries, topics, watches }: Tags, text: string): ArticleAnswer['tags'] {
  const withWords = <Evidence extends Span>(spans: readonly Evidence[]) =>
    spans.map((span) => ({ ...span, words: text.slice(span.start, span.end) }));
  return {
    countries: countries.map((tag) => ({ ...tag, evidence: withWords(tag.evidence) })),
    topics: topics.map((tag) => ({
      ...tag,
      name: topicNames[tag.topic] ?? tag.topic,
      evidence: withWords(tag.evidence),
    })),
    watches: watches.map((tag) => ({ ...tag, evidence: withWords(tag.evidence) })),
  };
}
