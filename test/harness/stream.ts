import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
} from '@aws-sdk/client-dynamodb-streams';
import { decodeArticle } from '../../shared/aws/articles.ts';
import type { Table } from '../../shared/aws/table.ts';
import type { Revision } from '../../shared/count/move.ts';
import { localSettings } from './local-settings.ts';

/** Every change of an article that a table's stream tells, in order; TTL's removals are left out. */
export async function readStream(table: Table, endpoint: string): Promise<readonly Revision[]> {
  const { Table: description } = await table.client.send(new DescribeTableCommand({ TableName: table.name }));
  const StreamArn = description?.LatestStreamArn;
  const client = new DynamoDBStreamsClient(localSettings(endpoint));
  const { StreamDescription } = await client.send(new DescribeStreamCommand({ StreamArn }));
  const revisions: Revision[] = [];
  for (const { ShardId } of StreamDescription?.Shards ?? []) {
    const start = await client.send(
      new GetShardIteratorCommand({ StreamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' }),
    );
    let ShardIterator = start.ShardIterator;
    while (ShardIterator !== undefined) {
      const { Records = [], NextShardIterator } = await client.send(new GetRecordsCommand({ ShardIterator }));
      for (const { dynamodb } of Records) {
        if (dynamodb?.NewImage === undefined) continue;
        const old = dynamodb.OldImage && decodeArticle(dynamodb.OldImage);
        revisions.push({ now: decodeArticle(dynamodb.NewImage), ...(old !== undefined && { old }) });
      }
      ShardIterator = Records.length > 0 ? NextShardIterator : undefined;
    }
  }
  client.destroy();
  return revisions;
}
