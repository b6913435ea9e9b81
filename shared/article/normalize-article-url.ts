import normalizeUrl from 'normalize-url';

const LONGEST_URL = 2048;
const LONGEST_HOST = 253;
/** What campaigns and social networks add to an address without changing what it leads to. */
const TRACKING = [/^utm_\w+$/i, /^(?:fbclid|gclid|yclid|dclid|msclkid|igshid|mc_cid|mc_eid|_openstat)$/i];

/**
 * An article's address as a reader can open it, without fragment and tracking parameters, or nothing when it is
 * no web address, or names a site rather than a page.
 */
export function normalizeArticleUrl(url: string | undefined): string | undefined {
  const parsed = parseWebUrl(url);
  if (parsed === undefined) return undefined;
  const canonical = normalizeUrl(parsed.href, {
    stripWWW: false,
    stripHash: true,
    removeQueryParameters: TRACKING,
  });
  const { pathname, search } = new URL(canonical);
  return (pathname === '/' && search === '') || canonical.length > LONGEST_URL ? undefined : canonical;
}

/** One spelling for the addresses of one article: `http` or `https`, with or without `www.`. */
export function sameUrlKey(url: string): string {
  return normalizeUrl(url, { stripProtocol: true, stripWWW: true });
}

/** The host name in a web address, without `www.`; nothing when it is longer than a host name can be (RFC 1035). */
export function outletHost(url: string | undefined): string | undefined {
  const host = parseWebUrl(url)?.hostname.replace(/^www\./, '');
  return host !== undefined && host.length <= LONGEST_HOST ? host : undefined;
}

function parseWebUrl(url: string | undefined): URL | undefined {
  const text = (url ?? '').trim().replace(/^\/\//, 'https://');
  const parsed = URL.parse(text);
  return parsed !== null && /^https?:$/.test(parsed.protocol) ? parsed : undefined;
}
