/** The stores of the template, each at an address of its own on loopback. */
import { join } from 'node:path';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { MAX_FILE_BYTES } from '../../shared/submissions/limits.ts';
import { startAthena } from '../services/athena/server.ts';
import { startDynamoDb } from '../services/dynamodb/server.ts';
import { type S3Server, startS3 } from '../services/s3/server.ts';
import { type Sns, startSns } from '../services/sns/server.ts';
import { startSqs } from '../services/sqs/server.ts';
import type { TurnableClock } from './clock.ts';
import type { Permissions } from './permissions/permissions.ts';
import type { CloudDescription } from './template/description.ts';
import { createNotifier } from './triggers/notifications.ts';
import { createSend, type QueueOf, type Send } from './triggers/queues.ts';
import { type TrinoOptions, withTrino } from './trino.ts';

/** Where the links of bulk files lead. */
const INBOX = 'inbox/';

export interface ServicesOptions {
  readonly description: CloudDescription;
  readonly dataDir: string;
  readonly clock: TurnableClock;
  readonly permissions: Permissions;
  readonly region: string;
  readonly account: string;
  /** Runs the queries in place of DuckDB. */
  readonly trino: TrinoOptions | undefined;
}

/** Addresses of the services, by the suffix of their environment variables. */
export type Endpoints = Readonly<Record<'S3' | 'DYNAMODB' | 'SQS' | 'SNS' | 'ATHENA', string>>;

export interface Services {
  readonly endpoints: Endpoints;
  readonly queueOf: QueueOf;
  /** Puts a message into a queue as far as the policies let the sender. */
  readonly send: Send;
  /** What was published to a topic, by its name. */
  readonly published: Sns['published'];
  /** Answers a link to an object that came in by another port. */
  readonly answerLink: S3Server['answer'];
  /** In the reverse order of starting. */
  stop(): Promise<void>;
}

/** Starts them on what `dataDir` keeps; queues before the buckets that tell them of objects. */
export async function startServices(options: ServicesOptions): Promise<Services> {
  const { description, dataDir, clock, permissions, region, account, trino } = options;
  const { now } = clock;
  const { accessKeys, authorize } = permissions;
  const started: (() => unknown)[] = [];
  const keep = <T extends { close(): Promise<void> }>(service: T): T => {
    started.push(() => service.close());
    return service;
  };
  const stop = async () => {
    for (let undo = started.pop(); undo; undo = started.pop()) await undo();
  };
  try {
    const sqs = keep(
      await startSqs({
        file: join(dataDir, 'sqs.sqlite'),
        queues: description.queues,
        now,
        accessKeys,
        authorize,
      }),
    );
    const queueOf: QueueOf = (arn) => sqs.queue(arn.slice(arn.lastIndexOf(':') + 1));
    const send = createSend(queueOf, permissions);
    started.push(
      clock.onTurn(() => {
        for (const { arn } of description.queues) queueOf(arn).wake();
      }),
    );
    const sns = keep(
      await startSns({
        folder: join(dataDir, 'sns'),
        topics: description.topics,
        now,
        accessKeys,
        authorize,
      }),
    );
    const dynamoDb = keep(
      await startDynamoDb({
        file: join(dataDir, 'dynamodb.sqlite'),
        tables: description.tables,
        now,
        accessKeys,
        authorize,
      }),
    );
    const s3Dir = join(dataDir, 's3');
    const s3 = keep(
      await startS3({
        dataDir: s3Dir,
        buckets: description.buckets.map(({ name }) => name),
        locked: description.buckets.filter(({ locked }) => locked).map(({ name }) => name),
        corsOf: (bucket) => description.buckets.find(({ name }) => name === bucket)?.cors ?? [],
        expiryOf: (bucket) => description.buckets.find(({ name }) => name === bucket)?.expiry ?? [],
        // As the inbox function would refuse it, but before it takes the disk for 90 days.
        largestByLink: (_, key) => (key.startsWith(INBOX) ? MAX_FILE_BYTES : undefined),
        onCreated: createNotifier({ buckets: description.buckets, send, region, account, now }),
        now,
        ...(trino && { port: trino.s3Port }),
        ...(trino ? withTrino(permissions, dataDir, description.glueTables) : permissions),
      }),
    );
    const client = new S3Client({ endpoint: s3.url, region, credentials: permissions.operator });
    started.push(() => client.destroy());
    const athena = keep(
      await startAthena({
        access: permissions,
        databases: description.glueDatabases,
        tables: description.glueTables,
        workGroups: description.workGroups,
        folderOf: (bucket) => join(s3Dir, bucket),
        async putObject(Bucket, Key, Body) {
          await client.send(new PutObjectCommand({ Bucket, Key, Body }));
        },
        now,
        ...(trino && { trino: trino.address }),
      }),
    );
    return {
      endpoints: {
        S3: s3.url,
        DYNAMODB: dynamoDb.url,
        SQS: sqs.url,
        SNS: sns.url,
        ATHENA: athena.url,
      },
      queueOf,
      send,
      published: sns.published,
      answerLink: s3.answer,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
