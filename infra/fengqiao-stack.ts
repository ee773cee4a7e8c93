import { CfnOutput, CfnParameter, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import { LAKE_TABLES } from '../shared/lake/tables.ts';
import { DataKey } from './constructs/data-key.ts';
import { InboxBucket } from './constructs/inbox-bucket.ts';
import { INDEX, ItemsTable } from './constructs/items-table.ts';
import { LakeBucket } from './constructs/lake-bucket.ts';
import { LakeCatalogue } from './constructs/lake-catalogue.ts';
import { ModuleAlarms } from './constructs/module-alarms.ts';
import { OperationsDashboard } from './constructs/operations-dashboard.ts';
import { Operators } from './constructs/operators.ts';
import { QueryWorkgroup } from './constructs/query-workgroup.ts';
import { SecureTopic } from './constructs/secure-topic.ts';
import { ServiceAccounts } from './constructs/service-accounts.ts';
import { ServiceFunction, type ServiceFunctionOptions } from './constructs/service-function.ts';
import { Timetable } from './constructs/timetable.ts';
import { TrailBucket } from './constructs/trail-bucket.ts';
import { WebApi } from './constructs/web-api.ts';
import { DeadLetterQueue, WorkQueue } from './constructs/work-queue.ts';
import type { Identity } from './identity-stack.ts';
import {
  abortUploads,
  addToTrail,
  findObjects,
  measureQueues,
  publishMessages,
  queryIndex,
  readItems,
  readObjects,
  runQueries,
  sendMessages,
  writeItems,
  writeObjects,
} from './permissions.ts';

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
  /** The name of a table that was restored, to work on in place of the stack's own (docs/backup.md). */
  readonly restoredTable?: string;
  /** Whose tokens are taken; parameters name the issuer where it is left out. */
  readonly identity?: Identity;
  /** Units that have a service account in the pool of `identity`. */
  readonly services?: readonly string[];
}

/** The whole module: stores, queues, functions, the HTTP API and the timetable. */
export class FengqiaoStack extends Stack {
  constructor(scope: Construct, id: string, props: FengqiaoStackProps) {
    super(scope, id, { description: 'Fengqiao: one village, one officer', ...props });
    const { issuer, clientId, origins, pool } = props.identity ?? this.issuer();
    const { services: units = [] } = props;

    // First, since whatever can fail makes its alarms itself.
    new Operators(this, { withBudget: true });
    const key = new DataKey(this, 'DataKey');
    const table =
      props.restoredTable === undefined
        ? new ItemsTable(this, 'Table', key)
        : Table.fromTableAttributes(this, 'RestoredTable', {
            tableName: props.restoredTable,
            // A restored table has the key of the one that it was restored from.
            encryptionKey: key,
          });
    const lake = new LakeBucket(this, 'LakeBucket', key);
    const trail = new TrailBucket(this, 'TrailBucket', key);
    const inboxWork = new WorkQueue(this, 'InboxQueue', {
      key,
      visibilityTimeout: HIDDEN,
      attempts: 5,
      worryAfter: Duration.hours(2),
    });
    const inbox = new InboxBucket(this, 'InboxBucket', { key, queue: inboxWork.queue });
    const runWork = new WorkQueue(this, 'RunQueue', {
      key,
      visibilityTimeout: HIDDEN,
      attempts: 3,
      worryAfter: Duration.hours(1),
    });
    const compactFailures = new DeadLetterQueue(this, 'CompactFailures', key);
    const remindFailures = new DeadLetterQueue(this, 'RemindFailures', key);
    const reminders = new SecureTopic(this, 'Reminders', key);
    const catalogue = new LakeCatalogue(this, 'Lake', { bucket: lake, tables: LAKE_TABLES });
    const workgroup = new QueryWorkgroup(this, 'Queries', key);

    const stores = { LAKE_BUCKET: lake.bucketName, TABLE_NAME: table.tableName };
    const reads = readItems(table);
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
        TRAIL_BUCKET: trail.bucketName,
        INBOX_QUEUE_URL: inboxWork.queue.queueUrl,
        RUN_QUEUE_URL: runWork.queue.queueUrl,
        OIDC_ISSUER: issuer,
        OIDC_CLIENT_ID: clientId,
        OIDC_ORIGINS: origins,
      },
      permissions: [
        reads,
        queryIndex(table, INDEX),
        writeItems(table, 'PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem'),
        findObjects(
          lake,
          ...['raw/', 'reference/', 'figures/', 'provisional/', 'flags/', 'drafts/', 'known/'],
        ),
        writeObjects(lake, 'raw/', 'reference/', 'drafts/', 'known/'),
        // Its presigned links carry these two.
        writeObjects(inbox, 'inbox/'),
        readObjects(inbox, 'results/'),
        addToTrail(trail),
        findObjects(trail, 'trail/'),
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
        TRAIL_BUCKET: trail.bucketName,
        // A file that takes longer than one call goes on by a message of its own.
        INBOX_QUEUE_URL: inboxWork.queue.queueUrl,
      },
      permissions: [
        reads,
        writeItems(table, 'PutItem', 'UpdateItem', 'DeleteItem'),
        // A file may be gone by the time that it is its turn.
        findObjects(inbox, 'inbox/', 'pieces/'),
        writeObjects(inbox, 'pieces/', 'results/'),
        abortUploads(inbox, 'results/'),
        addToTrail(trail),
        sendMessages(inboxWork.queue),
        readObjects(lake, 'reference/'),
        writeObjects(lake, 'raw/'),
      ],
      trigger: { kind: 'queue', work: inboxWork, atOnce: 5, goesRound: true },
    });
    const compaction = [
      reads,
      writeItems(table, 'UpdateItem'),
      findObjects(lake, 'raw/', 'reference/', 'lake/'),
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
        TRAIL_BUCKET: trail.bucketName,
        GLUE_DATABASE: catalogue.database,
        ATHENA_WORKGROUP: workgroup.name,
        // A schedule's message becomes the message of a run of its own.
        RUN_QUEUE_URL: runWork.queue.queueUrl,
      },
      permissions: [
        reads,
        writeItems(table, 'PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem'),
        // What it keeps of a revision, it reads again as the history of later ones.
        findObjects(lake, 'raw/', 'reference/', 'lake/', 'figures/', 'provisional/', 'flags/'),
        writeObjects(lake, 'lake/', 'figures/', 'provisional/', 'flags/'),
        addToTrail(trail),
        runQueries(workgroup, catalogue),
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
        // It claims what is to be told once, and takes a claim back where telling failed.
        writeItems(table, 'PutItem', 'DeleteItem'),
        readObjects(lake, 'reference/'),
        publishMessages(reminders, key),
      ],
      trigger: { kind: 'schedule', failures: remindFailures },
    });

    new Timetable(this, 'Timetable', {
      runs: runWork,
      compact: { lambda: compact.lambda, failures: compactFailures },
      remind: { lambda: remind.lambda, failures: remindFailures },
    });
    new ModuleAlarms(this, 'Module', { table, index: INDEX });
    const services =
      pool && units.length > 0
        ? new ServiceAccounts(this, 'Services', { pool, units }).clientIds
        : [];
    const webApi = new WebApi(this, 'WebApi', {
      ...{ lambda: api.lambda, issuer, audiences: [clientId, ...services] },
    });
    new OperationsDashboard(this, 'Dashboard', { stage: webApi.stage });
    new CfnOutput(this, 'Url', { value: webApi.url, description: 'The page and the API' });
    new CfnOutput(this, 'RemindersTopic', {
      value: reminders.topicArn,
      description: 'Where to subscribe to reminders, filtered by county or city',
    });
  }

  /** An issuer elsewhere, as the parameters name it. */
  private issuer(): Identity {
    const issuer = this.parameter('OidcIssuer', 'Issuer of the tokens, an https address', {
      allowedPattern: 'https?://.+',
    });
    const clientId = this.parameter('OidcAudience', 'Client id that tokens are issued to', {
      default: 'fengqiao',
    });
    const origins = this.parameter(
      'OidcOrigins',
      'Further origins that the page asks for tokens, separated by commas, where the endpoints of the issuer are of another origin than itself',
      { default: '', allowedPattern: '(https?://[^/,\\s]+(,\\s*)?)*' },
    );
    return { issuer, clientId, origins };
  }

  private parameter(
    id: string,
    description: string,
    constraint: { default?: string; allowedPattern?: string },
  ): string {
    return new CfnParameter(this, id, { type: 'String', description, ...constraint }).valueAsString;
  }
}
