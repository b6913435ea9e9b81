import { type Article, countedAt, type Instant } from '../article/article.ts';
import type { Watch } from '../watch/watch.ts';

/** What one article of the story did to an alert, up to the newest revision seen. */
interface AlertArticle {
  readonly rev: number;
  /** Whether that revision matches the watch. */
  readonly matches: boolean;
  /** Whether any revision seen could raise the alert: in time, or only after the article had grown too old. */
  readonly raises?: 'in time' | 'too late';
}

/** That a watch fired for one recipient, over one story. */
export interface Alert {
  /** `recipientId` of the address. */
  readonly recipient: string;
  /** `watch#story#round`. */
  readonly alert: string;
  readonly address: string;
  readonly watch: Pick<Watch, 'key' | 'name' | 'query'>;
  readonly story: string;
  /** By article id. */
  readonly articles: Readonly<Record<string, AlertArticle>>;
  /** When it was first raised; absent when nothing raised it yet. */
  readonly fired?: Instant;
  /** From when it should be mailed; absent when it should not. */
  readonly due?: Instant;
  /** When and in which mail it went out; once set, nothing changes any more. */
  readonly mailed?: { readonly at: Instant; readonly mail: string };
  /** Epoch seconds after which the item may go. */
  readonly expires: number;
}

/** What one change of an article means for one watch. */
export interface Match {
  readonly article: string;
  readonly story: string;
  readonly rev: number;
  readonly matches: boolean;
  /** What the change can do to the alert: raise it, raise it too late to be mailed, or only change it. */
  readonly raises?: 'in time' | 'too late';
  /** Whether another change of this article could still raise the alert in time. */
  readonly fresh: boolean;
}

/** Which arrivals are news, in milliseconds. */
export interface Freshness {
  /** Longest time from publication to arrival. */
  readonly publishedWithinMs: number;
  /** Longest time from arrival to now. */
  readonly arrivedWithinMs: number;
}

const DAY_SECONDS = 86_400;
const KEEP_DAYS = 90;

/** The round of a story's first alert. */
const FIRST_ROUND = '1';

/** The key of an alert beside its recipient. */
export function alertKey(watch: string, story: string, round: string = FIRST_ROUND): string {
  return `${watch}#${story}#${round}`;
}

/** Judges what a change of an article means for a watch at the time `now`. */
export function judgeMatch(article: Article, watch: string, now: Instant, freshness: Freshness): Match {
  const { id, story, rev, arrived, change, content } = article;
  const matches = content?.tags.watches.some((tag) => tag.watch === watch) ?? false;
  const published = content === undefined ? arrived : countedAt(article, content);
  const isNews = Date.parse(arrived) - Date.parse(published) <= freshness.publishedWithinMs;
  const inTime = Date.parse(now) - Date.parse(arrived) <= freshness.arrivedWithinMs;
  const raises = matches && isNews && (change === 'arrival' || change === 'correction');
  return {
    article: id,
    story,
    rev,
    matches,
    fresh: isNews && inTime,
    ...(raises && { raises: inTime ? 'in time' : 'too late' }),
  };
}

/**
 * Records a match in its alert, whatever the order in which revisions are told.
 * @returns the alert to be written, or undefined when there is nothing to write
 */
export function recordMatch(
  alert: Alert | undefined,
  match: Match,
  to: Pick<Alert, 'recipient' | 'address' | 'watch'>,
): Alert | undefined {
  if (alert?.mailed !== undefined) return undefined;
  // An old article that was never alerted needs no record: no revision of it can raise an alert in time.
  if (alert === undefined && match.raises === undefined && !match.fresh) return undefined;
  const known = alert?.articles[match.article];
  const raises = laterRaise(known?.raises, match.raises);
  if (known !== undefined && known.rev >= match.rev && raises === known.raises) return undefined;
  const { rev, matches } = known !== undefined && known.rev >= match.rev ? known : match;
  const articles = {
    ...alert?.articles,
    [match.article]: { rev, matches, ...(raises !== undefined && { raises }) },
  };
  const at = new Date(match.rev).toISOString();
  const fired = alert?.fired ?? (match.raises === undefined ? undefined : at);
  const isDue = Object.values(articles).some((article) => article.matches && article.raises === 'in time');
  return {
    recipient: to.recipient,
    alert: alertKey(to.watch.key, match.story),
    address: to.address,
    watch: { key: to.watch.key, name: to.watch.name, query: to.watch.query },
    story: match.story,
    articles,
    ...(fired !== undefined && { fired }),
    ...(isDue && fired !== undefined && { due: alert?.due ?? fired }),
    expires: Math.max(alert?.expires ?? 0, Math.floor(match.rev / 1000) + KEEP_DAYS * DAY_SECONDS),
  };
}

/** What a person is told of an alert's state. */
export type AlertState = 'due' | 'mailed' | 'withdrawn' | 'expired' | 'quiet';

/** `withdrawn`: nothing matches any more; `expired`: raised too late; `quiet`: matched but never raised. */
export function alertState(alert: Pick<Alert, 'due' | 'mailed' | 'articles'>): AlertState {
  if (alert.mailed !== undefined) return 'mailed';
  if (alert.due !== undefined) return 'due';
  const articles = Object.values(alert.articles);
  if (articles.some((article) => article.raises === 'in time')) return 'withdrawn';
  return articles.some((article) => article.raises === 'too late') ? 'expired' : 'quiet';
}

function laterRaise(known: AlertArticle['raises'], told: AlertArticle['raises']): AlertArticle['raises'] {
  return known === 'in time' || told === undefined ? known : told;
}
