import type { IncomingHttpHeaders } from 'node:http';
import { DOMParser } from 'linkedom';
import type { BucketSpec } from '../template/storage-spec.ts';
import type { ObjectChange } from './s3-event.ts';
import type { Answer, S3Proxy } from './s3-proxy.ts';
import type { S3Write } from './s3-write.ts';

type Changed = Omit<ObjectChange, 'sequencer' | 'at'>;

/** What the engine changed, by its answer to a write; nothing when it refused. */
export async function changedObjects(
  write: S3Write,
  bucket: BucketSpec,
  request: { readonly headers: IncomingHttpHeaders; readonly body: Buffer },
  answer: Answer,
  proxy: S3Proxy,
): Promise<readonly Changed[]> {
  if (answer.status >= 300 && !(write.kind === 'Post' && answer.status === 303)) return [];
  switch (write.kind) {
    case 'Put':
      return [created(write.bucket, write.key, 'Put', putSize(request), answer.headers)];
    case 'Copy':
    case 'CompleteMultipartUpload':
      return [await look(write.bucket, write.key, write.kind, proxy)];
    case 'Post': {
      const key = await formKey(request);
      return key === undefined ? [] : [await look(write.bucket, key, 'Post', proxy)];
    }
    case 'Delete':
      return [removed(bucket, write.key, write.versionId)];
    case 'DeleteObjects':
      return deletedKeys(request.body.toString('utf8'), answer.body.toString('utf8')).map((key) =>
        removed(bucket, key),
      );
  }
}

function created(
  bucket: string,
  key: string,
  kind: string,
  size: number,
  headers: IncomingHttpHeaders,
): Changed {
  const eTag = headers.etag?.replaceAll('"', '');
  return { eventName: `ObjectCreated:${kind}`, bucket, key, size, ...(eTag === undefined ? {} : { eTag }) };
}

/** In a bucket with versions a deletion without a version only puts a marker on top. */
function removed({ name, versioned }: BucketSpec, key: string, versionId?: string): Changed {
  const kind = versioned && versionId === undefined ? 'DeleteMarkerCreated' : 'Delete';
  return {
    eventName: `ObjectRemoved:${kind}`,
    bucket: name,
    key,
    ...(versionId === undefined ? {} : { versionId }),
  };
}

/** A body in signed chunks is longer than what it carries. */
function putSize({ headers, body }: { headers: IncomingHttpHeaders; body: Buffer }): number {
  const decoded = headers['x-amz-decoded-content-length'];
  return decoded === undefined ? body.length : Number(decoded);
}

async function look(bucket: string, key: string, kind: string, proxy: S3Proxy): Promise<Changed> {
  const path = key.split('/').map(encodeURIComponent).join('/');
  const { headers } = await proxy.send('HEAD', `/${bucket}/${path}`, {}, Buffer.alloc(0));
  return created(bucket, key, kind, Number(headers['content-length'] ?? 0), headers);
}

/** A browser's upload form names the key in a field, in which `${filename}` stands for the file's name. */
async function formKey(request: {
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}): Promise<string | undefined> {
  const type = request.headers['content-type'] ?? '';
  const form = await new Response(new Uint8Array(request.body), {
    headers: { 'content-type': type },
  }).formData();
  const key = form.get('key');
  const file = form.get('file');
  if (typeof key !== 'string') return undefined;
  return key.replaceAll(/\$\{filename\}/g, () => (file instanceof File ? file.name : ''));
}

/** The answer names what was refused always, and what was deleted only when the request is not quiet. */
function deletedKeys(request: string, answer: string): readonly string[] {
  const refused = new Set(keysUnder(answer, 'Error'));
  return keysUnder(request, 'Object').filter((key) => !refused.has(key));
}

function keysUnder(xml: string, element: string): readonly string[] {
  const document = new DOMParser().parseFromString(xml, 'text/xml');
  return [...document.querySelectorAll(`${element} > Key`)].map(({ textContent }) => textContent ?? '');
}
