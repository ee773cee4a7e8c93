import { Logger } from '@aws-lambda-powertools/logger';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SNSClient } from '@aws-sdk/client-sns';
import { createItemTable } from '../../shared/aws/items.ts';
import { createObjectStore } from '../../shared/aws/objects.ts';
import { createTopic } from '../../shared/aws/topic.ts';
import { remind } from '../../shared/reminders/remind.ts';
import { createReferenceStore } from '../../shared/units/store.ts';
import { tell } from '../metrics.ts';
import { settings } from '../settings.ts';

const { LAKE_BUCKET, TABLE_NAME, REMINDERS_TOPIC_ARN } = settings([
  'LAKE_BUCKET',
  'TABLE_NAME',
  'REMINDERS_TOPIC_ARN',
]);

const logger = new Logger();
const clock = () => Date.now();
const objects = createObjectStore(new S3Client(), LAKE_BUCKET);
const items = createItemTable(new DynamoDBClient(), TABLE_NAME);
const topic = createTopic(new SNSClient(), REMINDERS_TOPIC_ARN);
const reference = createReferenceStore({ objects, items, clock });
const ports = { items, topic, clock, book: () => reference.book() };

/** Tells, once a day's deadline has passed, which stations have sent nothing. */
export async function handler(): Promise<void> {
  const reminded = await remind(ports);
  logger.info('reminded', { ...reminded });
  const { expected, submitted } = reminded;
  tell({
    SubmittedStations: submitted,
    MissingStations: expected - submitted,
    ...(expected > 0 ? { Completeness: (100 * submitted) / expected } : {}),
  });
}
