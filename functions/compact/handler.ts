import { Logger } from '@aws-lambda-powertools/logger';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import type { Context } from 'aws-lambda';
import { createItemTable } from '../../shared/aws/items.ts';
import { createObjectStore } from '../../shared/aws/objects.ts';
import { compact, LakeBusy, withLake } from '../../shared/lake/compact.ts';
import { citiesOf } from '../../shared/lake/reference.ts';
import { createReferenceStore } from '../../shared/units/store.ts';
import { tell } from '../metrics.ts';
import { settings } from '../settings.ts';

const { LAKE_BUCKET, TABLE_NAME } = settings(['LAKE_BUCKET', 'TABLE_NAME']);

const logger = new Logger();
const clock = () => Date.now();
const objects = createObjectStore(new S3Client(), LAKE_BUCKET);
const items = createItemTable(new DynamoDBClient(), TABLE_NAME);
const reference = createReferenceStore({ objects, items, clock });

/** Brings the lake up to the ledger, every hour; leaves it where a run is doing the same. */
export async function handler(_event: unknown, context: Context): Promise<void> {
  try {
    const cities = citiesOf(await reference.book());
    const ports = { objects, items, clock };
    const { done } = await withLake(ports, context.awsRequestId, (keep) =>
      compact(ports, cities, keep),
    );
    logger.info('compacted', { partitions: done });
    tell({ PartitionsRebuilt: done });
  } catch (fault) {
    if (!(fault instanceof LakeBusy)) throw fault;
    logger.info('the lake is in use');
  }
}
