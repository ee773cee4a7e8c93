import { join } from 'node:path';
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
import { createApp } from './app.ts';
import { answering } from './event.ts';

const environment = settings([
  'LAKE_BUCKET',
  'INBOX_BUCKET',
  'TRAIL_BUCKET',
  'TABLE_NAME',
  'INBOX_QUEUE_URL',
  'RUN_QUEUE_URL',
  'OIDC_ISSUER',
  'OIDC_CLIENT_ID',
  'LAMBDA_TASK_ROOT',
]);

const logger = new Logger();
const clock = () => Date.now();
const s3 = new S3Client();
const sqs = new SQSClient();
// Where links to objects lead, if the store is reached at another address from outside.
const { OBJECT_LINKS_URL: linksUrl } = process.env;
const lake = createObjectStore(s3, environment.LAKE_BUCKET, linksUrl);
const inbox = createObjectStore(s3, environment.INBOX_BUCKET, linksUrl);
const items = createItemTable(new DynamoDBClient(), environment.TABLE_NAME);

/** Answers the HTTP API. */
export const handler = answering(
  createApp(
    {
      lake,
      inbox,
      trail: createObjectStore(s3, environment.TRAIL_BUCKET),
      items,
      inboxQueue: createQueue(sqs, environment.INBOX_QUEUE_URL),
      runQueue: createQueue(sqs, environment.RUN_QUEUE_URL),
      clock,
      reference: createReferenceStore({ objects: lake, items, clock }),
    },
    {
      folder: join(environment.LAMBDA_TASK_ROOT, 'web'),
      issuer: environment.OIDC_ISSUER,
      clientId: environment.OIDC_CLIENT_ID,
      signInOrigins: (process.env.OIDC_ORIGINS ?? '').split(/[\s,]+/).filter(Boolean),
      // Any link names it: a host of the bucket's own, or on one machine the store's address.
      uploads: async () => new URL(await inbox.presignGet('results/', 1)).origin,
    },
    ({ fault, ...where }) => {
      logger.error('unexpected fault', { ...where, error: loggable(fault) });
    },
    (line) => {
      logger.info('request', { ...line });
    },
  ),
);
