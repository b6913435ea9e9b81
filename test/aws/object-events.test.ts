import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readObjectEvents } from '../../shared/aws/object-events.ts';

function notification(eventName: string, object: object): string {
  return JSON.stringify({
    Records: [
      {
        eventName,
        eventTime: '2026-11-24T08:00:00.000Z',
        s3: { bucket: { name: 'drop' }, object: { sequencer: '00A', ...object } },
      },
    ],
  });
}

describe('an S3 notification', () => {
  it('gives the key as the user wrote it', () => {
    const [event] = readObjectEvents(
      notification('ObjectCreated:Put', { key: 'a+b%2Bc/%D0%B0%D0%B7+100%25.txt', versionId: 'v1' }),
    );
    assert.equal(event?.object, 'drop/a b+c/аз 100%.txt');
    assert.equal(event?.versionId, 'v1');
    assert.equal(event?.kind, 'created');
  });

  it('tells the removal of a version from the removal of an object', () => {
    const kinds = [
      notification('ObjectRemoved:Delete', { key: 'a', versionId: 'v1' }),
      notification('ObjectRemoved:Delete', { key: 'a' }),
      notification('ObjectRemoved:DeleteMarkerCreated', { key: 'a', versionId: 'v2' }),
    ].map((body) => readObjectEvents(body)[0]);
    assert.deepEqual(
      kinds.map((event) => event?.kind),
      ['version-removed', 'removed', 'removed'],
    );
    // A look at what is current now names no version.
    assert.ok(kinds.every((event) => event?.versionId === undefined));
  });

  it('of the test that S3 sends once names no object', () => {
    const body = JSON.stringify({ Service: 'Amazon S3', Event: 's3:TestEvent', Bucket: 'drop' });
    assert.deepEqual(readObjectEvents(body), []);
  });

  it('that is none is a fault, so that the message ends among the dead letters', () => {
    assert.throws(() => readObjectEvents('{"hello":"world"}'));
    assert.throws(() => readObjectEvents('hello'));
  });
});
