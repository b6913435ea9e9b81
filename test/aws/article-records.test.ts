import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { AttributeValue, DynamoDBStreamEvent } from 'aws-lambda';
import { readArticleRecords } from '../../shared/aws/article-records.ts';

const image: Record<string, AttributeValue> = {
  id: { S: 'a1' },
  rev: { N: '7' },
  change: { S: 'deletion' },
  arrived: { S: '2026-11-24T08:00:00.000Z' },
  story: { S: 'a1' },
  opens: { BOOL: true },
  sources: { M: { 'drop/a': { M: { sequencer: { S: '00A' }, at: { S: '2026' }, live: { BOOL: false } } } } },
  // Lambda's JSON carries bytes as base64.
  text: { M: { zstd: { B: Buffer.from('packed').toString('base64') } } },
};

function batch(...records: DynamoDBStreamEvent['Records']): DynamoDBStreamEvent {
  return { Records: records };
}

describe('a batch of the stream', () => {
  it('gives each change with both images and its place', () => {
    const [record] = readArticleRecords(
      batch({ eventName: 'MODIFY', dynamodb: { SequenceNumber: '11', OldImage: image, NewImage: image } }),
    );
    assert.equal(record?.sequenceNumber, '11');
    assert.equal(record?.old?.rev, 7);
    assert.deepEqual(record?.now.text, { zstd: Buffer.from('packed') });
  });

  it('leaves out removals: only a time to live removes an article', () => {
    const removal = { eventName: 'REMOVE', dynamodb: { SequenceNumber: '12', OldImage: image } } as const;
    const unnamed = { dynamodb: { SequenceNumber: '13', OldImage: image } };
    assert.deepEqual(readArticleRecords(batch(removal, unnamed)), []);
  });

  it('with an image that is no article is refused as a whole', () => {
    const broken = { SequenceNumber: '14', NewImage: { id: { S: 'a1' } } };
    assert.throws(() => readArticleRecords(batch({ eventName: 'INSERT', dynamodb: broken })));
  });
});
