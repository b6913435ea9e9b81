import { GetObjectCommand, NoSuchKey, type S3Client, S3ServiceException } from '@aws-sdk/client-s3';

/** An object, or one version of it. */
export interface FileAddress {
  readonly bucket: string;
  readonly key: string;
  readonly versionId?: string;
}

/** What a look at an object found. */
export type FoundFile =
  | { readonly kind: 'found'; readonly bytes: Uint8Array }
  | { readonly kind: 'too-long'; readonly byteLength: number }
  | { readonly kind: 'missing' };

/**
 * Reads an object, or one version of it, unless it is longer than `maxBytes`.
 * @throws {S3ServiceException} when S3 refuses or fails
 */
export async function fetchFile(client: S3Client, file: FileAddress, maxBytes: number): Promise<FoundFile> {
  try {
    const { Body, ContentLength = 0 } = await client.send(
      new GetObjectCommand({ Bucket: file.bucket, Key: file.key, VersionId: file.versionId }),
    );
    if (Body === undefined) throw new Error(`S3 answered without a body for ${file.bucket}/${file.key}`);
    if (ContentLength > maxBytes) {
      // An unread body would hold its connection.
      if ('destroy' in Body) Body.destroy();
      return { kind: 'too-long', byteLength: ContentLength };
    }
    return { kind: 'found', bytes: await Body.transformToByteArray() };
  } catch (error) {
    if (isMissing(error)) return { kind: 'missing' };
    throw error;
  }
}

/** A version that is gone answers 404 NoSuchVersion, a delete marker 405. */
function isMissing(error: unknown): boolean {
  if (error instanceof NoSuchKey) return true;
  const status = error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
  return status === 404 || status === 405;
}
