import {
  CfnOutput,
  CfnParameter,
  Duration,
  RemovalPolicy,
  Stack,
  type StackProps,
} from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table } from 'aws-cdk-lib/aws-dynamodb';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { HttpMethods } from 'aws-cdk-lib/aws-s3';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { LAKE_TABLES } from '../shared/lake/tables.ts';
import { LakeCatalogue } from './constructs/lake-catalogue.ts';
import { ModuleAlarms } from './constructs/module-alarms.ts';
import { OperationsDashboard } from './constructs/operations-dashboard.ts';
import { Operators } from './constructs/operators.ts';
import { pinLogicalId } from './constructs/pin.ts';
import { QueryWorkgroup } from './constructs/query-workgroup.ts';
import { SecureBucket } from './constructs/secure-bucket.ts';
import { SecureTopic } from './constructs/secure-topic.ts';
import { ServiceFunction, type ServiceFunctionOptions } from './constructs/service-function.ts';
import { Timetable } from './constructs/timetable.ts';
import { WebApi } from './constructs/web-api.ts';
import { DeadLetterQueue, WorkQueue } from './constructs/work-queue.ts';
import {
  claimItems,
  measureQueues,
  publishMessages,
  readItems,
  readObjects,
  runQueries,
  sendMessages,
  writeItems,
  writeObjects,
} from './permissions.ts';

const INDEX = 'index1';
/** The longest that Lambda lets a function run. */
const LONGEST = Duration.minutes(15);
/**
 * A message stays hidden as long as its one invocation may take. (The usual six times that is for
 * batches and throttled pollers; a batch is one message here and the pollers are bounded.)
 */
const HIDDEN = Duration.minutes(16);

export interface FengqiaoStackProps extends StackProps {
  /** The folder that holds a folder of bundled code for each function. */
  readonly bundles: string;
}

/** The whole module: stores, queues, functions, the HTTP API and the timetable. */
export class FengqiaoStack extends Stack {
  constructor(scope: Construct, id: string, props: FengqiaoStackProps) {
    super(scope, id, { description: 'Fengqiao: one village, one officer', ...props });
    const issuer = this.parameter('OidcIssuer', 'Issuer of the tokens, an https address', {
      allowedPattern: 'https?://.+',
    });
    const audience = this.parameter('OidcAudience', 'Client id that tokens are issued to', {
      default: 'fengqiao',
    });

    // First, since whatever can fail makes its alarms itself.
    const operators = new Operators(this, { withBudget: true });
    const table = this.table();
    const lake = new SecureBucket(this, 'LakeBucket', {
      versioned: true,
      lifecycleRules: [
        // The lake is rebuilt at will; raw documents and reference data are kept for good.
        { prefix: 'lake/', noncurrentVersionExpiration: Duration.days(30) },
        // Drafts live as long as a day is open to a clerk, and a week; what is known of stations
        // is read from raw documents again. Both name officers and are written at every save.
        {
          prefix: 'drafts/',
          expiration: Duration.days(70),
          noncurrentVersionExpiration: Duration.days(1),
        },
        {
          prefix: 'known/',
          expiration: Duration.days(90),
          noncurrentVersionExpiration: Duration.days(1),
        },
        { abortIncompleteMultipartUploadAfter: Duration.days(7), expiredObjectDeleteMarker: true },
      ],
    });
    const inboxWork = new WorkQueue(this, 'InboxQueue', {
      visibilityTimeout: HIDDEN,
      attempts: 5,
      worryAfter: Duration.hours(2),
    });
    const inbox = this.inbox(inboxWork.queue);
    const runWork = new WorkQueue(this, 'RunQueue', {
      visibilityTimeout: HIDDEN,
      attempts: 3,
      worryAfter: Duration.hours(1),
    });
    const compactFailures = new DeadLetterQueue(this, 'CompactFailures');
    const remindFailures = new DeadLetterQueue(this, 'RemindFailures');
    const reminders = new SecureTopic(this, 'Reminders');
    const catalogue = new LakeCatalogue(this, 'Lake', { bucket: lake, tables: LAKE_TABLES });
    const workgroup = new QueryWorkgroup(this, 'Queries');

    const stores = { LAKE_BUCKET: lake.bucketName, TABLE_NAME: table.tableName };
    const reads = readItems(table, INDEX);
    const items = [reads, writeItems(table)];
    const add = (id: string, options: Omit<ServiceFunctionOptions, 'bundles'>) =>
      new ServiceFunction(this, id, {
        ...options,
        bundles: props.bundles,
        environment: { ...stores, ...options.environment },
      });

    const api = add('ApiFunction', {
      name: 'api',
      description: 'The HTTP API and the web page',
      timeout: Duration.seconds(29),
      memory: 1769,
      environment: {
        INBOX_BUCKET: inbox.bucketName,
        INBOX_QUEUE_URL: inboxWork.queue.queueUrl,
        RUN_QUEUE_URL: runWork.queue.queueUrl,
        OIDC_ISSUER: issuer,
        OIDC_CLIENT_ID: audience,
      },
      permissions: [
        ...items,
        ...readObjects(lake, 'raw/', 'reference/', 'figures/', 'flags/', 'drafts/', 'known/'),
        writeObjects(lake, 'raw/', 'reference/', 'drafts/', 'known/'),
        // Its presigned links carry these two.
        writeObjects(inbox, 'inbox/'),
        ...readObjects(inbox, 'results/'),
        sendMessages(runWork.queue),
        measureQueues(inboxWork.queue, runWork.queue),
      ],
      trigger: { kind: 'http' },
    });
    add('InboxFunction', {
      name: 'inbox',
      description: 'Takes bulk files in, line by line',
      timeout: LONGEST,
      memory: 1769,
      environment: {
        INBOX_BUCKET: inbox.bucketName,
        // A file that takes longer than one call goes on by a message of its own.
        INBOX_QUEUE_URL: inboxWork.queue.queueUrl,
      },
      permissions: [
        ...items,
        ...readObjects(inbox, 'inbox/', 'pieces/'),
        writeObjects(inbox, 'pieces/', 'results/'),
        sendMessages(inboxWork.queue),
        ...readObjects(lake, 'raw/', 'reference/'),
        writeObjects(lake, 'raw/'),
      ],
      trigger: { kind: 'queue', work: inboxWork, atOnce: 5, goesRound: true },
    });
    const compaction = [
      ...items,
      ...readObjects(lake, 'raw/', 'reference/', 'lake/'),
      writeObjects(lake, 'lake/'),
    ];
    const compact = add('CompactFunction', {
      name: 'compact',
      description: 'Rebuilds the lake partitions whose submissions changed',
      timeout: LONGEST,
      memory: 3538,
      environment: {},
      permissions: compaction,
      trigger: { kind: 'schedule', failures: compactFailures },
    });
    add('RunFunction', {
      name: 'run',
      description: 'Computes and publishes the scorecards of a period',
      timeout: LONGEST,
      memory: 3538,
      environment: {
        GLUE_DATABASE: catalogue.database,
        ATHENA_WORKGROUP: workgroup.name,
        // A schedule's message becomes the message of a run of its own.
        RUN_QUEUE_URL: runWork.queue.queueUrl,
      },
      permissions: [
        ...items,
        // What it keeps of a revision, it reads again as the history of later ones.
        ...readObjects(lake, 'raw/', 'reference/', 'lake/', 'figures/', 'flags/'),
        writeObjects(lake, 'lake/', 'figures/', 'flags/'),
        ...runQueries(workgroup, catalogue),
        sendMessages(runWork.queue),
      ],
      trigger: { kind: 'queue', work: runWork, atOnce: 2 },
    });

    const remind = add('RemindFunction', {
      name: 'remind',
      description: 'Tells which stations have sent nothing',
      timeout: Duration.minutes(5),
      memory: 1769,
      environment: { REMINDERS_TOPIC_ARN: reminders.topicArn },
      permissions: [
        reads,
        claimItems(table),
        ...readObjects(lake, 'reference/'),
        publishMessages(reminders),
      ],
      trigger: { kind: 'schedule', failures: remindFailures },
    });

    new Timetable(this, 'Timetable', {
      runs: runWork,
      compact: { lambda: compact.lambda, failures: compactFailures },
      remind: { lambda: remind.lambda, failures: remindFailures },
    });
    new ModuleAlarms(this, 'Module', { table, index: INDEX });
    const webApi = new WebApi(this, 'WebApi', { lambda: api.lambda, issuer, audience });
    new OperationsDashboard(this, 'Dashboard', { stage: webApi.stage });
    new CfnOutput(this, 'Url', { value: webApi.url, description: 'The page and the API' });
    new CfnOutput(this, 'AlarmsTopic', {
      value: operators.topic.topicArn,
      description: 'Where operators subscribe to alarms',
    });
    new CfnOutput(this, 'RemindersTopic', {
      value: reminders.topicArn,
      description: 'Where to subscribe to reminders, filtered by county or city',
    });
  }

  private parameter(
    id: string,
    description: string,
    constraint: { default?: string; allowedPattern?: string },
  ): string {
    return new CfnParameter(this, id, { type: 'String', description, ...constraint }).valueAsString;
  }

  private table(): Table {
    const table = new Table(this, 'Table', {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      // As the stack itself: production only.
      deletionProtection: this.terminationProtection ?? false,
      timeToLiveAttribute: 'expires',
      removalPolicy: RemovalPolicy.RETAIN,
    });
    table.addGlobalSecondaryIndex({
      indexName: INDEX,
      partitionKey: { name: 'pk1', type: AttributeType.STRING },
      sortKey: { name: 'sk1', type: AttributeType.STRING },
    });
    pinLogicalId(table, 'Table');
    return table;
  }

  /**
   * The bucket that bulk files are dropped into, which tells the queue of each. Written as the
   * bucket's own property: the library would do it with a custom resource. The queue's policy
   * has to stand first, so it names the account and not the bucket.
   */
  private inbox(queue: Queue): SecureBucket {
    const bucket = new SecureBucket(this, 'InboxBucket', {
      versioned: true,
      lifecycleRules: [
        {
          expiration: Duration.days(90),
          noncurrentVersionExpiration: Duration.days(30),
          abortIncompleteMultipartUploadAfter: Duration.days(7),
        },
        // Pieces of results that are joined: no message lives longer that could want them.
        { prefix: 'pieces/', expiration: Duration.days(14) },
      ],
      // The page, of another origin, uploads and reads by links; a link is all the credential.
      cors: [
        {
          allowedMethods: [HttpMethods.PUT, HttpMethods.GET],
          allowedOrigins: ['*'],
          allowedHeaders: ['content-type'],
          exposedHeaders: ['etag'],
          maxAge: Duration.hours(1).toSeconds(),
        },
      ],
    });
    const grant = queue.grantSendMessages(
      new ServicePrincipal('s3.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': this.account } },
      }),
    );
    grant.applyBefore(bucket);
    bucket.resource.notificationConfiguration = {
      queueConfigurations: [
        {
          event: 's3:ObjectCreated:*',
          queue: queue.queueArn,
          filter: { s3Key: { rules: [{ name: 'prefix', value: 'inbox/' }] } },
        },
      ],
    };
    return bucket;
  }
}
