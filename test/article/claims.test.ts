import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Article } from '../../shared/article/article.ts';
import {
  claimArticle,
  endClaim,
  type FileEvent,
  normaliseSequencer,
  type ReadContent,
  successors,
} from '../../shared/article/claims.ts';

const DAY_MS = 24 * 3600 * 1000;

function event(object: string, order: number): FileEvent {
  return {
    object,
    sequencer: normaliseSequencer(order.toString(16).padStart(4, '0')),
    at: new Date(Date.parse('2026-11-20T00:00:00.000Z') + order).toISOString(),
  };
}

function read(title: string, countries: readonly string[] = []): ReadContent {
  const tags = {
    countries: countries.map((country) => ({ country, about: true, evidence: [] })),
    topics: [],
    watches: [],
  };
  return {
    content: { title, titleEnd: title.length, lang: 'en', digest: title, tags },
    text: { zstd: Buffer.from(title) },
  };
}

function claimed(old: Article | undefined, object: string, order: number, content: ReadContent): Article {
  return claimArticle('id', old, event(object, order), content, 1_000) ?? assert.fail('nothing changed');
}

describe('a claim on an article', () => {
  it('is an arrival at first, then a correction, a re-tagging or mere upkeep, by what it changes', () => {
    const arrival = claimed(undefined, 'drop/a', 1, read('First'));
    assert.equal(arrival.change, 'arrival');
    assert.equal(claimed(arrival, 'drop/a', 2, read('Second')).change, 'correction');
    assert.equal(claimed(arrival, 'drop/a', 2, read('First', ['AZ'])).change, 'retagging');
    assert.equal(claimed(arrival, 'drop/a', 2, read('First')).change, 'upkeep');
  });

  it('raises the revision also when the clock has gone back', () => {
    const first = claimArticle('id', undefined, event('drop/a', 1), read('First'), 5_000);
    const second = claimArticle('id', first, event('drop/a', 2), read('Second'), 4_000);
    assert.equal(second?.rev, 5_001);
  });

  it('keeps the newest fifty files', () => {
    let article: Article | undefined;
    for (let order = 1; order <= 60; order += 1)
      article = claimed(article, `drop/${order}`, order, read('Same'));
    const orders = Object.keys(article?.sources ?? {}).map((object) => Number(object.slice(5)));
    assert.equal(orders.length, 50);
    assert.equal(Math.min(...orders), 11);
  });

  it('keeps the file that is still there while fifty others come and go', () => {
    let article = claimed(undefined, 'drop/keeper', 1, read('Same'));
    for (let order = 2; order <= 120; order += 2) {
      article = claimed(article, `drop/${order}`, order, read('Same'));
      const successor = { object: 'drop/keeper', ...read('Same') };
      article = endClaim('id', article, event(`drop/${order}`, order + 1), successor, 1_000) ?? assert.fail();
    }
    assert.equal(article.content?.title, 'Same');
    assert.equal(article.sources['drop/keeper']?.live, true);
  });

  it('of a file older than fifty living ones changes nothing, nor does its end', () => {
    let article: Article | undefined;
    for (let order = 2; order <= 51; order += 1)
      article = claimed(article, `drop/${order}`, order, read('Same'));
    assert.equal(claimArticle('id', article, event('drop/oldest', 1), read('Old'), 1_000), undefined);
    assert.equal(endClaim('id', article, event('drop/oldest', 60), undefined, 1_000), undefined);
  });

  it('of an older file brings no text, and keeps the arrival', () => {
    const newer = claimed(undefined, 'drop/new', 9, read('New'));
    const both = claimed(newer, 'drop/old', 3, read('Old'));
    assert.equal(both.content?.title, 'New');
    assert.equal(both.change, 'upkeep');
    assert.equal(both.arrived, newer.arrived);
  });
});

describe('the end of a claim', () => {
  it('passes the text to the latest of the other live files', () => {
    const a = claimed(undefined, 'drop/a', 1, read('A'));
    const b = claimed(a, 'drop/b', 2, read('B'));
    const c = claimed(b, 'drop/c', 3, read('C'));
    assert.deepEqual(successors(c, event('drop/c', 4)), ['drop/b', 'drop/a']);
    const next = endClaim('id', c, event('drop/c', 4), { object: 'drop/b', ...read('B') }, 1_000);
    assert.equal(next?.content?.title, 'B');
    assert.equal(next?.change, 'correction');
  });

  it('of the last file empties the article, which stays for thirty days', () => {
    const a = claimed(undefined, 'drop/a', 1, read('A'));
    const nowMs = Date.parse('2026-11-24T00:00:00.000Z');
    const gone = endClaim('id', a, event('drop/a', 2), undefined, nowMs);
    assert.equal(gone?.change, 'deletion');
    assert.equal(gone?.content, undefined);
    assert.equal(gone?.text, undefined);
    assert.equal(gone?.expires, (nowMs + 30 * DAY_MS) / 1000);
  });

  it('gives an article that comes back its time to live back', () => {
    const a = claimed(undefined, 'drop/a', 1, read('A'));
    const gone = endClaim('id', a, event('drop/a', 2), undefined, 1_000);
    const back = claimed(gone, 'drop/a', 3, read('A'));
    assert.equal(back.change, 'arrival');
    assert.equal(back.expires, undefined);
  });
});

describe('a sequencer', () => {
  it('is compared as S3 says: padded with zeros on the right, whatever its case', () => {
    assert.equal(normaliseSequencer('00a'), normaliseSequencer('00A0'));
    assert.ok(normaliseSequencer('00A1') > normaliseSequencer('00A'));
    assert.ok(normaliseSequencer('00B') > normaliseSequencer('00A9'));
  });
});
