import { findCountries } from './find-countries.ts';
import { findTopics } from './find-topics.ts';
import type { Tags } from './tags.ts';
import type { TokenisedText } from './tokenised-text.ts';

/** An article's countries and topics with their evidence; its watches are matched elsewhere. */
export function tagArticle(article: TokenisedText): Pick<Tags, 'countries' | 'topics'> {
  return { countries: findCountries(article), topics: findTopics(article) };
}
