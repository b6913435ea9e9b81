import { createHash } from 'node:crypto';
import type { Article, CleanArticle } from '../../shared/article/article.ts';
import {
  claimArticle,
  endClaim,
  type FileEvent,
  type ReadContent,
  type Successor,
  successors,
} from '../../shared/article/claims.ts';
import { packText, readArticle, type TextStore, writeArticle } from '../../shared/aws/articles.ts';
import type { Table } from '../../shared/aws/table.ts';

import { boundEvidence } from '../../shared/tagging/bound-evidence.ts';
import type { Tags } from '../../shared/tagging/tags.ts';
import type { FileContents } from './read.ts';

/** What writing articles needs of the world around it. */
export interface WritingPorts {
  readonly articles: Table;
  readonly texts: TextStore;
  readonly tagArticle: (clean: CleanArticle) => Tags;
  readonly nowMs: () => number;
}

/** Claims an article for a file and writes it, unless the file's claim is already as new as the event. */
export async function writeFileClaim(
  id: string,
  clean: CleanArticle,
  event: FileEvent,
  ports: WritingPorts,
): Promise<void> {
  const read = await contentOf(clean, ports);
  await changeArticle(id, ports, (old) => claimArticle(id, old, event, read, ports.nowMs()));
}

/** Ends a file's claim on an article, whose text then comes from the next of its live files. */
export async function endFileClaim(
  id: string,
  event: FileEvent,
  readOther: (object: string) => Promise<FileContents | 'missing'>,
  ports: WritingPorts,
): Promise<void> {
  await changeArticle(id, ports, async (old) => {
    const successor = await readSuccessor(id, successors(old, event), readOther, ports);
    return endClaim(id, old, event, successor, ports.nowMs());
  });
}

/** Reads, works out and writes until no other writer comes between; nothing is written where nothing changes. */
async function changeArticle(
  id: string,
  ports: WritingPorts,
  change: (old: Article | undefined) => Article | undefined | Promise<Article | undefined>,
): Promise<void> {
  for (;;) {
    const old = await readArticle(ports.articles, id);
    const next = await change(old);
    if (next === undefined || (await writeArticle(ports.articles, next, old?.rev))) return;
  }
}

/** Files that have gone or no longer hold the article are passed over: their own events will say so. */
async function readSuccessor(
  id: string,
  candidates: readonly string[],
  readOther: (object: string) => Promise<FileContents | 'missing'>,
  ports: WritingPorts,
): Promise<Successor | undefined> {
  for (const object of candidates) {
    const contents = await readOther(object);
    const clean = contents === 'missing' ? undefined : contents.articles.get(id);
    if (clean !== undefined) return { object, ...(await contentOf(clean, ports)) };
  }
  return undefined;
}

async function contentOf(clean: CleanArticle, ports: WritingPorts): Promise<ReadContent> {
  const { text, ...rest } = clean;
  return {
    content: {
      ...rest,
      title: text.slice(0, clean.titleEnd),
      digest: createHash('sha256').update(text).digest('hex'),
      tags: boundEvidence(ports.tagArticle(clean)),
    },
    text: await packText(ports.texts, text),
  };
}
