/**
 * What a function may be granted, each as one statement. A missing object answers 404 only to
 * those who may list the bucket (403 to others), so looking for an object comes with listing; it has
 * no condition on the prefix, because a read that finds nothing carries none.
 */
import { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { acknowledgeWildcard } from './acknowledge.ts';
import type { LakeCatalogue } from './constructs/lake-catalogue.ts';
import type { QueryWorkgroup } from './constructs/query-workgroup.ts';

/** The stack's own table, or one that was restored. */
interface NamedTable {
  readonly tableArn: string;
  readonly encryptionKey?: IKey | undefined;
}

const allow = (actions: string[], resources: string[]) =>
  new PolicyStatement({ actions, resources });

/**
 * What is kept under a key is read by whoever may have data keys decrypted, and written by whoever
 * may have them made, through the one service. Its name ends in .cn in the China partition.
 */
function keyFor(
  key: IKey | undefined,
  service: 's3' | 'dynamodb' | 'sqs' | 'sns',
  ...actions: ('kms:Decrypt' | 'kms:GenerateDataKey')[]
): PolicyStatement[] {
  if (!key) return [];
  const { region } = Stack.of(key);
  const conditions = { StringLike: { 'kms:ViaService': `${service}.${region}.amazonaws.com*` } };
  return [new PolicyStatement({ actions, resources: [key.keyArn], conditions })];
}

/** Reads items and queries the table; no scan. */
export function readItems(table: NamedTable): PolicyStatement[] {
  return [
    allow(['dynamodb:GetItem', 'dynamodb:Query'], [table.tableArn]),
    ...keyFor(table.encryptionKey, 'dynamodb', 'kms:Decrypt'),
  ];
}

/** Queries the table by an index. */
export function queryIndex(table: NamedTable, index: string): PolicyStatement {
  return allow(['dynamodb:Query'], [`${table.tableArn}/index/${index}`]);
}

/** Writes items in these ways; a transaction's parts are called the same. */
export function writeItems(
  table: NamedTable,
  ...ways: ('PutItem' | 'UpdateItem' | 'DeleteItem' | 'BatchWriteItem')[]
): PolicyStatement[] {
  return [
    allow(
      ways.map((way) => `dynamodb:${way}`),
      [table.tableArn],
    ),
    // The table's own key is decrypted to write, too.
    ...keyFor(table.encryptionKey, 'dynamodb', 'kms:Decrypt'),
  ];
}

/** Every object under a prefix: which there are, no template knows. */
function objectsUnder(bucket: Bucket, prefix: string): string {
  const reason = 'Keys are made of days, units and hashes; the prefix is the narrowest there is';
  acknowledgeWildcard(bucket, `/${prefix}*`, reason);
  return bucket.arnForObjects(`${prefix}*`);
}

/** Reads objects under these prefixes, which are there. */
export function readObjects(bucket: Bucket, ...prefixes: string[]): PolicyStatement[] {
  return [
    allow(
      ['s3:GetObject'],
      prefixes.map((prefix) => objectsUnder(bucket, prefix)),
    ),
    ...keyFor(bucket.encryptionKey, 's3', 'kms:Decrypt'),
  ];
}

/** Reads objects under these prefixes where there are any, and lists them. */
export function findObjects(bucket: Bucket, ...prefixes: string[]): PolicyStatement[] {
  return [allow(['s3:ListBucket'], [bucket.bucketArn]), ...readObjects(bucket, ...prefixes)];
}

/** Writes objects under these prefixes; never deletes. */
export function writeObjects(bucket: Bucket, ...prefixes: string[]): PolicyStatement[] {
  return [
    allow(
      ['s3:PutObject'],
      prefixes.map((prefix) => objectsUnder(bucket, prefix)),
    ),
    ...keyFor(bucket.encryptionKey, 's3', 'kms:GenerateDataKey'),
  ];
}

/** Gives up an upload in parts under this prefix, where it failed half-way. */
export function abortUploads(bucket: Bucket, prefix: string): PolicyStatement {
  return allow(['s3:AbortMultipartUpload'], [objectsUnder(bucket, prefix)]);
}

/**
 * Adds objects to the trail: only with `If-None-Match`, which never replaces one. No reading, and
 * above all no deleting.
 */
export function addToTrail(bucket: Bucket): PolicyStatement[] {
  return [
    new PolicyStatement({
      actions: ['s3:PutObject'],
      resources: [objectsUnder(bucket, 'trail/')],
      conditions: { Null: { 's3:if-none-match': 'false' } },
    }),
    ...keyFor(bucket.encryptionKey, 's3', 'kms:GenerateDataKey'),
  ];
}

/** Puts messages into the queue. */
export function sendMessages(queue: IQueue): PolicyStatement[] {
  return [
    allow(['sqs:SendMessage'], [queue.queueArn]),
    ...keyFor(queue.encryptionMasterKey, 'sqs', 'kms:GenerateDataKey', 'kms:Decrypt'),
  ];
}

/** Takes messages from the queue, as Lambda does for a function. */
export function takeMessages(queue: IQueue): PolicyStatement[] {
  return [
    allow(['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], [queue.queueArn]),
    ...keyFor(queue.encryptionMasterKey, 'sqs', 'kms:Decrypt'),
  ];
}

/** Publishes to the topic. */
export function publishMessages(topic: Topic, key: IKey): PolicyStatement[] {
  return [
    allow(['sns:Publish'], [topic.topicArn]),
    ...keyFor(key, 'sns', 'kms:GenerateDataKey', 'kms:Decrypt'),
  ];
}

/** Sees how many messages the queues hold. */
export function measureQueues(...queues: IQueue[]): PolicyStatement {
  return allow(
    ['sqs:GetQueueAttributes'],
    queues.map((queue) => queue.queueArn),
  );
}

/** Runs queries in the workgroup over the catalogue's tables, whose objects it must be able to read. */
export function runQueries(workgroup: QueryWorkgroup, catalogue: LakeCatalogue): PolicyStatement[] {
  return [
    allow(
      [
        'athena:StartQueryExecution',
        'athena:StopQueryExecution',
        'athena:GetQueryExecution',
        'athena:GetQueryResults',
      ],
      [workgroup.arn],
    ),
    allow(['glue:GetDatabase'], [...catalogue.arns.database]),
    allow(
      ['glue:GetTable', 'glue:GetPartitions'],
      [...catalogue.arns.database, ...catalogue.arns.tables],
    ),
    allow(
      ['s3:GetBucketLocation', 's3:ListBucket', 's3:ListBucketMultipartUploads'],
      [workgroup.results.bucketArn],
    ),
    allow(
      ['s3:GetObject', 's3:PutObject', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts'],
      [objectsUnder(workgroup.results, '')],
    ),
    ...keyFor(workgroup.results.encryptionKey, 's3', 'kms:GenerateDataKey', 'kms:Decrypt'),
  ];
}
