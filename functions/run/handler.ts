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
import { monthsOverdue } from '../../shared/scorecards/overdue.ts';
import { createReferenceStore } from '../../shared/units/store.ts';
import { tell } from '../metrics.ts';
import { settings } from '../settings.ts';
import { type Handled, handleRunMessage, MOST_DELIVERIES } from './handle.ts';
import { measured } from './measured.ts';

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
  engine: measured(
    createQueryEngine(new AthenaClient(), {
      workGroup: ATHENA_WORKGROUP,
      database: GLUE_DATABASE,
    }),
    tell,
  ),
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
    const begun = performance.now();
    try {
      const handled = await handleRunMessage(ports, { body, deliveries });
      logger.info('run message', { ...handled });
      await tellOf(handled, (performance.now() - begun) / 1000);
    } catch (fault) {
      if (deliveries >= MOST_DELIVERIES) tell({ RunsFailed: 1 });
      throw fault;
    }
  }
}

/** Metrics after a message: a run that ended well, or, with the daily one, what is overdue. */
async function tellOf(handled: Handled, seconds: number): Promise<void> {
  if (handled.did === 'run' && handled.ended === 'succeeded') {
    tell({ RunsSucceeded: 1, RunSeconds: seconds });
  } else if (handled.did !== 'run' && handled.kind === 'daily') {
    tell({ MonthsOverdue: await monthsOverdue(ports) });
  }
}
