import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readObject } from '../../shared/article/read-object.ts';
import { latin1, readOne, utf8 } from './read-one.ts';

const LONG = 'The harbour council of Lenkovo met on Tuesday to settle the dispute over the northern quay. ';

const PAGE = `<!doctype html><html lang="en"><head><title>Quay dispute ends | Harbour Post</title>
<meta property="og:title" content="Quay dispute ends &amp; ferries return | Harbour Post">
<meta property="og:site_name" content="Harbour Post"><meta name="author" content="Ada Orr">
<meta property="article:published_time" content="2026-11-20T09:30:00+02:00">
<link rel="canonical" href="http://www.harbour-post.example/news/quay?utm_source=feed&id=7#top">
</head><body><nav><ul><li>Home</li><li>Weather menu</li></ul></nav>
<article><h1>Quay dispute ends</h1><p>${LONG.repeat(4)}</p><p>Second&nbsp;paragraph.<br>New line.</p>
<script>track()</script></article><footer>All rights reserved</footer></body></html>`;

describe('readObject reads HTML', () => {
  test('taking title, time, address, outlet and author from the head', async () => {
    const article = await readOne(PAGE, 'page.html');
    assert.equal(article.text.slice(0, article.titleEnd), 'Quay dispute ends & ferries return');
    assert.equal(article.published, '2026-11-20T07:30:00.000Z');
    assert.equal(article.url, 'http://www.harbour-post.example/news/quay?id=7');
    assert.equal(article.outlet, 'harbour-post.example');
    assert.equal(article.author, 'Ada Orr');
    assert.equal(article.lang, 'en');
  });

  test('keeping paragraphs and leaving out menus, scripts and footers', async () => {
    const { text } = await readOne(PAGE, 'no-extension');
    assert.match(text, /\n\nSecond paragraph\.\nNew line\.$/);
    assert.doesNotMatch(text, /menu|track|rights/);
  });

  test('in the encoding that its head declares', async () => {
    const html = `<html><head><meta charset="windows-1251"><title>x</title></head><body><p>`;
    const russian = [0xc1, 0xe0, 0xea, 0xf3]; // Баку
    const { text } = await readOne(Uint8Array.from([...latin1(html), ...russian]), 'a.htm');
    assert.match(text, /Баку/);
  });

  test('taking what the head lacks from JSON-LD', async () => {
    const linked = JSON.stringify({
      '@graph': [
        { '@type': 'WebSite', name: 'x' },
        {
          '@type': ['NewsArticle'],
          headline: 'From the graph',
          datePublished: '2026-11-19',
          url: 'https://graph.example/a/1',
          author: [{ '@type': 'Person', name: 'Bo Lind' }],
        },
      ],
    });
    const html = `<script type="application/ld+json">{broken</script><script type="application/ld+json">${linked}</script><p>${LONG}</p>`;
    const article = await readOne(html, 'a.html');
    assert.equal(article.text.slice(0, article.titleEnd), 'From the graph');
    assert.equal(article.published, '2026-11-19T00:00:00.000Z');
    assert.equal(article.url, 'https://graph.example/a/1');
    assert.equal(article.author, 'Bo Lind');
  });

  test('when html, head and body are left out', async () => {
    const { text } = await readOne(`<h1>Fragment</h1><p>${LONG}<p>Unclosed end.`, 'a.html');
    assert.match(text, /^Fragment\n\nThe harbour council/);
    assert.match(text, /Unclosed end\.$/);
  });

  test('when it has a head but no body element', async () => {
    const { text } = await readOne(`<html><head><title>T</title></head><p>${LONG}</p></html>`, 'a.html');
    assert.match(text, /harbour council/);
  });

  test('refusing quickly what is nested too deep', async () => {
    const deep = `<html><body>${'<div>'.repeat(100_000)}text`;
    const started = performance.now();
    const reading = await readObject(utf8(deep), 'deep.html');
    assert.deepEqual(reading, { unreadable: 'Its HTML elements are nested more than 256 deep.' });
    assert.ok(performance.now() - started < 1000);
  });

  test('not taking unclosed paragraphs for nesting', async () => {
    const { text } = await readOne(`<p>${'<p>A line of words, told at length.'.repeat(1000)}`, 'old.html');
    assert.match(text, /told at length/);
  });
});
