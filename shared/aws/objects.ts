import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  paginateListObjectsV2,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { ObjectInfo, ObjectStore, PutCondition } from '../ports.ts';

/**
 * One bucket of S3. Entity tags are S3's own, quotes and all. A put whose condition does not hold
 * gives false also where S3 says so in other words: another conditional put was under way, or the
 * object that was to be replaced is gone.
 */
export function createObjectStore(client: S3Client, bucket: string): ObjectStore {
  const linkClient = clientForLinks(client);
  return {
    async get(key) {
      try {
        const answer = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
        const bytes = await bodyOf(answer.Body).transformToByteArray();
        // The SDK gives a Buffer in Node; callers compare and hold plain arrays.
        const body = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
        return { body, etag: answer.ETag ?? '' };
      } catch (error) {
        // Not any 404: a bucket that does not exist is an outage, not an absent object.
        if (error instanceof S3ServiceException && error.name === 'NoSuchKey') return undefined;
        throw error;
      }
    },

    async head(key) {
      try {
        const answer = await client.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
        return { key, size: answer.ContentLength ?? 0, etag: answer.ETag ?? '' };
      } catch (error) {
        if (statusOf(error) === 404) return undefined;
        throw error;
      }
    },

    async stream(key, offset = 0) {
      const range = offset > 0 ? { Range: `bytes=${offset}-` } : {};
      try {
        const answer = await client.send(
          new GetObjectCommand({ Bucket: bucket, Key: key, ...range }),
        );
        return bodyOf(answer.Body) as AsyncIterable<Uint8Array>;
      } catch (error) {
        // Nothing is left from there on.
        if (statusOf(error) === 416) return nothing();
        throw error;
      }
    },

    async put(key, body, options = {}) {
      try {
        await client.send(
          new PutObjectCommand({
            Bucket: bucket,
            Key: key,
            Body: body,
            // Said outright, since the SDK takes an empty body for a stream of unknown length.
            ContentLength: Buffer.byteLength(body),
            ...(options.contentType !== undefined && { ContentType: options.contentType }),
            ...conditionHeaders(options.condition),
          }),
        );
        return true;
      } catch (error) {
        if (options.condition && conditionFailed(error)) return false;
        throw error;
      }
    },

    async *list(prefix): AsyncGenerator<ObjectInfo> {
      for await (const page of paginateListObjectsV2(
        { client },
        { Bucket: bucket, Prefix: prefix },
      )) {
        for (const { Key, Size, ETag } of page.Contents ?? []) {
          if (Key !== undefined) yield { key: Key, size: Size ?? 0, etag: ETag ?? '' };
        }
      }
    },

    async delete(key) {
      await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));
    },

    async presignPut(key, expiresIn) {
      const command = new PutObjectCommand({ Bucket: bucket, Key: key });
      const url = await getSignedUrl(linkClient, command, { expiresIn });
      return { method: 'PUT', url, headers: {} };
    },

    presignGet(key, expiresIn) {
      const command = new GetObjectCommand({ Bucket: bucket, Key: key });
      return getSignedUrl(linkClient, command, { expiresIn });
    },
  };
}

/** The same client, but for checksums: those of the empty body at signing would stand in the link. */
function clientForLinks({ config }: S3Client): S3Client {
  return new S3Client({
    region: config.region,
    credentials: config.credentials,
    ...(config.endpoint && { endpoint: config.endpoint }),
    ...(config.forcePathStyle !== undefined && { forcePathStyle: config.forcePathStyle }),
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
}

function conditionHeaders(condition: PutCondition | undefined) {
  if (!condition) return {};
  return 'ifMatch' in condition ? { IfMatch: condition.ifMatch } : { IfNoneMatch: '*' };
}

function conditionFailed(error: unknown): boolean {
  if (!(error instanceof S3ServiceException)) return false;
  return (
    statusOf(error) === 412 ||
    error.name === 'ConditionalRequestConflict' ||
    error.name === 'NoSuchKey'
  );
}

function statusOf(error: unknown): number | undefined {
  return error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
}

function bodyOf<T>(body: T | undefined): T {
  if (body === undefined) throw new Error('S3 answered without a body');
  return body;
}

async function* nothing(): AsyncGenerator<Uint8Array> {}
