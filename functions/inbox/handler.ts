import { Logger } from '@aws-lambda-powertools/logger';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { createItemTable } from '../../shared/aws/items.ts';
import { createObjectStore } from '../../shared/aws/objects.ts';
import { createQueue } from '../../shared/aws/queue.ts';
import { createReferenceStore } from '../../shared/units/store.ts';
import { loggable } from '../faults.ts';
import { settings } from '../settings.ts';
import { createInbox } from './inbox.ts';

const { LAKE_BUCKET, INBOX_BUCKET, TRAIL_BUCKET, INBOX_QUEUE_URL, TABLE_NAME } = settings([
  'LAKE_BUCKET',
  'INBOX_BUCKET',
  'TRAIL_BUCKET',
  'INBOX_QUEUE_URL',
  'TABLE_NAME',
]);

const logger = new Logger();
const clock = () => Date.now();
const s3 = new S3Client();
const lake = createObjectStore(s3, LAKE_BUCKET);
const items = createItemTable(new DynamoDBClient(), TABLE_NAME);
const reference = createReferenceStore({ objects: lake, items, clock });

/** Receives the bulk files that the inbox queue tells about. */
export const handler = createInbox(
  {
    inbox: createObjectStore(s3, INBOX_BUCKET),
    queue: createQueue(new SQSClient(), INBOX_QUEUE_URL),
    lake,
    trail: createObjectStore(s3, TRAIL_BUCKET),
    items,
    clock,
    book: () => reference.book(),
    report: (error) =>
      logger.error('new revisions that were not counted', { error: loggable(error) }),
  },
  logger,
);
