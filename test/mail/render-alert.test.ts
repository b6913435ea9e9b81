import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { mailId } from '../../shared/mail/mail-id.ts';
import { oneLine } from '../../shared/mail/one-line.ts';
import { quoteMatch } from '../../shared/mail/quote.ts';
import { type AlertMail, renderAlert } from '../../shared/mail/render-alert.ts';

const TEXT = 'Envoys meet\n\nRain fell. The envoys met in Baku & spoke of Baku. They left.';
const BAKU = TEXT.indexOf('Baku');
const MAIL: AlertMail = {
  watch: { name: 'Baku talks', query: 'baku AND NOT "oil <price>"' },
  article: {
    title: 'Envoys meet',
    titleEnd: 11,
    text: TEXT,
    lang: 'en',
    outlet: 'gazette.example',
    url: 'https://gazette.example/envoys?a=1&b=2',
    time: '2026-02-10T18:14:59.000Z',
    dated: true,
  },
  evidence: [
    { start: BAKU, end: BAKU + 4 },
    { start: TEXT.lastIndexOf('Baku'), end: TEXT.lastIndexOf('Baku') + 4 },
  ],
  copies: 1,
};

test('a mail names watch, title, outlet, time, the sentence that matched, the link, and why it came', async () => {
  const { subject, html, text } = await renderAlert(MAIL);
  assert.equal(subject, 'Baku talks: Envoys meet');
  for (const words of [
    'Envoys meet',
    'gazette.example · 2026-02-10 18:14 UTC',
    'recipient of the watch “Baku talks”',
  ]) {
    assert.ok(html.includes(words), words);
    assert.ok(text.includes(words), words);
  }
  assert.ok(html.includes('The envoys met in <mark>Baku</mark> &amp; spoke of <mark>Baku</mark>.'));
  assert.ok(html.includes('href="https://gazette.example/envoys?a=1&amp;b=2">Read it at gazette.example'));
  assert.ok(html.includes('baku AND NOT &quot;oil &lt;price&gt;&quot;'));
  assert.ok(text.includes('The envoys met in *Baku* & spoke of *Baku*.'));
  assert.ok(text.includes('https://gazette.example/envoys?a=1&b=2'));
  assert.ok(text.includes('One more article of this story matches too.'));
});

test('a mail loads nothing from afar', async () => {
  const { html } = await renderAlert(MAIL);
  assert.doesNotMatch(html, /<img|<script|<link|url\(|@import/);
});

test('a link shows the host that it really leads to', async () => {
  const { html } = await renderAlert({
    ...MAIL,
    article: { ...MAIL.article, url: 'https://gazette.example@еvil.example/x' },
  });
  assert.match(html, /Read it at xn--vil-[\w-]+\.example/);
});

test('an address that is not of the web becomes no link', async () => {
  const { html } = await renderAlert({ ...MAIL, article: { ...MAIL.article, url: 'javascript:alert(1)' } });
  assert.doesNotMatch(html, /javascript:|class="button"/);
});

test('an article without title, outlet, address and quote is told all the same', async () => {
  const { title: _, outlet: _o, url: _u, ...rest } = MAIL.article;
  const { subject, text } = await renderAlert({
    ...MAIL,
    article: { ...rest, title: ' ' },
    evidence: [],
    copies: 0,
  });
  assert.equal(subject, 'Baku talks: Article without a title');
  assert.doesNotMatch(text, /undefined|\n\n\n/);
});

test('a subject is one line without control characters, and short, whatever the title is', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 400 }), async (title) => {
      const { subject } = await renderAlert({
        ...MAIL,
        article: { ...MAIL.article, title: `a\r\nBcc: b${title}` },
      });
      assert.doesNotMatch(subject, /[\p{Cc}\u2028\u2029\u202a-\u202e]/u);
      assert.ok(subject.length <= 160);
    }),
  );
});

suite('a line', () => {
  for (const [what, text, max, expected] of [
    ['that is short stays', 'Baku talks', 20, 'Baku talks'],
    ['is cut between words', 'Baku talks again', 12, 'Baku talks…'],
    ['without spaces is cut anywhere', 'Bakutalksagain', 8, 'Bakutal…'],
    ['never ends in half a character', 'aaaaaa😀b', 8, 'aaaaaa…'],
    ['loses breaks and overrides', 'a\r\nb\u202ec', 20, 'a b c'],
  ] as const) {
    test(what, () => assert.equal(oneLine(text, max), expected));
  }
});

suite('a quotation', () => {
  const show = (text: string, titleEnd: number, ...words: readonly string[]): string =>
    quoteMatch(
      text,
      titleEnd,
      words.map((word) => ({ start: text.indexOf(word), end: text.indexOf(word) + word.length })),
    )
      .map((piece) => (piece.marked ? `[${piece.text}]` : piece.text))
      .join('');

  test('is of the body where the body matches', () => {
    assert.equal(
      show('Baku talks\n\nIt rained. They met in Shusha. End.', 10, 'Baku', 'Shusha'),
      'They met in [Shusha].',
    );
  });

  test('is the sentence that says most of what the watch looks for', () => {
    const text = 'Talks\n\nBy Ann Lee in Meghri. An envoy of Armenia opened the route. Armenia waits.';
    assert.equal(show(text, 5, 'Meghri', 'Armenia', 'route'), 'An envoy of [Armenia] opened the [route].');
  });

  test('is the title where only the title matches', () => {
    assert.equal(show('Baku talks\n\nIt rained.', 10, 'Baku'), '[Baku] talks');
  });

  test('marks overlapping matches once', () => {
    assert.equal(
      show('The Zangezur corridor opens.', 0, 'Zangezur corridor', 'corridor opens'),
      'The [Zangezur corridor][ opens].',
    );
  });

  test('of a very long sentence is cut around its match', () => {
    const long = `${'before '.repeat(100)}Baku ${'after '.repeat(100)}`;
    const quote = show(long, 0, 'Baku');
    assert.match(quote, /^… before .*\[Baku\] after .* …$/);
    assert.ok(quote.length < 450);
  });

  test('never loses or repeats a character of its sentence', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(40), { minLength: 2, maxLength: 8 }), (cuts) => {
        const text = 'The envoys met in Baku and spoke of routes.';
        const spans = cuts.slice(1).map((cut, index) => {
          const [start = 0, end = 0] = [cuts[index] ?? 0, cut].sort((a, b) => a - b);
          return { start, end: end + 1 };
        });
        spans.sort((a, b) => a.start - b.start || a.end - b.end);
        assert.equal(
          quoteMatch(text, 0, spans)
            .map((piece) => piece.text)
            .join(''),
          text,
        );
      }),
    );
  });
});

test('a mail id is the same at every attempt, sorts by time, and is fit for a message tag', () => {
  const alert = { recipient: 'r1', alert: 'baku#s1#1', fired: '2026-02-10T10:00:00.000Z' };
  assert.equal(mailId(alert), mailId({ ...alert }));
  assert.match(mailId(alert), /^20260210T100000000Z-[0-9a-f]{16}$/);
  assert.notEqual(mailId(alert), mailId({ ...alert, recipient: 'r2' }));
});

test('says so when the time is only that of the arrival', async () => {
  const { text } = await renderAlert({ ...MAIL, article: { ...MAIL.article, dated: false } });
  assert.match(text, /no date given, arrived 20\d\d-/);
});
