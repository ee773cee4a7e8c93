/**
 * What a function may be granted, each as one statement. A missing object answers 404 only to
 * those who may list the bucket (403 to others), so reading comes with listing; it has no
 * condition on the prefix, because a read that finds nothing carries none.
 */
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { acknowledgeWildcard } from './acknowledge.ts';
import type { LakeCatalogue } from './constructs/lake-catalogue.ts';
import type { QueryWorkgroup } from './constructs/query-workgroup.ts';

const allow = (actions: string[], resources: string[]) =>
  new PolicyStatement({ actions, resources });

/** Reads items and queries the table, also by its index; no scan. */
export function readItems(table: Table, index: string): PolicyStatement {
  return allow(
    ['dynamodb:GetItem', 'dynamodb:Query'],
    [table.tableArn, `${table.tableArn}/index/${index}`],
  );
}

/** Writes items, also conditionally, in transactions and in batches. */
export function writeItems(table: Table): PolicyStatement {
  return allow(
    [
      'dynamodb:PutItem',
      'dynamodb:UpdateItem',
      'dynamodb:DeleteItem',
      'dynamodb:ConditionCheckItem',
      'dynamodb:BatchWriteItem',
    ],
    [table.tableArn],
  );
}

/** Puts items that claim what is to be done once, and takes them back. */
export function claimItems(table: Table): PolicyStatement {
  return allow(['dynamodb:PutItem', 'dynamodb:DeleteItem'], [table.tableArn]);
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
    ['s3:PutObject', 's3:AbortMultipartUpload'],
    prefixes.map((prefix) => objectsUnder(bucket, prefix)),
  );
}

/** Puts messages into the queue. */
export function sendMessages(queue: Queue): PolicyStatement {
  return allow(['sqs:SendMessage'], [queue.queueArn]);
}

/** Publishes to the topic. Its key, which is SNS's own, lets in whoever SNS lets in. */
export function publishMessages(topic: Topic): PolicyStatement {
  return allow(['sns:Publish'], [topic.topicArn]);
}

/** Sees how many messages the queues hold. */
export function measureQueues(...queues: Queue[]): PolicyStatement {
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
    allow(['glue:GetDatabase', 'glue:GetTable', 'glue:GetPartitions'], [...catalogue.arns]),
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
