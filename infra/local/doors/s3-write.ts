import type { IncomingHttpHeaders } from 'node:http';

/** What a request to S3 would change, as far as S3 raises events for it. */
export type S3Write =
  | {
      readonly kind: 'Put' | 'Copy' | 'CompleteMultipartUpload';
      readonly bucket: string;
      readonly key: string;
    }
  | { readonly kind: 'Delete'; readonly bucket: string; readonly key: string; readonly versionId?: string }
  | { readonly kind: 'Post' | 'DeleteObjects'; readonly bucket: string };

/** Query parameters that turn a request on an object into one on something else: its tags, its parts. */
const SUBRESOURCES = ['acl', 'tagging', 'retention', 'legal-hold', 'torrent', 'partNumber', 'attributes'];

/** The write that a path-style request asks for; undefined for reads, parts, and changes that raise no event. */
export function recogniseWrite(
  method: string,
  url: string,
  headers: IncomingHttpHeaders,
): S3Write | undefined {
  const [path = '', search = ''] = url.split('?', 2);
  const query = new URLSearchParams(search);
  const [, bucket = '', ...rest] = path.split('/');
  const key = decodeKey(rest.join('/'));
  if (bucket === '' || key === undefined || SUBRESOURCES.some((name) => query.has(name))) return undefined;
  if (key === '') return recogniseBucketWrite(method, bucket, query, headers);
  const uploadId = query.has('uploadId');
  if (method === 'PUT' && !uploadId) {
    return { kind: headers['x-amz-copy-source'] === undefined ? 'Put' : 'Copy', bucket, key };
  }
  if (method === 'POST' && uploadId) return { kind: 'CompleteMultipartUpload', bucket, key };
  if (method !== 'DELETE' || uploadId) return undefined;
  const versionId = query.get('versionId');
  return { kind: 'Delete', bucket, key, ...(versionId === null ? {} : { versionId }) };
}

function recogniseBucketWrite(
  method: string,
  bucket: string,
  query: URLSearchParams,
  headers: IncomingHttpHeaders,
): S3Write | undefined {
  if (method !== 'POST') return undefined;
  if (query.has('delete')) return { kind: 'DeleteObjects', bucket };
  return headers['content-type']?.startsWith('multipart/form-data') ? { kind: 'Post', bucket } : undefined;
}

function decodeKey(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
