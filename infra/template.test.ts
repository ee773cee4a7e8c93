import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { MOST_DELIVERIES as FILE_DELIVERIES } from '../functions/inbox/inbox.ts';
import { MOST_DELIVERIES as RUN_DELIVERIES } from '../functions/run/handle.ts';
import { LAKE_TABLES } from '../shared/lake/tables.ts';
import { FUNCTIONS } from './bundle.ts';
import {
  type Json,
  list,
  mentions,
  type Resource,
  scratchAssemblies,
  statementsOf,
} from './testing.ts';

/** Actions allowed on every resource, and why nothing narrower will do. */
const WILDCARDS: Readonly<Record<string, string>> = {
  'xray:PutTelemetryRecords': 'X-Ray knows no resources for what tracing sends',
  'xray:PutTraceSegments': 'X-Ray knows no resources for what tracing sends',
};

const DATA_KEY = { 'Fn::GetAtt': ['DataKey', 'Arn'] };

const scratch = scratchAssemblies();
afterAll(scratch.remove);

const { resources } = scratch.synthesize('any');

function ofType(type: string): [string, Resource][] {
  const found = resources.filter(([, resource]) => resource.Type === type);
  expect(found, type).not.toHaveLength(0);
  return found;
}

/** Properties of the one resource of a type. */
function only(type: string): Resource['Properties'] {
  const [[, resource] = []] = ofType(type);
  if (!resource) throw new Error(`no ${type}`);
  return resource.Properties;
}

/** Properties of the resource of that name. */
function named(id: string): Resource['Properties'] {
  const [, resource] = resources.find(([name]) => name === id) ?? [];
  if (!resource) throw new Error(`no ${id}`);
  return resource.Properties;
}

describe('every function', () => {
  const functions = ofType('AWS::Lambda::Function');

  test('there is one of each bundle', () => {
    const services = functions.map(([, { Properties }]) => {
      const { Variables } = Properties.Environment as { Variables: Record<string, Json> };
      return Variables.POWERTOOLS_SERVICE_NAME;
    });
    // That of tokens is the identity stack's.
    expect(services.sort()).toEqual(FUNCTIONS.filter((name) => name !== 'token').sort());
  });

  test.each(functions)('%s runs on Node 24, arm64, traced', (_, { Properties }) => {
    expect(Properties).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      TracingConfig: { Mode: 'Active' },
      Handler: 'index.handler',
    });
  });

  test.each(functions)('%s keeps its logs for more than six months', (_, { Properties }) => {
    const { LogGroup } = Properties.LoggingConfig as { LogGroup: { Ref: string } };
    expect(named(LogGroup.Ref).RetentionInDays).toBe(365);
  });

  test('each has a role of its own', () => {
    const roles = functions.map(([, { Properties }]) => JSON.stringify(Properties.Role));
    expect(new Set(roles).size).toBe(functions.length);
  });

  test.each(functions)('%s has a path for failures, and an alarm', (id) => {
    const { Properties: invoke } =
      resources.find(
        ([, { Type, Properties }]) =>
          Type === 'AWS::Lambda::EventInvokeConfig' && mentions(Properties.FunctionName, id),
      )?.[1] ?? {};
    const sources = resources.filter(
      ([, { Type, Properties }]) =>
        Type === 'AWS::Lambda::EventSourceMapping' && mentions(Properties.FunctionName, id),
    );
    const answersRequests = resources.some(
      ([, { Type, Properties }]) =>
        Type === 'AWS::ApiGatewayV2::Integration' && mentions(Properties.IntegrationUri, id),
    );
    const redriven =
      sources.length > 0 &&
      sources.every(([, { Properties }]) =>
        resources.some(
          ([
            queue,
            {
              Properties: { RedrivePolicy },
            },
          ]) => mentions(Properties.EventSourceArn, queue) && RedrivePolicy !== undefined,
        ),
      );
    expect(answersRequests || redriven || invoke?.DestinationConfig !== undefined).toBe(true);
    expect(
      ofType('AWS::CloudWatch::Alarm').some(
        ([, { Properties }]) =>
          Properties.MetricName === 'Errors' && mentions(Properties.Dimensions, id),
      ),
    ).toBe(true);
  });
});

describe('permissions', () => {
  test('no wildcard resource or action without a stated reason', () => {
    const wide = ofType('AWS::IAM::Policy')
      .flatMap(([, policy]) => statementsOf(policy))
      .filter(({ Resource: resource }) => list(resource).includes('*'))
      .flatMap(({ Action }) => list(Action));
    expect([...new Set(wide)].sort()).toEqual(Object.keys(WILDCARDS).sort());
    const actions = ofType('AWS::IAM::Policy')
      .flatMap(([, policy]) => statementsOf(policy))
      .flatMap(({ Action }) => list(Action));
    expect(actions.filter((action) => action.includes('*'))).toEqual([]);
  });

  test('who reminds reads the table and puts or takes back single items', () => {
    const actions = ofType('AWS::IAM::Policy')
      .filter(([id]) => id.startsWith('RemindFunction'))
      .flatMap(([, policy]) => statementsOf(policy))
      .flatMap(({ Action }) => list(Action));
    expect(actions.filter((action) => action.startsWith('dynamodb:')).sort()).toEqual([
      'dynamodb:DeleteItem',
      'dynamodb:GetItem',
      'dynamodb:PutItem',
      'dynamodb:Query',
    ]);
  });

  test('no function may delete an object, scan the table or use a managed policy', () => {
    const actions = ofType('AWS::IAM::Policy')
      .flatMap(([, policy]) => statementsOf(policy))
      .flatMap(({ Action }) => list(Action));
    expect(actions).not.toContain('s3:DeleteObject');
    expect(actions).not.toContain('dynamodb:Scan');
    for (const [, { Properties }] of ofType('AWS::IAM::Role')) {
      expect(Properties).not.toHaveProperty('ManagedPolicyArns');
    }
  });
});

describe('stores', () => {
  const stores = [
    'AWS::S3::Bucket',
    'AWS::DynamoDB::Table',
    'AWS::SQS::Queue',
    'AWS::KMS::Key',
  ].flatMap(ofType);

  test.each(stores)('%s outlives the stack', (_, { DeletionPolicy, UpdateReplacePolicy }) => {
    expect([DeletionPolicy, UpdateReplacePolicy]).toEqual(['Retain', 'Retain']);
  });

  test.each(ofType('AWS::S3::Bucket'))('%s is encrypted and never public', (id, bucket) => {
    expect(bucket.Properties).toMatchObject({
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [
          {
            BucketKeyEnabled: true,
            ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: DATA_KEY },
          },
        ],
      },
    });
    expectTlsOnly('AWS::S3::BucketPolicy', id);
  });

  test.each(ofType('AWS::SQS::Queue'))('%s is encrypted, and TLS only', (id, { Properties }) => {
    expect(Properties.KmsMasterKeyId).toEqual(DATA_KEY);
    expectTlsOnly('AWS::SQS::QueuePolicy', id);
  });

  test.each(ofType('AWS::SNS::Topic'))('%s is encrypted, and TLS only', (id, { Properties }) => {
    // The operators' topic has a key of its own, which lets alarms and budgets in.
    const isOperators = id === 'OperatorsTopic';
    if (isOperators) expect(Properties.KmsMasterKeyId).not.toEqual(DATA_KEY);
    else expect(Properties.KmsMasterKeyId).toEqual(DATA_KEY);
    expectTlsOnly('AWS::SNS::TopicPolicy', id);
  });

  function expectTlsOnly(type: string, id: string): void {
    const policies = ofType(type).filter(([, { Properties }]) =>
      mentions(Properties.Bucket ?? Properties.Queues ?? Properties.Topics, id),
    );
    expect(policies.flatMap(([, policy]) => statementsOf(policy))).toContainEqual(
      expect.objectContaining({
        Effect: 'Deny',
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      }),
    );
  }

  test('the trail is locked: nobody writes over, deletes or unlocks what stands there', () => {
    expect(named('TrailBucket')).toMatchObject({
      ObjectLockEnabled: true,
      ObjectLockConfiguration: {
        Rule: { DefaultRetention: { Mode: 'COMPLIANCE', Days: 3 * 365 + 1 } },
      },
      VersioningConfiguration: { Status: 'Enabled' },
    });
    const denied = ofType('AWS::S3::BucketPolicy')
      .filter(([, { Properties }]) => mentions(Properties.Bucket, 'TrailBucket'))
      .flatMap(([, policy]) => statementsOf(policy))
      .filter(({ Effect }) => Effect === 'Deny');
    expect(denied).toContainEqual(
      expect.objectContaining({
        Action: 's3:PutObject',
        Condition: { Null: { 's3:if-none-match': 'true' } },
        Principal: { AWS: '*' },
      }),
    );
    expect(denied.flatMap(({ Action }) => list(Action))).toEqual(
      expect.arrayContaining([
        's3:DeleteObject',
        's3:DeleteObjectVersion',
        's3:BypassGovernanceRetention',
        's3:PutObjectRetention',
        's3:PutObjectLegalHold',
      ]),
    );
  });

  test('functions add to the trail and never replace; only the API reads it', () => {
    const granted = ofType('AWS::IAM::Policy').flatMap(([id, policy]) =>
      statementsOf(policy)
        .filter(({ Resource: resource }) => mentions(resource, 'TrailBucket'))
        .flatMap(({ Action, Condition }) =>
          list(Action).map((action) => [id.replace(/Role.*/, ''), action, Condition]),
        ),
    );
    const added = { Null: { 's3:if-none-match': 'false' } };
    expect(granted).toEqual(
      expect.arrayContaining([
        ['ApiFunction', 's3:PutObject', added],
        ['InboxFunction', 's3:PutObject', added],
        ['RunFunction', 's3:PutObject', added],
        ['ApiFunction', 's3:GetObject', undefined],
        ['ApiFunction', 's3:ListBucket', undefined],
      ]),
    );
    expect(granted).toHaveLength(5);
  });

  test('raw documents and reference data never expire', () => {
    const { LifecycleConfiguration } = named('LakeBucket');
    const { Rules } = LifecycleConfiguration as { Rules: Record<string, Json>[] };
    const expiring = Rules.filter((rule) =>
      Object.keys(rule).some((key) => /^(Expiration|Noncurrent)/.test(key)),
    );
    expect(expiring.map(({ Prefix }) => Prefix)).toEqual([
      ...['lake/', 'drafts/', 'known/', 'lake/officer_time/', 'flags/', 'provisional/'],
    ]);
    const days = Object.fromEntries(expiring.map((rule) => [rule.Prefix, rule.ExpirationInDays]));
    expect(days).toMatchObject({ 'lake/officer_time/': 1097, 'flags/': 1097, 'provisional/': 63 });
  });

  test('a queue either has dead letters or holds them, with an alarm', () => {
    for (const [id, { Properties }] of ofType('AWS::SQS::Queue')) {
      const alarmed = ofType('AWS::CloudWatch::Alarm').some(([, alarm]) =>
        mentions(alarm.Properties.Dimensions, id),
      );
      expect([id, Properties.RedrivePolicy !== undefined || alarmed]).toEqual([id, true]);
    }
  });

  test('the table can be put back to any second and not be deleted', () => {
    expect(named('Table')).toMatchObject({
      DeletionProtectionEnabled: true,
      SSESpecification: { SSEEnabled: true, SSEType: 'KMS', KMSMasterKeyId: DATA_KEY },
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      TimeToLiveSpecification: { AttributeName: 'expires', Enabled: true },
    });
  });
});

describe('the key', () => {
  const grants = ofType('AWS::IAM::Policy').flatMap(([id, policy]) =>
    statementsOf(policy)
      .filter(({ Action }) => list(Action).some((action) => action.startsWith('kms:')))
      .map((statement) => [id, statement] as const),
  );

  test('changes every year, and waits a month before it is gone', () => {
    expect(named('DataKey')).toMatchObject({
      EnableKeyRotation: true,
      PendingWindowInDays: 30,
    });
  });

  test('lets in its account and, for the account, S3; nobody else', () => {
    const { KeyPolicy } = named('DataKey') as unknown as {
      KeyPolicy: { Statement: { Principal: Json; Action: Json; Condition?: Json }[] };
    };
    const [account, s3, ...others] = KeyPolicy.Statement;
    expect(account?.Principal).toHaveProperty('AWS');
    expect(s3).toMatchObject({
      Principal: { Service: 's3.amazonaws.com' },
      Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
      Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
    });
    expect(others).toEqual([]);
  });

  test.each(grants)('%s uses it through one service, to read and write', (_, statement) => {
    expect(statement.Resource).toEqual(DATA_KEY);
    expect(
      list(statement.Action).filter((action) => !/^kms:(Decrypt|GenerateDataKey)$/.test(action)),
    ).toEqual([]);
    expect(JSON.stringify(statement.Condition)).toMatch(
      /^\{"StringLike":\{"kms:ViaService":.*"(s3|dynamodb|sqs|sns)\./,
    );
  });
});

test.each([
  ['InboxQueue', FILE_DELIVERIES],
  ['RunQueue', RUN_DELIVERIES],
])('whoever takes from the %s knows how often messages are delivered', (queue, most) => {
  expect(named(queue).RedrivePolicy).toMatchObject({ maxReceiveCount: most });
});

describe('bulk files', () => {
  test('the function may go on by messages to its own queue, and is not stopped for it', () => {
    const [, inbox] =
      ofType('AWS::Lambda::Function').find(([id]) => id.startsWith('InboxFunction')) ?? [];
    expect(inbox?.Properties).toMatchObject({ RecursiveLoop: 'Allow', Timeout: 900 });
    const sent = ofType('AWS::IAM::Policy')
      .filter(([id]) => id.startsWith('InboxFunction'))
      .flatMap(([, policy]) => statementsOf(policy))
      .filter(({ Action }) => list(Action).includes('sqs:SendMessage'));
    expect(sent).toHaveLength(1);
    expect(mentions(sent[0]?.Resource, 'InboxQueue')).toBe(true);
  });

  test('a page uploads and reads them from its own origin', () => {
    expect(named('InboxBucket').CorsConfiguration).toEqual({
      CorsRules: [
        {
          AllowedMethods: ['PUT', 'GET'],
          AllowedOrigins: ['*'],
          AllowedHeaders: ['content-type'],
          ExposedHeaders: ['etag'],
          MaxAge: 3600,
        },
      ],
    });
    expect(named('LakeBucket')).not.toHaveProperty('CorsConfiguration');
  });
});

describe('the catalogue', () => {
  test('its tables are the lake tables', () => {
    const tables = ofType('AWS::Glue::Table').map(([, { Properties }]) => {
      const input = Properties.TableInput as unknown as {
        Name: string;
        PartitionKeys: { Name: string; Type: string }[];
        StorageDescriptor: { Columns: { Name: string; Type: string }[]; Location: Json };
      };
      expect(input.StorageDescriptor.Location).toEqual({
        'Fn::Join': ['', ['s3://', { Ref: 'LakeBucket' }, `/lake/${input.Name}/`]],
      });
      return {
        name: input.Name,
        columns: input.StorageDescriptor.Columns.map(({ Name, Type }) => [Name, Type]),
        partition: input.PartitionKeys.map(({ Name, Type }) => [Name, Type]),
      };
    });
    expect(tables).toEqual(
      LAKE_TABLES.map(({ name, columns, partition }) => ({
        name,
        columns: columns.map((column) => [column.name, column.type]),
        partition: partition ? [[partition.name, 'string']] : [],
      })),
    );
  });

  test('partitions are projected', () => {
    const parameters = (name: string) =>
      ofType('AWS::Glue::Table')
        .map(([, { Properties }]) => Properties.TableInput as { [key: string]: Json })
        .find(({ Name }) => Name === name)?.Parameters;
    expect(parameters('officer_time')).toMatchObject({
      'projection.enabled': 'true',
      'projection.day.type': 'date',
      'projection.day.format': 'yyyy-MM-dd',
      'projection.day.range': '2020-01-01,NOW+1DAYS',
      'projection.day.interval.unit': 'DAYS',
    });
    expect(parameters('disputes')).toMatchObject({
      'projection.month.format': 'yyyy-MM',
      'projection.month.range': '2020-01,NOW+1MONTHS',
      'projection.month.interval.unit': 'MONTHS',
    });
    expect(parameters('units')).not.toHaveProperty('projection.enabled');
  });

  test('no query escapes the workgroup settings', () => {
    const properties = only('AWS::Athena::WorkGroup');
    expect(properties.WorkGroupConfiguration).toMatchObject({
      EnforceWorkGroupConfiguration: true,
      EngineVersion: { SelectedEngineVersion: 'Athena engine version 3' },
      BytesScannedCutoffPerQuery: expect.any(Number),
      ResultConfiguration: {
        EncryptionConfiguration: { EncryptionOption: 'SSE_KMS', KmsKey: DATA_KEY },
      },
    });
  });
});

describe('the HTTP API', () => {
  test('asks for a token on every route of /v1 but its description', () => {
    const routes = ofType('AWS::ApiGatewayV2::Route').map(([, { Properties }]) => [
      Properties.RouteKey,
      Properties.AuthorizationType,
    ]);
    expect(Object.fromEntries(routes)).toEqual({
      'GET /v1/openapi.json': 'NONE',
      'HEAD /v1/openapi.json': 'NONE',
      'ANY /v1/{proxy+}': 'JWT',
      'GET /': 'NONE',
      'HEAD /': 'NONE',
      'GET /{proxy+}': 'NONE',
      'HEAD /{proxy+}': 'NONE',
    });
  });

  test('is throttled, and its access log names no path, query, header or body', () => {
    const properties = only('AWS::ApiGatewayV2::Stage');
    expect(properties.DefaultRouteSettings).toMatchObject({ ThrottlingRateLimit: 500 });
    const { Format } = properties.AccessLogSettings as { Format: string };
    expect(Format).not.toMatch(/\$context\.path|querystring|header|body/i);
  });
});

test('schedules keep Shanghai time, try again and end among dead letters', () => {
  for (const [, { Properties }] of ofType('AWS::Scheduler::Schedule')) {
    expect(Properties).toMatchObject({
      ScheduleExpressionTimezone: 'Asia/Shanghai',
      Target: { RetryPolicy: {}, DeadLetterConfig: {} },
    });
  }
});

test('no custom resource, and no type that the embedded cloud need not know', () => {
  expect([...new Set(resources.map(([, { Type }]) => Type))].sort()).toEqual([
    'AWS::ApiGatewayV2::Api',
    'AWS::ApiGatewayV2::Authorizer',
    'AWS::ApiGatewayV2::Integration',
    'AWS::ApiGatewayV2::Route',
    'AWS::ApiGatewayV2::Stage',
    'AWS::Athena::WorkGroup',
    'AWS::Budgets::Budget',
    'AWS::CloudWatch::Alarm',
    'AWS::CloudWatch::Dashboard',
    'AWS::DynamoDB::Table',
    'AWS::Glue::Database',
    'AWS::Glue::Table',
    'AWS::IAM::Policy',
    'AWS::IAM::Role',
    'AWS::KMS::Key',
    'AWS::Lambda::EventInvokeConfig',
    'AWS::Lambda::EventSourceMapping',
    'AWS::Lambda::Function',
    'AWS::Lambda::Permission',
    'AWS::Logs::LogGroup',
    'AWS::S3::Bucket',
    'AWS::S3::BucketPolicy',
    'AWS::SNS::Subscription',
    'AWS::SNS::Topic',
    'AWS::SNS::TopicPolicy',
    'AWS::SQS::Queue',
    'AWS::SQS::QueuePolicy',
    'AWS::Scheduler::Schedule',
    'AWS::Scheduler::ScheduleGroup',
  ]);
});

test('it fits the China regions: no ARN of the other partition', () => {
  const china = scratch.synthesize('china', { region: 'cn-north-1' });
  expect(china.text).toContain('arn:aws-cn:');
  expect(china.text).not.toContain('arn:aws:');
  expect(scratch.synthesize('neutral').text).not.toContain('arn:aws');
});

test('the same sources give the same assembly, which names nothing of this machine', () => {
  scratch.synthesize('again');
  const files = readdirSync(join(scratch.folder, 'any'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  expect(files.length).toBeGreaterThan(4);
  for (const file of files) {
    const text = readFileSync(file, 'utf8');
    expect(readFileSync(file.replace('/any/', '/again/'), 'utf8')).toBe(text);
    expect(text).not.toContain(scratch.folder);
    expect(text).not.toContain(import.meta.dirname);
  }
});

test('a table that was restored takes the place of the stack’s own, with the same grants', () => {
  const restored = scratch.synthesize('restored', {
    context: { table: 'fengqiao-restored' },
  }).resources;
  const types = restored.map(([, { Type }]) => Type);
  expect(types).not.toContain('AWS::DynamoDB::Table');
  const named = (found: readonly [string, Resource][], mark: string) =>
    found
      .filter(([, { Type }]) => Type === 'AWS::IAM::Policy')
      .flatMap(([, policy]) => statementsOf(policy))
      .filter(({ Resource }) => JSON.stringify(Resource).includes(mark))
      .map(({ Action }) => list(Action));
  expect(named(restored, 'table/fengqiao-restored')).toEqual(named(resources, '"Table"'));
  for (const [, { Type, Properties }] of restored) {
    if (Type !== 'AWS::Lambda::Function') continue;
    const { Environment } = Properties as { Environment?: { Variables: Record<string, Json> } };
    expect(Environment?.Variables.TABLE_NAME).toBe('fengqiao-restored');
  }
});
