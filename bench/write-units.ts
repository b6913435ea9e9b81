import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod';
import { ingestEvent } from '../functions/ingest/ingest.ts';
import { projectRevisions } from '../functions/project/project.ts';
import { startDynamoDb } from '../infra/local/engines/dynamodb-local.ts';
import { readAssembly } from '../infra/local/template/assembly.ts';
import { readStack } from '../infra/local/template/local-stack.ts';
import { makeTable } from '../infra/local/template/resources.ts';
import { synthesize } from '../infra/local/template/synthesize.ts';
import { normaliseSequencer } from '../shared/article/claims.ts';
import { readObject } from '../shared/article/read-object.ts';
import type { Item, Table } from '../shared/aws/table.ts';
import { tagArticle } from '../shared/tagging/tag-article.ts';
import { tokenise } from '../shared/text/tokenise.ts';
import { localSettings } from '../test/harness/local-settings.ts';
import { readStream } from '../test/harness/stream.ts';
import type { BenchOptions, Figure } from './figure.ts';
import { itemBytes, writeUnits } from './item-size.ts';
import { writeRealArticles } from './real-articles.ts';

const ARTICLES = 500;

/** Articles that come in within a window of ten seconds at five a second. */
const WINDOW_ARTICLES = 50;

type Tables = Readonly<Record<'Objects' | 'Articles' | 'Mentions' | 'Counts', Table>>;

/** The write units that real articles cost, by table, one article a batch and 50 articles a batch. */
export async function* measureWriteUnits({ data, progress }: BenchOptions): AsyncIterable<Figure> {
  const folder = await mkdtemp(join(tmpdir(), 'tidings-units-'));
  const engine = await startDynamoDb({ inMemory: true });
  try {
    await synthesize(join(folder, 'cdk.out'));
    const count = await writeRealArticles(data, join(folder, 'articles'), ARTICLES);
    for (const [name, batchSize] of [
      ['one-a-batch', 1],
      ['10-s-window', WINDOW_ARTICLES],
    ] as const) {
      progress(`${name}: ${count} articles`);
      const units = new Map<string, number>();
      const tables = await makeTables(engine.endpoint, join(folder, 'cdk.out'), name, units);
      await ingestAll(join(folder, 'articles'), tables);
      await projectAll(tables, engine.endpoint, batchSize);
      const total = [...units.values()].reduce((sum, value) => sum + value, 0);
      for (const [table, value] of [...units, ['all', total] as const]) {
        const rounded = Math.round((value / count) * 100) / 100;
        yield {
          bench: 'write-units',
          case: name,
          metric: table,
          value: rounded,
          unit: 'WCU/article',
          n: count,
        };
      }
    }
  } finally {
    await engine.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** The stack's own tables, under names of their own, with a client that adds up what writes cost. */
async function makeTables(
  endpoint: string,
  assembly: string,
  prefix: string,
  units: Map<string, number>,
): Promise<Tables> {
  const client = new DynamoDBClient(localSettings(endpoint));
  const nowhere = { api: endpoint, s3: endpoint, inbox: endpoint, dynamodb: endpoint, sqs: endpoint };
  const make = async (noun: keyof Tables): Promise<Table> => {
    const spec = specs.find((table) => table.noun === noun);
    if (spec === undefined) throw new Error(`The stack has no table ${noun}.`);
    const name = `${prefix}-${noun}`;
    await makeTable({ ...spec, name }, client);
    return { client, name };
  };
  const specs = readStack(readAssembly(assembly), nowhere).tables;
  const tables = {
    Objects: await make('Objects'),
    Articles: await make('Articles'),
    Mentions: await make('Mentions'),
    Counts: await make('Counts'),
  };
  countUnits(client, prefix, units);
  return tables;
}

const answerSchema = z.object({ ConsumedCapacity: z.object({ CapacityUnits: z.number() }).optional() });
const SINGLE_WRITES = ['PutItemCommand', 'UpdateItemCommand'];

/**
 * Single writes are counted as the engine reports them. What it reports of a transaction is too little (it
 * rounds once for a table, AWS once for an item), so that its writes are counted by the rules of AWS: two units
 * a KB and item, and one a KB for the index that follows.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html
 */
function countUnits(client: DynamoDBClient, prefix: string, units: Map<string, number>): void {
  const add = (tableName: string | undefined, value: number): void => {
    const table = tableName?.slice(prefix.length + 1) ?? '';
    units.set(table, (units.get(table) ?? 0) + value);
  };
  client.middlewareStack.add(
    (next, context) => async (args) => {
      if (context.commandName === 'TransactWriteItemsCommand') {
        const answer = await next(args);
        for (const write of transactionSchema.parse(args.input).TransactItems) {
          if (write.Put !== undefined) add(write.Put.TableName, registerUnits(write.Put.Item));
          if (write.Update !== undefined) add(write.Update.TableName, 2);
        }
        return answer;
      }
      if (!SINGLE_WRITES.includes(context.commandName ?? '')) return next(args);
      const answer = await next({ ...args, input: { ...args.input, ReturnConsumedCapacity: 'TOTAL' } });
      const { TableName } = singleSchema.parse(args.input);
      add(TableName, answerSchema.parse(answer.output).ConsumedCapacity?.CapacityUnits ?? 0);
      return answer;
    },
    { step: 'initialize' },
  );
}

const itemSchema = z.custom<Item>((item) => typeof item === 'object');
const singleSchema = z.object({ TableName: z.string() });
const transactionSchema = z.object({
  TransactItems: z.array(
    z.object({
      Put: z.object({ TableName: z.string(), Item: itemSchema }).optional(),
      /** A counter with every hour filled stays under a KB. */
      Update: z.object({ TableName: z.string() }).optional(),
    }),
  ),
});

/** A live register is written to the table and to its index of arrivals. */
function registerUnits(item: Item): number {
  const once = writeUnits(itemBytes(item));
  return item['arrival'] === undefined ? 2 * once : 3 * once;
}

async function ingestAll(folder: string, tables: Tables): Promise<void> {
  for (const [index, key] of (await readdir(folder)).sort().entries()) {
    const event = {
      bucket: 'drop',
      key,
      object: `drop/${key}`,
      kind: 'created',
      sequencer: normaliseSequencer(index.toString(16).padStart(8, '0')),
      at: new Date().toISOString(),
    } as const;
    await ingestEvent(event, {
      fetchFile: async () => ({ kind: 'found', bytes: await readFile(join(folder, key)) }),
      readObject,
      objects: tables.Objects,
      articles: tables.Articles,
      texts: { client: new S3Client({ region: 'eu-central-1' }), bucket: 'no text here is long' },
      tagArticle: (clean) => ({
        ...tagArticle({ ...clean, tokens: tokenise(clean.text) }),
        watches: [],
      }),
      nowMs: Date.now,
    });
  }
}

async function projectAll(tables: Tables, endpoint: string, batchSize: number): Promise<void> {
  const stream = await readStream(tables.Articles, endpoint);
  for (let start = 0; start < stream.length; start += batchSize) {
    await projectRevisions(stream.slice(start, start + batchSize), {
      tables: { mentions: tables.Mentions, counts: tables.Counts },
      remainingMs: () => 60_000,
    });
  }
}
