import type { CleanArticle } from '../article/article.ts';
import { tokenise } from '../text/tokenise.ts';
import { findCountries } from './find-countries.ts';
import { findTopics } from './find-topics.ts';
import type { Tags } from './tags.ts';
import type { TokenisedText } from './tokenised-text.ts';

/** An article's countries and topics with their evidence; its watches are matched elsewhere. */
export function tagArticle(
  article: Pick<CleanArticle, 'text' | 'titleEnd' | 'lang'>,
): Pick<Tags, 'countries' | 'topics'> {
  const { text, titleEnd, lang } = article;
  const tokenised: TokenisedText = { text, tokens: tokenise(text), titleEnd, lang };
  return { countries: findCountries(tokenised), topics: findTopics(tokenised) };
}
