import { Logger } from '@aws-lambda-powertools/logger';
import { AthenaClient } from '@aws-sdk/client-athena';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { SQSEvent } from 'aws-lambda';
import { createQueryEngine } from '../../shared/aws/athena.ts';
import { createItemTable } from '../../shared/aws/items.ts';
import { createObjectStore } from '../../shared/aws/objects.ts';
import { createQueue } from '../../shared/aws/queue.ts';
import { createReferenceStore } from '../../shared/units/store.ts';
import { settings } from '../settings.ts';
import { handleRunMessage } from './handle.ts';

const { LAKE_BUCKET, TRAIL_BUCKET, TABLE_NAME, RUN_QUEUE_URL, GLUE_DATABASE, ATHENA_WORKGROUP } =
  settings([
    'LAKE_BUCKET',
    'TRAIL_BUCKET',
    'TABLE_NAME',
    'RUN_QUEUE_URL',
    'GLUE_DATABASE',
    'ATHENA_WORKGROUP',
  ]);

const logger = new Logger();
const clock = () => Date.now();
const s3 = new S3Client();
const objects = createObjectStore(s3, LAKE_BUCKET);
const items = createItemTable(new DynamoDBClient(), TABLE_NAME);
const reference = createReferenceStore({ objects, items, clock });
const ports = {
  objects,
  trail: createObjectStore(s3, TRAIL_BUCKET),
  items,
  clock,
  engine: createQueryEngine(new AthenaClient(), {
    workGroup: ATHENA_WORKGROUP,
    database: GLUE_DATABASE,
  }),
  queue: createQueue(new SQSClient(), RUN_QUEUE_URL),
  book: () => reference.book(),
  newId: () => crypto.randomUUID().slice(0, 8),
  sleep: (milliseconds: number) =>
    new Promise<void>((resolve) => {
      setTimeout(resolve, milliseconds);
    }),
};

/** Takes runs from the queue, one message an invocation. */
export async function handler(event: SQSEvent): Promise<void> {
  for (const { body, attributes } of event.Records) {
    const deliveries = Number(attributes.ApproximateReceiveCount);
    logger.info('run message', { ...(await handleRunMessage(ports, { body, deliveries })) });
  }
}
