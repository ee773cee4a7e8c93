/** Grants that no test uses, and why they stay. One that a test does use must not stand here. */
export interface UnusedGrant {
  readonly actions: readonly string[];
  /** What the grant's holder and resource, in this order with a space, must match; any where left out. */
  readonly where?: RegExp;
  readonly reason: string;
}

export const UNUSED_GRANTS: readonly UnusedGrant[] = [
  {
    actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    reason: 'the embedded cloud has no CloudWatch Logs: functions log to files',
  },
  {
    actions: ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'],
    reason: 'the embedded cloud has no X-Ray',
  },
  {
    actions: ['s3:AbortMultipartUpload'],
    where: /inboxbucket\/results/,
    reason: 'only after an upload in parts has failed',
  },
  {
    actions: ['s3:ListBucket'],
    where: /InboxFunction.* \S+:fengqiao-inboxbucket$/,
    reason: 'only where a bulk file is gone before its turn',
  },
  {
    actions: ['sqs:SendMessage'],
    where: /InboxFunction.*InboxQueue$/,
    reason: 'a file that takes longer than one call: npm run bulk sends such a one',
  },
  {
    actions: ['dynamodb:DeleteItem'],
    where: /InboxFunction/,
    reason: 'only where a station has moved to another city since its day was sent',
  },
  {
    actions: ['dynamodb:DeleteItem'],
    where: /RemindFunction/,
    reason: 'only where the topic has failed: the claim is taken back',
  },
  {
    actions: ['sqs:SendMessage'],
    where: /(Compact|Remind)Function.*Failures$/,
    reason: 'only after a function has failed for good; cloud.test.ts shows the way',
  },
  {
    actions: ['sqs:SendMessage'],
    where: /Timetable.*(Failures|DeadLetters)$/,
    reason: 'only where a schedule could not deliver; cloud.test.ts shows the way',
  },
  {
    actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
    where: /Timetable(Compaction|Reminding)Role/,
    reason: 'to send to those dead letters',
  },
  {
    actions: ['s3:GetObject'],
    where: /RunFunction.*\/(flags|provisional)\/\*$/,
    reason: 'only where a run judges the figures of an earlier revision again',
  },
  {
    actions: ['lambda:InvokeFunction'],
    where: /Timetable.*:\*$/,
    reason: "the library grants a function's versions along; there are none",
  },
  {
    actions: ['sns:Publish', 'kms:Decrypt', 'kms:GenerateDataKey*'],
    where: /^(budgets|cloudwatch)\.amazonaws\.com /,
    reason: 'the embedded cloud has no alarms and no budget that could tell operators',
  },
  {
    actions: ['athena:StopQueryExecution'],
    reason: 'only where a query is given up at its deadline',
  },
  {
    actions: ['glue:GetPartitions'],
    reason: 'Athena documents it for partitioned tables; projection may do without',
  },
  {
    actions: [
      's3:ListBucket',
      's3:ListBucketMultipartUploads',
      's3:ListMultipartUploadParts',
      's3:AbortMultipartUpload',
    ],
    where: /queryresultsbucket/,
    reason: 'Athena documents these for where results go; small ones are put at once',
  },
];
