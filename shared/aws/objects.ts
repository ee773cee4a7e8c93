import {
  AbortMultipartUploadCommand,
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  paginateListObjectsV2,
  S3Client,
  S3ServiceException,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { ObjectInfo, ObjectStore, PutCondition } from '../ports.ts';

/** A part of an upload in parts; S3 takes 5 MiB to 5 GiB, and 10,000 of them. */
const PART_BYTES = 8 * 1024 ** 2;

/**
 * One bucket of S3. Entity tags are S3's own, quotes and all. A put whose condition does not hold
 * gives false also where S3 says so in other words: another conditional put was under way, or the
 * object that was to be replaced is gone. Links lead to `linksUrl`, where the store is reached
 * there from outside.
 */
export function createObjectStore(
  client: S3Client,
  bucket: string,
  linksUrl?: string,
): ObjectStore {
  const linkClient = clientForLinks(client, linksUrl);
  const store: ObjectStore = {
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

    async stream(key, offset = 0, etag = undefined) {
      try {
        const answer = await client.send(
          new GetObjectCommand({
            Bucket: bucket,
            Key: key,
            ...(offset > 0 && { Range: `bytes=${offset}-` }),
            ...(etag !== undefined && { IfMatch: etag }),
          }),
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

    async putStream(key, chunks, options = {}) {
      const target = { Bucket: bucket, Key: key };
      const type = options.contentType === undefined ? {} : { ContentType: options.contentType };
      const parts = partsOf(chunks);
      const first = await parts.next();
      const second = await parts.next();
      if (second.done) {
        await store.put(key, first.done ? '' : first.value, options);
        return;
      }
      const created = await client.send(new CreateMultipartUploadCommand({ ...target, ...type }));
      const upload = { ...target, UploadId: created.UploadId };
      const done: CompletedPart[] = [];
      const send = async (Body: Uint8Array) => {
        const PartNumber = done.length + 1;
        const { ETag, ChecksumCRC32 } = await client.send(
          new UploadPartCommand({ ...upload, PartNumber, Body }),
        );
        // A part that was stored with its checksum must be named with it.
        done.push({ PartNumber, ETag, ...(ChecksumCRC32 !== undefined && { ChecksumCRC32 }) });
      };
      try {
        if (!first.done) await send(first.value);
        await send(second.value);
        for await (const part of parts) await send(part);
        await client.send(
          new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts: done } }),
        );
      } catch (error) {
        // What this leaves behind, the bucket's lifecycle rule clears away.
        await client.send(new AbortMultipartUploadCommand(upload)).catch(() => undefined);
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
  return store;
}

/** The bytes again in parts of one size, the last one smaller; none where there are none. */
async function* partsOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, undefined> {
  let held: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    held.push(chunk);
    size += chunk.length;
    if (size < PART_BYTES) continue;
    const bytes = Buffer.concat(held);
    let at = 0;
    for (; size - at >= PART_BYTES; at += PART_BYTES) yield bytes.subarray(at, at + PART_BYTES);
    held = [bytes.subarray(at)];
    size -= at;
  }
  if (size > 0) yield Buffer.concat(held);
  return undefined;
}

/** The same client, but for checksums: those of the empty body at signing would stand in the link. */
function clientForLinks({ config }: S3Client, linksUrl: string | undefined): S3Client {
  return new S3Client({
    region: config.region,
    credentials: config.credentials,
    ...(config.endpoint && { endpoint: config.endpoint }),
    ...(config.forcePathStyle !== undefined && { forcePathStyle: config.forcePathStyle }),
    // A bucket's name before that of the host would be a host that nobody knows.
    ...(linksUrl !== undefined && { endpoint: linksUrl, forcePathStyle: true }),
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
