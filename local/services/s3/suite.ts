/** What the project and its engines rely on in S3, against any engine: ours, and others'. */
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { describe, expect } from 'vitest';
import { conformance, type Differences } from '../testing.ts';

const md5 = (body: string | Buffer) => createHash('md5').update(body).digest('hex');
const codeOf = (call: Promise<unknown>) =>
  call.then(
    () => 'no error',
    (error: Error) => error.name,
  );

/** `open` gives an empty bucket and a client of the engine that holds it. */
export function s3Suite(
  open: () => Promise<{ readonly client: S3Client; readonly bucket: string }>,
  differs: Differences = {},
): void {
  const it = conformance(differs);
  const begin = async () => {
    const { client, bucket: Bucket } = await open();
    const put = (Key: string, Body: string, more = {}) =>
      new PutObjectCommand({ Bucket, Key, Body, ...more });
    return { client, Bucket, put };
  };

  describe('objects', () => {
    it('are read in ranges and conditionally', async () => {
      const { client, Bucket, put } = await begin();
      await client.send(put('digits', '0123456789'));
      const read = async (Range: string) => {
        const answer = await client.send(new GetObjectCommand({ Bucket, Key: 'digits', Range }));
        return [await answer.Body?.transformToString(), answer.ContentRange];
      };
      expect(await read('bytes=2-4')).toEqual(['234', 'bytes 2-4/10']);
      expect(await read('bytes=8-')).toEqual(['89', 'bytes 8-9/10']);
      expect(await read('bytes=-3')).toEqual(['789', 'bytes 7-9/10']);
      expect(await read('bytes=5-99')).toEqual(['56789', 'bytes 5-9/10']);
      expect(await codeOf(read('bytes=10-'))).toBe('InvalidRange');
      const unchanged = new GetObjectCommand({
        Bucket,
        Key: 'digits',
        IfNoneMatch: `"${md5('0123456789')}"`,
      });
      await expect(client.send(unchanged)).rejects.toMatchObject({
        $metadata: { httpStatusCode: 304 },
      });
    });

    it('keep their content type, and have their MD5 for a tag', async () => {
      const { client, Bucket, put } = await begin();
      const Key = 'raw/2024-04-15/枫 桥+%.json';
      await client.send(put(Key, '{}', { ContentType: 'text/x' }));
      const read = await client.send(new GetObjectCommand({ Bucket, Key }));
      expect(await read.Body?.transformToString()).toBe('{}');
      expect([read.ContentType, read.ETag]).toEqual(['text/x', `"${md5('{}')}"`]);
    });

    it('are deleted together, also where there is none', async () => {
      const { client, Bucket, put } = await begin();
      await client.send(put('a', 'x'));
      const Objects = [{ Key: 'a' }, { Key: 'none' }];
      const answer = await client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
      expect(answer.Deleted?.map(({ Key }) => Key).sort()).toEqual(['a', 'none']);
      expect(await codeOf(client.send(new GetObjectCommand({ Bucket, Key: 'a' })))).toBe(
        'NoSuchKey',
      );
    });

    it('are missing in one way, and their bucket in another', async () => {
      const { client, Bucket } = await begin();
      const get = (Bucket: string) =>
        codeOf(client.send(new GetObjectCommand({ Bucket, Key: 'k' })));
      expect(await get(Bucket)).toBe('NoSuchKey');
      expect(await get('no-such-bucket')).toBe('NoSuchBucket');
    });
  });

  describe('bodies', () => {
    it('come in streams of chunks with their checksum behind them', async () => {
      const { client, Bucket } = await begin();
      const bytes = Buffer.alloc(3_000_000, 'fengqiao');
      const Body = Readable.from([bytes.subarray(0, 70_001), bytes.subarray(70_001)]);
      await client.send(
        new PutObjectCommand({ Bucket, Key: 'k', Body, ContentLength: bytes.length }),
      );
      const head = await client.send(new HeadObjectCommand({ Bucket, Key: 'k' }));
      expect(head.ETag).toBe(`"${md5(bytes)}"`);
      expect(head.ContentLength).toBe(bytes.length);
    });

    it('are refused where a checksum does not fit', async () => {
      const { client, Bucket, put } = await begin();
      const ContentMD5 = Buffer.from(md5('other'), 'hex').toString('base64');
      expect(await codeOf(client.send(put('k', 'body', { ContentMD5 })))).toBe('BadDigest');
      const ChecksumCRC32 = 'AAAAAA==';
      expect(await codeOf(client.send(put('k', 'body', { ChecksumCRC32 })))).toBe('BadDigest');
      expect(await codeOf(client.send(new GetObjectCommand({ Bucket, Key: 'k' })))).toBe(
        'NoSuchKey',
      );
    });

    it('come in parts, the last of them short', async () => {
      const { client, Bucket } = await begin();
      const upload = { Bucket, Key: 'big' };
      const { UploadId } = await client.send(
        new CreateMultipartUploadCommand({ ...upload, ContentType: 'text/plain' }),
      );
      const parts = [Buffer.alloc(5 * 1024 * 1024, 'a'), Buffer.from('the end')];
      const Parts = [];
      for (const [index, Body] of parts.entries()) {
        const part = { ...upload, UploadId, PartNumber: index + 1, Body };
        const { ETag } = await client.send(new UploadPartCommand(part));
        Parts.push({ PartNumber: index + 1, ETag });
      }
      expect(await codeOf(client.send(new GetObjectCommand(upload)))).toBe('NoSuchKey');
      const { ETag } = await client.send(
        new CompleteMultipartUploadCommand({ ...upload, UploadId, MultipartUpload: { Parts } }),
      );
      expect(ETag).toMatch(/^"[0-9a-f]{32}-2"$/);
      const read = await client.send(new GetObjectCommand(upload));
      expect(md5(Buffer.from((await read.Body?.transformToByteArray()) ?? []))).toBe(
        md5(Buffer.concat(parts)),
      );
      expect([read.ETag, read.ContentType]).toEqual([ETag, 'text/plain']);
    });

    it('leave nothing of an upload that was given up', async () => {
      const { client, Bucket } = await begin();
      const upload = { Bucket, Key: 'given up' };
      const { UploadId } = await client.send(new CreateMultipartUploadCommand(upload));
      const part = { ...upload, UploadId, PartNumber: 1, Body: 'x' };
      const { ETag } = await client.send(new UploadPartCommand(part));
      await client.send(new AbortMultipartUploadCommand({ ...upload, UploadId }));
      const MultipartUpload = { Parts: [{ PartNumber: 1, ETag }] };
      const complete = new CompleteMultipartUploadCommand({ ...upload, UploadId, MultipartUpload });
      expect(await codeOf(client.send(complete))).toBe('NoSuchUpload');
      expect(await codeOf(client.send(new GetObjectCommand(upload)))).toBe('NoSuchKey');
    });
  });

  describe('listing', () => {
    it('goes by UTF-8 bytes, over folders and files alike, page by page', async () => {
      const { client, Bucket, put } = await begin();
      const keys = ['a', 'a!', 'b/1', 'b/2/x', 'b!', 'b0', 'ｚ', '𐀀', '枫/桥'];
      for (const Key of keys) await client.send(put(Key, 'x'));
      const sorted = [...keys].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
      const listed: (string | undefined)[] = [];
      let ContinuationToken: string | undefined;
      do {
        const page = await client.send(
          new ListObjectsV2Command({ Bucket, MaxKeys: 2, EncodingType: 'url', ContinuationToken }),
        );
        listed.push(...(page.Contents ?? []).map(({ Key }) => decodeURIComponent(Key ?? '')));
        ContinuationToken = page.NextContinuationToken;
      } while (ContinuationToken);
      expect(listed).toEqual(sorted);
    });

    it('rolls up by slash and starts behind a prefix', async () => {
      const { client, Bucket, put } = await begin();
      for (const Key of ['raw/1/a', 'raw/1/b', 'raw/2/c', 'raw/z', 'rawer'])
        await client.send(put(Key, 'x'));
      const page = async (more: object) => {
        const answer = await client.send(
          new ListObjectsV2Command({ Bucket, Delimiter: '/', ...more }),
        );
        return [
          answer.CommonPrefixes?.map(({ Prefix }) => Prefix),
          answer.Contents?.map(({ Key }) => Key),
          answer.NextContinuationToken,
        ];
      };
      expect(await page({ Prefix: 'raw/' })).toEqual([['raw/1/', 'raw/2/'], ['raw/z'], undefined]);
      expect(await page({ Prefix: 'ra' })).toEqual([['raw/'], ['rawer'], undefined]);
      const [prefixes, , token] = await page({ Prefix: 'raw/', MaxKeys: 1 });
      expect(prefixes).toEqual(['raw/1/']);
      expect((await page({ Prefix: 'raw/', MaxKeys: 1, ContinuationToken: token }))[0]).toEqual([
        'raw/2/',
      ]);
      expect((await page({ Prefix: 'nothing/' })).slice(0, 2)).toEqual([undefined, undefined]);
    });
  });
}
