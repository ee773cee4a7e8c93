import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import {
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { type Cloud, startCloud } from './cloud.ts';
import { PortInUse } from './http/server.ts';
import { DataFolderInUse } from './lock.ts';
import { runningUrl } from './running.ts';
import { TemplateError } from './template/intrinsics.ts';
import { writeTestAssembly } from './testing.ts';

const cdkOut = mkdtempSync(join(tmpdir(), 'assembly-'));
beforeAll(() => {
  writeTestAssembly(cdkOut);
  return () => rmSync(cdkOut, { recursive: true });
});

let clouds: Cloud[] = [];
afterEach(async () => {
  for (const cloud of clouds) await cloud.stop();
  clouds = [];
});

function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'cloud-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function boot(
  dataDir = scratchFolder(),
  schedules: 'on' | 'paused' = 'paused',
): Promise<Cloud> {
  const cloud = await startCloud({ dataDir, port: 0, cdkOut, schedules });
  clouds.push(cloud);
  return cloud;
}

const clientOf = ({ endpoints, region, operator }: Cloud) => ({
  s3: new S3Client({ endpoint: endpoints.S3, region, credentials: operator }),
  sqs: new SQSClient({ endpoint: endpoints.SQS, region, credentials: operator }),
  table: new DynamoDBClient({ endpoint: endpoints.DYNAMODB, region, credentials: operator }),
});

const BUCKET = 'test-bucket';
const TOKEN = join(import.meta.dirname, '..', 'token.ts');

/** What the worker has left under a prefix, in no order. */
async function seen(cloud: Cloud, prefix = ''): Promise<Record<string, unknown>[]> {
  const { s3 } = clientOf(cloud);
  const { Contents = [] } = await s3.send(
    new ListObjectsV2Command({ Bucket: BUCKET, Prefix: `seen/${prefix}` }),
  );
  return Promise.all(
    Contents.map(async ({ Key }) => {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: BUCKET, Key }));
      return JSON.parse((await Body?.transformToString()) ?? '');
    }),
  );
}

const putObject = (cloud: Cloud, Key: string, Body: string) =>
  clientOf(cloud).s3.send(new PutObjectCommand({ Bucket: BUCKET, Key, Body }));

const sendWork = (cloud: Cloud, body: object) =>
  clientOf(cloud).sqs.send(
    new SendMessageCommand({
      QueueUrl: `${cloud.endpoints.SQS}/000000000000/Test-Work`,
      MessageBody: JSON.stringify(body),
    }),
  );

describe('the HTTP API', () => {
  test('takes the tokens that the command prints', async () => {
    const dataDir = scratchFolder();
    const print = (...args: string[]) => {
      const { PORT: _, ...env } = process.env;
      return spawnSync(process.execPath, [TOKEN, ...args], {
        env: { ...env, FENGQIAO_DATA: dataDir },
        encoding: 'utf8',
      });
    };
    const wish = ['--role', 'clerk', '--unit', '410481002000'];
    // The key that a token before the first start has made is the cloud's.
    expect(print(...wish).status).toBe(0);
    const cloud = await boot(dataDir);
    const response = await fetch(`${cloud.url}/v1/x`, {
      headers: { authorization: `Bearer ${print(...wish, '--hours', '1').stdout.trim()}` },
    });
    expect(await response.json()).toMatchObject({ claims: { fengqiao_role: 'clerk' } });
    const wrong = print('--role', 'king', '--unit', '410481002000');
    expect([wrong.status, wrong.stdout]).toEqual([1, '']);
    expect(wrong.stderr).toContain('--role must be one of');
  });

  test('answers by the routes, the authorizer and the functions of the template', async () => {
    const cloud = await boot();
    expect(await (await fetch(`${cloud.url}/open`)).json()).toEqual({ claims: null });
    expect((await fetch(`${cloud.url}/v1/x`)).status).toBe(401);
    const token = await cloud.token({ unit: '410000000000', role: 'administrator' });
    const response = await fetch(`${cloud.url}/v1/x`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(await response.json()).toMatchObject({
      claims: { fengqiao_unit: '410000000000', fengqiao_role: 'administrator' },
    });
  });
});

describe('an object in the bucket', () => {
  test('is told to the queue, and so to the function', async () => {
    const cloud = await boot();
    await putObject(cloud, 'elsewhere/x', 'x');
    await putObject(cloud, 'inbox/41/a b+枫.ndjson', '{"do":"nothing"}');
    await expect.poll(() => seen(cloud)).toHaveLength(1);
    const [{ record, body } = {}] = await seen(cloud);
    expect(record).toMatchObject({
      eventSource: 'aws:sqs',
      eventSourceARN: 'arn:aws-cn:sqs:cn-north-1:000000000000:Test-Work',
      attributes: { ApproximateReceiveCount: '1' },
    });
    expect(body).toMatchObject({
      Records: [
        {
          eventSource: 'aws:s3',
          eventName: 'ObjectCreated:Put',
          s3: {
            bucket: { name: BUCKET, arn: `arn:aws-cn:s3:::${BUCKET}` },
            object: { key: 'inbox/41/a+b%2B%E6%9E%AB.ndjson', size: 16 },
          },
        },
      ],
    });
    await expect.poll(() => cloud.queueDepth('Test-Work')).toBe(0);
  });
});

describe('a message that fails', () => {
  test('comes back and is set aside in the end, and keeps no other back', async () => {
    const cloud = await boot();
    await sendWork(cloud, { do: 'fail' });
    await sendWork(cloud, { do: 'well' });
    await expect.poll(() => cloud.queueDepth('DeadWork')).toBe(1);
    await expect.poll(() => cloud.queueDepth('Test-Work')).toBe(0);
    expect(await seen(cloud)).toMatchObject([{ body: { do: 'well' } }]);
  });
});

test('a function may do what its role may, and no more', async () => {
  const cloud = await boot();
  expect(await cloud.invoke('Worker', { do: 'something' })).toMatchObject({ ok: true });
  expect(await cloud.invoke('Worker', { do: 'delete' })).toMatchObject({
    ok: false,
    error: { errorMessage: expect.stringContaining('s3:DeleteObject') },
  });
});

describe('schedules', () => {
  const at = (text: string) => Date.parse(`${text}+08:00`);

  test('fire by the cloud’s clock, once each time they are due', async () => {
    const cloud = await boot(undefined, 'on');
    cloud.clock.turnTo(at('2024-05-09T12:29:50'));
    expect(cloud.queueDepth('Shelf')).toBe(0);
    cloud.clock.turnTo(at('2024-05-09T12:30:00'));
    await expect.poll(() => cloud.queueDepth('Shelf')).toBe(1);
    cloud.clock.turnTo(at('2024-05-10T12:29:00'));
    cloud.clock.turnTo(at('2024-05-10T12:31:00'));
    await expect.poll(() => cloud.queueDepth('Shelf')).toBe(2);
  });

  test('that came due while the machine was off fire once at the start', async () => {
    const dataDir = scratchFolder();
    const first = await boot(dataDir, 'on');
    first.clock.turnTo(Date.now() - 10 * 86_400_000);
    await first.stop();
    const second = await boot(dataDir, 'on');
    await expect.poll(() => second.queueDepth('Shelf')).toBe(1);
    await second.stop();
    const third = await boot(dataDir, 'on');
    expect(third.queueDepth('Shelf')).toBe(1);
  });

  test('do not fire while they pause, nor for that time afterwards', async () => {
    const cloud = await boot();
    cloud.clock.turnTo(at('2024-05-09T12:31:00'));
    cloud.resumeSchedules();
    cloud.clock.turnTo(at('2024-05-09T12:32:00'));
    await cloud.fire('Daily');
    expect(cloud.queueDepth('Shelf')).toBe(1);
  });

  test('deliver with the rights of their role only', async () => {
    const cloud = await boot();
    await cloud.fire('Forbidden');
    expect(cloud.queueDepth('Failures')).toBe(1);
  });

  test('a function that fails is called three times; then its destination is told', async () => {
    const cloud = await boot();
    const fired = cloud.fire('Yearly');
    await expect.poll(() => seen(cloud, 'failing')).toHaveLength(1);
    // Again and again: a wait for the next attempt begins only when the one before has failed.
    const turning = setInterval(() => cloud.clock.turnTo(cloud.clock.now() + 120_000), 20);
    await fired;
    clearInterval(turning);
    expect(await seen(cloud, 'failing')).toHaveLength(3);
    expect(cloud.queueDepth('Failures')).toBe(1);
  });
});

describe('what was acknowledged is there after', () => {
  const check = async (dataDir: string) => {
    const cloud = await boot(dataDir);
    const { table, s3 } = clientOf(cloud);
    const { Item } = await table.send(
      new GetItemCommand({ TableName: 'Test-Table', Key: { pk: { S: 'kept' } } }),
    );
    expect(Item).toEqual({ pk: { S: 'kept' } });
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: BUCKET, Key: 'kept' }));
    expect(await Body?.transformToString()).toBe('bytes');
    expect(cloud.queueDepth('Shelf')).toBe(1);
  };
  const write = async (cloud: Pick<Cloud, 'endpoints' | 'region' | 'operator'>) => {
    const { table, s3, sqs } = clientOf(cloud as Cloud);
    await table.send(new PutItemCommand({ TableName: 'Test-Table', Item: { pk: { S: 'kept' } } }));
    await s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: 'kept', Body: 'bytes' }));
    await sqs.send(
      new SendMessageCommand({
        QueueUrl: `${cloud.endpoints.SQS}/000000000000/Test-Shelf`,
        MessageBody: 'kept',
      }),
    );
  };

  test('a stop', async () => {
    const dataDir = scratchFolder();
    const cloud = await boot(dataDir);
    await write(cloud);
    await cloud.stop();
    await check(dataDir);
  });

  test('kill -9', async () => {
    const dataDir = scratchFolder();
    const script = `
      const { startCloud } = await import(${JSON.stringify(new URL('./cloud.ts', import.meta.url).href)});
      const { endpoints, region, operator } = await startCloud(${JSON.stringify({ dataDir, port: 0, cdkOut, schedules: 'paused' })});
      process.stdout.write(JSON.stringify({ endpoints, region, operator }) + '\\n');`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = await once(child.stdout, 'data');
    await write(JSON.parse(String(line)));
    await expect(startCloud({ dataDir, port: 0, cdkOut, schedules: 'paused' })).rejects.toThrow(
      DataFolderInUse,
    );
    expect(runningUrl(dataDir)).toMatch(/^http:\/\/localhost:\d+$/);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(runningUrl(dataDir)).toBeUndefined();
    await check(dataDir);
  });
});

describe('a start that cannot be', () => {
  test('a port that is taken is told, and nothing stays behind', async () => {
    const cloud = await boot();
    const port = Number(new URL(cloud.url).port);
    const dataDir = scratchFolder();
    await expect(startCloud({ dataDir, port, cdkOut, schedules: 'on' })).rejects.toThrow(PortInUse);
    await boot(dataDir);
  });

  test('a template with something unknown is told by its name', async () => {
    const broken = join(scratchFolder(), 'out');
    writeTestAssembly(broken, { Strange: { Type: 'AWS::ElastiCache::CacheCluster' } });
    await expect(
      startCloud({ dataDir: scratchFolder(), port: 0, cdkOut: broken, schedules: 'on' }),
    ).rejects.toThrow(
      new TemplateError(
        'Resources.Strange: the resource type AWS::ElastiCache::CacheCluster is not known here',
      ),
    );
  });

  test('the note of the running cloud goes with it', async () => {
    const dataDir = scratchFolder();
    const cloud = await boot(dataDir);
    expect(existsSync(join(dataDir, 'cloud.json'))).toBe(true);
    await cloud.stop();
    expect(existsSync(join(dataDir, 'cloud.json'))).toBe(false);
  });
});
