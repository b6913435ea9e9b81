import pMap from 'p-map';
import type { ObjectEvent } from '../../shared/aws/object-events.ts';
import { claimObject, type ObjectState, settleObject } from '../../shared/aws/objects.ts';
import type { Table } from '../../shared/aws/table.ts';
import { endFileClaim, type WritingPorts, writeFileClaim } from './claim.ts';
import { type FileContents, type ReadingPorts, readFile } from './read.ts';

/** What `ingest` needs of the world around it. */
export interface IngestPorts extends ReadingPorts, WritingPorts {
  readonly objects: Table;
}

/** What became of an event: `outdated` when a newer one came first, `missing` when the file has gone meanwhile. */
export interface IngestOutcome {
  readonly outcome: ObjectState['state'] | 'outdated' | 'missing';
  readonly reason?: string;
  /** How many articles the file holds. */
  readonly articles: number;
}

const CONCURRENCY = { concurrency: 16 };
const GONE: FileContents = { state: { state: 'gone' }, articles: new Map() };

/**
 * Brings the articles of one file up to one of its events: claims the object, writes its articles, ends its
 * claims on those that it no longer holds, settles. Each step can be repeated.
 */
export async function ingestEvent(event: ObjectEvent, ports: IngestPorts): Promise<IngestOutcome> {
  const contents = await look(event, ports);
  if (contents === 'missing') return { outcome: 'missing', articles: 0 };
  const { state, articles } = contents;
  const ids = new Set(articles.keys());

  const held = await claimObject(ports.objects, event, ids);
  if (held === undefined) return { outcome: 'outdated', articles: 0 };

  await pMap(articles, ([id, clean]) => writeFileClaim(id, clean, event, ports), CONCURRENCY);
  const ended = new Set(held).difference(ids);
  const readOther = readOnce(ports);
  await pMap(ended, (id) => endFileClaim(id, event, readOther, ports), CONCURRENCY);

  if (!(await settleObject(ports.objects, event, state, ended))) return { outcome: 'outdated', articles: 0 };
  return { outcome: state.state, articles: ids.size, ...('reason' in state && { reason: state.reason }) };
}

async function look(event: ObjectEvent, ports: ReadingPorts): Promise<FileContents | 'missing'> {
  if (event.kind === 'removed') return GONE;
  const contents = await readFile(event, ports);
  return contents === 'missing' && event.kind === 'version-removed' ? GONE : contents;
}

/** Reads each other file at most once for an event, however many articles pass to it. */
function readOnce(ports: ReadingPorts): (object: string) => Promise<FileContents | 'missing'> {
  const read = new Map<string, Promise<FileContents | 'missing'>>();
  return (object) => {
    const slash = object.indexOf('/');
    const file = { bucket: object.slice(0, slash), key: object.slice(slash + 1) };
    const contents = read.get(object) ?? readFile(file, ports);
    read.set(object, contents);
    return contents;
  };
}
