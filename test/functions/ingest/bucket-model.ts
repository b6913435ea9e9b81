import * as fc from 'fast-check';
import type { CleanArticle, Reading } from '../../../shared/article/article.ts';
import { normaliseSequencer } from '../../../shared/article/claims.ts';
import type { FoundFile } from '../../../shared/aws/files.ts';
import type { ObjectEvent } from '../../../shared/aws/object-events.ts';

/** What a file holds in a history: the numbers of its articles, or something that cannot be read. */
export type FileBody = readonly number[] | 'broken';

/** What a user does to one of three files. */
export interface UserAction {
  readonly file: number;
  /** Undefined deletes the file; `undo` takes its newest version away for good, so that the one before stands again. */
  readonly body: FileBody | 'undo' | undefined;
  /** Several actions may fall into one millisecond. */
  readonly ms: number;
}

/** Random actions on three files that may hold up to three articles, some of them the same. */
export const userAction: fc.Arbitrary<UserAction> = fc.record({
  file: fc.constantFrom(0, 0, 1, 2),
  body: fc.oneof(
    { weight: 12, arbitrary: fc.uniqueArray(fc.nat({ max: 2 }), { minLength: 1, maxLength: 3 }) },
    { weight: 2, arbitrary: fc.constant('broken' as const) },
    { weight: 2, arbitrary: fc.constant('undo' as const) },
    { weight: 3, arbitrary: fc.constant(undefined) },
  ),
  ms: fc.nat({ max: 2 }),
});

/** What is to be known of a file once all its events have been worked on; articles by address. */
export interface ExpectedObject {
  readonly object: string;
  readonly state: string;
  readonly articles: readonly string[];
}

interface Version {
  readonly id: string;
  readonly body: FileBody | undefined;
  /** The event that made it, by which its articles can be told. */
  readonly madeBy: string;
  /** The last event of its file. */
  readonly event: ObjectEvent;
}

const BUCKET = 'drop';
const ORDER_DIGITS = 8;
const START_MS = Date.parse('2026-11-20T08:00:00.000Z');

/** A bucket that remembers every version, raises the events that S3 would, and answers reads as S3 does. */
export class BucketModel {
  readonly events: ObjectEvent[] = [];
  readonly #versioned: boolean;
  /** The versions of each file, oldest first; a deletion is one too. */
  readonly #versions = new Map<string, Version[]>();
  #nowMs = START_MS;

  constructor(versioned: boolean) {
    this.#versioned = versioned;
  }

  act({ file, body, ms }: UserAction): void {
    const key = `file${file}`;
    const versions = this.#versions.get(key) ?? [];
    if (body === 'undo' && (!this.#versioned || versions.length === 0)) return;
    this.#nowMs += ms;
    const order = this.events.length + 1;
    // Two digits and no zeros at the end, so that lengths differ and only padding on the right orders them.
    const sequencer = normaliseSequencer(order.toString(2).padStart(ORDER_DIGITS, '0').replace(/0+$/, ''));
    const id = `v${order}`;
    const event: ObjectEvent = {
      bucket: BUCKET,
      key,
      object: `${BUCKET}/${key}`,
      kind: body === undefined ? 'removed' : body === 'undo' ? 'version-removed' : 'created',
      sequencer,
      at: new Date(this.#nowMs).toISOString(),
      ...(body !== undefined && body !== 'undo' && this.#versioned && { versionId: id }),
    };
    this.events.push(event);
    this.#versions.set(
      key,
      body === 'undo' ? undo(versions, event) : [...versions, { id, body, madeBy: sequencer, event }],
    );
  }

  fetch({ key, versionId }: { readonly key: string; readonly versionId?: string }): FoundFile {
    const versions = this.#versions.get(key) ?? [];
    const version = versionId === undefined ? versions.at(-1) : versions.find(({ id }) => id === versionId);
    if (version?.body === undefined) return { kind: 'missing' };
    const { body, madeBy: saidBy } = version;
    const said = body === 'broken' ? 'broken' : JSON.stringify(body.map((number) => ({ number, saidBy })));
    return { kind: 'found', bytes: Buffer.from(said) };
  }

  /** Each file's state and articles, as they should be once every event has been worked on. */
  expectedObjects(): readonly ExpectedObject[] {
    return this.#current()
      .map(({ event, body }) => ({
        object: event.object,
        state: body === undefined ? 'gone' : body === 'broken' ? 'quarantined' : 'present',
        articles: Array.isArray(body) ? body.map(articleName).sort() : [],
      }))
      .sort((a, b) => (a.object < b.object ? -1 : 1));
  }

  /** Each living article with the event that made the file version that gives its text: the latest, ties by key. */
  expectedArticles(): ReadonlyMap<string, string> {
    const best = new Map<string, Version>();
    for (const version of this.#current()) {
      for (const number of Array.isArray(version.body) ? version.body : []) {
        const known = best.get(articleName(number));
        if (known === undefined || outranks(version, known)) best.set(articleName(number), version);
      }
    }
    return new Map([...best].map(([name, { madeBy }]) => [name, madeBy]));
  }

  /** Each file as it stands; one whose every version was taken away is gone. */
  #current(): readonly Version[] {
    return [...this.#versions.values()].flatMap((versions) => versions.at(-1) ?? []);
  }
}

/** The version before stands again, by the event that took the newest away; before the first there was nothing. */
function undo(versions: readonly Version[], event: ObjectEvent): Version[] {
  const rest = versions.slice(0, -1);
  const before = rest.pop() ?? { id: 'none', body: undefined, madeBy: '' };
  return [...rest, { ...before, event }];
}

function outranks({ event: a }: Version, { event: b }: Version): boolean {
  return a.at !== b.at ? a.at > b.at : a.key < b.key;
}

function articleName(number: number): string {
  return `https://unn.example/${number}`;
}

/** The place of an event among all of its bucket, from its sequencer. */
export function orderOf(sequencer: string): number {
  return Number.parseInt(sequencer.slice(0, ORDER_DIGITS), 2);
}

/** Reads the files of a `BucketModel`. */
export function readModelFile(bytes: Uint8Array): Reading {
  const said = Buffer.from(bytes).toString();
  if (said === 'broken') return { unreadable: 'broken on purpose' };
  const entries: readonly { number: number; saidBy: string }[] = JSON.parse(said);
  return {
    articles: entries.map(({ number, saidBy }): CleanArticle => {
      const title = `Article ${number} of ${saidBy}`;
      return {
        text: title,
        titleEnd: title.length,
        lang: 'en',
        published: `2026-11-${10 + (orderOf(saidBy) % 3)}T12:00:00.000Z`,
        url: articleName(number),
        author: saidBy,
      };
    }),
  };
}
