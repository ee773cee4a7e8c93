import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { join } from 'node:path';
import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetBucketAclCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createObjectStore } from '../../../shared/aws/objects.ts';
import { clientSettings, scratchFolder, testAccess } from '../testing.ts';
import type { CreatedObject } from './operation.ts';
import { type S3Options, startS3 } from './server.ts';
import { s3Suite } from './suite.ts';

const Bucket = 'lake';

async function open(options: Partial<S3Options> = {}) {
  const dataDir = options.dataDir ?? scratchFolder();
  const server = await startS3({ ...testAccess, dataDir, buckets: [Bucket], ...options });
  const client = new S3Client({ ...clientSettings(server.url), maxAttempts: 1 });
  let closed: Promise<void> | undefined;
  const close = () => {
    client.destroy();
    closed ??= server.close();
    return closed;
  };
  onTestFinished(close);
  return { client, server, dataDir, close };
}

const put = (Key: string, Body: string, more = {}) =>
  new PutObjectCommand({ Bucket, Key, Body, ...more });
const md5 = (body: string | Buffer) => createHash('md5').update(body).digest('hex');
const codeOf = (call: Promise<unknown>) =>
  call.then(
    () => 'no error',
    (error: Error) => error.name,
  );

describe('a locked bucket', () => {
  it('takes what is new, and lets nothing be replaced or deleted', async () => {
    const { client } = await open({ locked: [Bucket] });
    await client.send(put('trail/1', 'first', { IfNoneMatch: '*' }));
    const attempts = [
      put('trail/1', 'other'),
      put('trail/1', 'other', { IfMatch: `"${md5('first')}"` }),
      new DeleteObjectCommand({ Bucket, Key: 'trail/1' }),
    ];
    for (const attempt of attempts) {
      expect(await codeOf(client.send(attempt as PutObjectCommand))).toBe('AccessDenied');
    }
    expect(await codeOf(client.send(put('trail/1', 'other', { IfNoneMatch: '*' })))).toBe(
      'PreconditionFailed',
    );
    const read = await client.send(new GetObjectCommand({ Bucket, Key: 'trail/1' }));
    expect(await read.Body?.transformToString()).toBe('first');
    await client.send(put('trail/2', 'second'));
  });
});

describe('what is put by a link', () => {
  const options = {
    largestByLink: (_: string, key: string) => (key === 'inbox/a' ? 4 : undefined),
  };

  it('is refused by its announced length before anything of it is stored', async () => {
    const { client, dataDir } = await open(options);
    const { url } = await createObjectStore(client, Bucket).presignPut('inbox/a', 60);
    const files = () => readdirSync(dataDir, { recursive: true }).length;
    const before = files();
    const { hostname, port, pathname, search } = new URL(url);
    const socket = connect(Number(port), hostname);
    socket.write(
      `PUT ${pathname}${search} HTTP/1.1\r\nhost: ${hostname}:${port}\r\ncontent-length: 5\r\n\r\n`,
    );
    // Not a byte of the body is sent.
    const [answer] = (await once(socket, 'data')) as [Buffer];
    socket.destroy();
    expect(String(answer)).toMatch(/^HTTP\/1\.1 413 .*<Code>EntityTooLarge<\/Code>.*split it/s);
    expect(files()).toBe(before);
    const fitting = await fetch(url, { method: 'PUT', body: 'abcd' });
    expect(fitting.status).toBe(200);
  });

  it('is bounded there alone: functions put what they have to, and other keys are free', async () => {
    const { client } = await open(options);
    await client.send(put('inbox/a', 'longer than four'));
    const { url } = await createObjectStore(client, Bucket).presignPut('results/a', 60);
    expect((await fetch(url, { method: 'PUT', body: 'longer than four' })).status).toBe(200);
  });

  it('is asked for only where it will be taken', async () => {
    const { client, server } = await open(options);
    const { url } = await createObjectStore(client, Bucket).presignPut('inbox/a', 60);
    const said: string[] = [];
    const { pathname, search, host } = new URL(url);
    const other = createServer((http, response) => {
      http.headers.host = host;
      void server.answer(http, response, () => said.push(`proceed ${http.headers['x-try']}`));
    });
    other.listen(0, '127.0.0.1');
    await once(other, 'listening');
    onTestFinished(() => void other.close());
    const { port } = other.address() as AddressInfo;
    const statusOf = async (body: string) => {
      const headers = { 'x-try': body };
      const address = `http://127.0.0.1:${port}${pathname}${search}`;
      return (await fetch(address, { method: 'PUT', body, headers })).status;
    };
    expect([await statusOf('abcde'), await statusOf('abcd')]).toEqual([413, 200]);
    expect(said).toEqual(['proceed abcd']);
  });
});

s3Suite(async () => ({ ...(await open()), bucket: Bucket }));

describe('objects', () => {
  it('are plain files with their content type and MD5, also after a restart', async () => {
    const first = await open();
    await first.client.send(put('raw/2024-04-15/枫 桥+%.json', '{}', { ContentType: 'text/x' }));
    await first.close();
    expect(readFileSync(join(first.dataDir, Bucket, 'raw/2024-04-15/枫 桥+%25.json'), 'utf8')).toBe(
      '{}',
    );

    const again = await open({ dataDir: first.dataDir });
    const read = await again.client.send(
      new GetObjectCommand({ Bucket, Key: 'raw/2024-04-15/枫 桥+%.json' }),
    );
    expect(await read.Body?.transformToString()).toBe('{}');
    expect(read.ContentType).toBe('text/x');
    expect(read.ETag).toBe(`"${md5('{}')}"`);
  });

  it('have a recomputed tag where the file was put or changed by hand', async () => {
    const { client, dataDir } = await open();
    await client.send(put('a', 'before'));
    writeFileSync(join(dataDir, Bucket, 'a'), 'by hand');
    const head = await client.send(new HeadObjectCommand({ Bucket, Key: 'a' }));
    expect(head.ETag).toBe(`"${md5('by hand')}"`);
    expect(head.ContentLength).toBe(7);
  });

  it('leave no empty folder behind when they are deleted', async () => {
    const { client, dataDir } = await open();
    await client.send(put('a/b/c', 'x'));
    const answer = await client.send(
      new DeleteObjectsCommand({
        Bucket,
        Delete: { Objects: [{ Key: 'a/b/c' }, { Key: 'none' }] },
      }),
    );
    expect(answer.Deleted?.map(({ Key }) => Key)).toEqual(['a/b/c', 'none']);
    expect(readdirSync(join(dataDir, Bucket))).toEqual([]);
    await client.send(put('a', 'a folder before'));
  });

  it('cannot be both a file and a folder, and says so', async () => {
    const { client } = await open();
    await client.send(put('a/b', 'x'));
    expect(await codeOf(client.send(put('a', 'x')))).toBe('OperationAborted');
    expect(await codeOf(client.send(put('a/b/c', 'x')))).toBe('OperationAborted');
  });
});

describe('bodies', () => {
  it('are refused where a checksum does not fit', async () => {
    const { client, dataDir } = await open();
    const wrong = md5('other');
    const ContentMD5 = Buffer.from(wrong, 'hex').toString('base64');
    expect(await codeOf(client.send(put('k', 'body', { ContentMD5 })))).toBe('BadDigest');
    expect(await codeOf(client.send(put('k', 'body', { ChecksumCRC32: 'AAAAAA==' })))).toBe(
      'BadDigest',
    );
    expect(readdirSync(join(dataDir, Bucket))).toEqual([]);
    expect(readdirSync(join(dataDir, '.incoming'))).toEqual([]);
  });

  it('store nothing where they break off, and the server goes on', async () => {
    const { client, server, dataDir } = await open();
    const link = new URL(await getSignedUrl(client, put('half', ''), { expiresIn: 60 }));
    await new Promise<void>((resolve) => {
      const socket = connect(Number(new URL(server.url).port), '127.0.0.1', () => {
        const head = `PUT ${link.pathname}${link.search} HTTP/1.1\r\nHost: ${link.host}\r\nContent-Length: 100\r\n\r\n`;
        socket.write(`${head}only this`, () => socket.destroy());
      });
      socket.on('close', () => resolve());
    });
    await client.send(put('whole', 'after'));
    expect(readdirSync(join(dataDir, Bucket))).toEqual(['whole']);
  });

  it('survive nonsense on the wire', async () => {
    const { client, server } = await open();
    for (const text of ['GET\r\n\r\n', 'PUT /lake/%zz HTTP/1.1\r\nHost: x\r\n\r\n', '\0\0\0']) {
      await new Promise<void>((resolve) => {
        const socket = connect(Number(new URL(server.url).port), '127.0.0.1', () =>
          socket.end(text),
        );
        socket.on('data', () => undefined);
        socket.on('error', () => undefined);
        socket.on('close', () => resolve());
      });
    }
    await client.send(put('k', 'still here'));
  });

  it('come in parts, also over a restart', async () => {
    const first = await open();
    const upload = { Bucket, Key: 'big' };
    const { UploadId } = await first.client.send(
      new CreateMultipartUploadCommand({ ...upload, ContentType: 'text/plain' }),
    );
    const parts = [Buffer.alloc(5 * 1024 * 1024, 'a'), Buffer.from('the end')];
    const tags: { PartNumber: number; ETag: string | undefined }[] = [];
    const send = async (client: S3Client, PartNumber: number, Body: Buffer) => {
      const part = await client.send(
        new UploadPartCommand({ ...upload, UploadId, PartNumber, Body }),
      );
      tags[PartNumber - 1] = { PartNumber, ETag: part.ETag };
    };
    await send(first.client, 1, Buffer.from('replaced below'));
    await first.close();
    const { client } = await open({ dataDir: first.dataDir });
    for (const [index, part] of parts.entries()) await send(client, index + 1, part);
    const complete = new CompleteMultipartUploadCommand({
      ...upload,
      UploadId,
      MultipartUpload: { Parts: tags },
    });
    const { ETag } = await client.send(complete);
    expect(ETag).toMatch(/^"[0-9a-f]{32}-2"$/);
    const read = await client.send(new GetObjectCommand(upload));
    expect(md5(Buffer.from((await read.Body?.transformToByteArray()) ?? []))).toBe(
      md5(Buffer.concat(parts)),
    );
    expect([read.ETag, read.ContentType]).toEqual([ETag, 'text/plain']);
    expect(await codeOf(client.send(complete))).toBe('NoSuchUpload');
  });
});

describe('notifications', () => {
  it('are awaited before the put is answered, and a put without one fails', async () => {
    const told: CreatedObject[] = [];
    let broken = true;
    const { client } = await open({
      onCreated: async (object) => {
        if (broken) throw new Error('the queue is down');
        told.push(object);
      },
    });
    const { error } = console;
    console.error = () => undefined;
    expect(await codeOf(client.send(put('inbox/a', '12')))).toBe('InternalError');
    console.error = error;
    broken = false;
    await client.send(put('inbox/a', '12'));
    expect(told).toEqual([{ bucket: Bucket, key: 'inbox/a', size: 2, etag: md5('12') }]);
  });
});

describe('access', () => {
  it('needs a known key, its secret, and leave', async () => {
    const { client, server } = await open();
    const as = (accessKeyId: string, secretAccessKey: string) =>
      new S3Client({
        ...clientSettings(server.url),
        credentials: { accessKeyId, secretAccessKey },
      });
    expect(await codeOf(as('nobody', 'secret').send(put('k', 'x')))).toBe('InvalidAccessKeyId');
    expect(await codeOf(as('tester', 'guess').send(put('k', 'x')))).toBe('SignatureDoesNotMatch');
    expect(await codeOf(client.send(put('forbidden/k', 'x')))).toBe('AccessDenied');
    expect((await fetch(`${server.url}/${Bucket}/k`)).status).toBe(403);
  });

  it('names what is not there or not done here', async () => {
    const { client } = await open();
    expect(await codeOf(client.send(new GetObjectCommand({ Bucket, Key: 'none' })))).toBe(
      'NoSuchKey',
    );
    expect(await codeOf(client.send(new GetObjectCommand({ Bucket: 'no', Key: 'k' })))).toBe(
      'NoSuchBucket',
    );
    expect(await codeOf(client.send(new GetBucketAclCommand({ Bucket })))).toBe('NotImplemented');
    expect(await codeOf(client.send(put('k', 'x', { ACL: 'public-read' })))).toBe('NotImplemented');
  });

  it('forgets what was half-written before a crash', async () => {
    const first = await open();
    await first.close();
    const left = join(first.dataDir, '.incoming', 'left-over');
    writeFileSync(left, 'half');
    rmSync(join(first.dataDir, '.objects.sqlite'));
    await open({ dataDir: first.dataDir });
    expect(existsSync(left)).toBe(false);
  });
});
