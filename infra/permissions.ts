/**
 * What a function may be granted, each as one statement. A missing object answers 404 only to
 * those who may list the bucket (403 to others), so reading comes with listing; it has no
 * condition on the prefix, because a read that finds nothing carries none.
 */
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { acknowledgeWildcard } from './acknowledge.ts';
import type { LakeCatalogue } from './constructs/lake-catalogue.ts';
import type { QueryWorkgroup } from './constructs/query-workgroup.ts';

/** The stack's own table, or one that was restored. */
interface NamedTable {
  readonly tableArn: string;
}

const allow = (actions: string[], resources: string[]) =>
  new PolicyStatement({ actions, resources });

/** Reads items and queries the table; no scan. */
export function readItems(table: NamedTable): PolicyStatement {
  return allow(['dynamodb:GetItem', 'dynamodb:Query'], [table.tableArn]);
}

/** Queries the table by an index. */
export function queryIndex(table: NamedTable, index: string): PolicyStatement {
  return allow(['dynamodb:Query'], [`${table.tableArn}/index/${index}`]);
}

/** Writes items in these ways; a transaction's parts are called the same. */
export function writeItems(
  table: NamedTable,
  ...ways: ('PutItem' | 'UpdateItem' | 'DeleteItem' | 'BatchWriteItem')[]
): PolicyStatement {
  return allow(
    ways.map((way) => `dynamodb:${way}`),
    [table.tableArn],
  );
}

/** Every object under a prefix: which there are, no template knows. */
function objectsUnder(bucket: Bucket, prefix: string): string {
  const reason = 'Keys are made of days, units and hashes; the prefix is the narrowest there is';
  acknowledgeWildcard(bucket, `/${prefix}*`, reason);
  return bucket.arnForObjects(`${prefix}*`);
}

/** Reads the objects under these prefixes. */
export function readObjects(bucket: Bucket, ...prefixes: string[]): PolicyStatement[] {
  return [
    allow(['s3:ListBucket'], [bucket.bucketArn]),
    allow(
      ['s3:GetObject'],
      prefixes.map((prefix) => objectsUnder(bucket, prefix)),
    ),
  ];
}

/** Writes objects under these prefixes; never deletes. */
export function writeObjects(bucket: Bucket, ...prefixes: string[]): PolicyStatement {
  return allow(
    ['s3:PutObject'],
    prefixes.map((prefix) => objectsUnder(bucket, prefix)),
  );
}

/** Gives up an upload in parts under this prefix, where it failed half-way. */
export function abortUploads(bucket: Bucket, prefix: string): PolicyStatement {
  return allow(['s3:AbortMultipartUpload'], [objectsUnder(bucket, prefix)]);
}

/**
 * Adds objects to the trail: only with `If-None-Match`, which never replaces one. No reading, and
 * above all no deleting.
 */
export function addToTrail(bucket: Bucket): PolicyStatement {
  return new PolicyStatement({
    actions: ['s3:PutObject'],
    resources: [objectsUnder(bucket, 'trail/')],
    conditions: { Null: { 's3:if-none-match': 'false' } },
  });
}

/** Puts messages into the queue. */
export function sendMessages(queue: IQueue): PolicyStatement {
  return allow(['sqs:SendMessage'], [queue.queueArn]);
}

/** Takes messages from the queue, as Lambda does for a function. */
export function takeMessages(queue: IQueue): PolicyStatement {
  return allow(
    ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
    [queue.queueArn],
  );
}

/** Publishes to the topic. Its key, which is SNS's own, lets in whoever SNS lets in. */
export function publishMessages(topic: Topic): PolicyStatement {
  return allow(['sns:Publish'], [topic.topicArn]);
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
  ];
}
