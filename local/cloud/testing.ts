/** A small cloud for tests: a hand-made assembly with one of everything that triggers act on. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const sdk = (client: string) =>
  JSON.stringify(createRequire(import.meta.url).resolve(`@aws-sdk/client-${client}`));

/** Does what its event says; what it has seen goes to the bucket under `seen/`. */
const WORKER = `
const { S3Client, PutObjectCommand, DeleteObjectCommand } = require(${sdk('s3')});
const s3 = new S3Client({});
const put = (Key, value) => s3.send(new PutObjectCommand({ Bucket: process.env.BUCKET, Key, Body: JSON.stringify(value) }));
exports.handler = async (event, context) => {
  if (event.requestContext) return { statusCode: 200, body: JSON.stringify({ claims: event.requestContext.authorizer?.jwt.claims ?? null }) };
  if (event.do === 'delete') { await s3.send(new DeleteObjectCommand({ Bucket: process.env.BUCKET, Key: 'x' })); return 'deleted'; }
  if (event.do === 'fail') { await put('seen/failing-' + context.awsRequestId, event); throw new Error('as asked'); }
  if (!event.Records) { await put('seen/call-' + context.awsRequestId, { event, now: Date.now() }); return event; }
  const batchItemFailures = [];
  for (const record of event.Records) {
    const body = JSON.parse(record.body);
    if (body.do === 'throw') throw new Error('as asked');
    if (body.do === 'fail') batchItemFailures.push({ itemIdentifier: record.messageId });
    else await put('seen/' + record.messageId, { record, body });
  }
  return { batchItemFailures };
};`;

const arnOf = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });
const allow = (Action: string | string[], ...Resource: unknown[]) => ({
  Effect: 'Allow',
  Action,
  Resource,
});
const letIn = (service: string, Action: string, extra: object = {}) => ({
  Effect: 'Allow',
  Principal: { Service: `${service}.amazonaws.com` },
  Action,
  ...extra,
});
const role = (service: string, ...Statement: unknown[]) => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: { Statement: [letIn(service, 'sts:AssumeRole')] },
    Policies: [{ PolicyDocument: { Statement } }],
  },
});
const route = (RouteKey: string, extra: object = {}) => ({
  Type: 'AWS::ApiGatewayV2::Route',
  Properties: {
    ApiId: { Ref: 'Api' },
    RouteKey,
    Target: { 'Fn::Join': ['/', ['integrations', { Ref: 'Integration' }]] },
    ...extra,
  },
});
const schedule = (expression: string, Target: object) => ({
  Type: 'AWS::Scheduler::Schedule',
  Properties: {
    ScheduleExpression: expression,
    ScheduleExpressionTimezone: 'Asia/Shanghai',
    Target: { RoleArn: arnOf('TimetableRole'), ...Target },
  },
});

const RESOURCES = {
  Bucket: {
    Type: 'AWS::S3::Bucket',
    Properties: {
      NotificationConfiguration: {
        QueueConfigurations: [
          {
            Event: 's3:ObjectCreated:*',
            Queue: arnOf('Work'),
            Filter: { S3Key: { Rules: [{ Name: 'prefix', Value: 'inbox/' }] } },
          },
        ],
      },
    },
  },
  Table: {
    Type: 'AWS::DynamoDB::Table',
    Properties: {
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
    },
  },
  Work: {
    Type: 'AWS::SQS::Queue',
    Properties: {
      VisibilityTimeout: 900,
      RedrivePolicy: { deadLetterTargetArn: arnOf('DeadWork'), maxReceiveCount: 2 },
    },
  },
  WorkPolicy: {
    Type: 'AWS::SQS::QueuePolicy',
    Properties: {
      Queues: [{ Ref: 'Work' }],
      PolicyDocument: {
        Statement: [letIn('s3', 'sqs:SendMessage', { Resource: arnOf('Work') })],
      },
    },
  },
  DeadWork: { Type: 'AWS::SQS::Queue' },
  /** Nobody takes from it. */
  Shelf: { Type: 'AWS::SQS::Queue' },
  Failures: { Type: 'AWS::SQS::Queue' },
  WorkerRole: role(
    'lambda',
    allow(['s3:PutObject'], { 'Fn::Join': ['', [arnOf('Bucket'), '/seen/*']] }),
    allow(['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], arnOf('Work')),
    allow('sqs:SendMessage', arnOf('Failures')),
  ),
  Worker: {
    Type: 'AWS::Lambda::Function',
    Properties: {
      Code: {
        S3Bucket: { 'Fn::Join': ['-', ['assets', { Ref: 'AWS::Region' }]] },
        S3Key: 'worker.zip',
      },
      Handler: 'index.handler',
      Runtime: 'nodejs24.x',
      Role: arnOf('WorkerRole'),
      Timeout: 10,
      MemorySize: 256,
      Environment: { Variables: { BUCKET: { Ref: 'Bucket' }, SHELF_URL: { Ref: 'Shelf' } } },
    },
  },
  WorkerFailures: {
    Type: 'AWS::Lambda::EventInvokeConfig',
    Properties: {
      FunctionName: { Ref: 'Worker' },
      MaximumRetryAttempts: 2,
      DestinationConfig: { OnFailure: { Destination: arnOf('Failures') } },
    },
  },
  WorkSource: {
    Type: 'AWS::Lambda::EventSourceMapping',
    Properties: {
      EventSourceArn: arnOf('Work'),
      FunctionName: { Ref: 'Worker' },
      BatchSize: 10,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    },
  },
  TimetableRole: role(
    'scheduler',
    allow('sqs:SendMessage', arnOf('Shelf'), arnOf('Failures')),
    allow('lambda:InvokeFunction', arnOf('Worker')),
  ),
  Daily: schedule('cron(30 12 * * ? *)', { Arn: arnOf('Shelf'), Input: '{"kind":"daily"}' }),
  Yearly: schedule('cron(0 3 1 1 ? *)', { Arn: arnOf('Worker'), Input: '{"do":"fail"}' }),
  Forbidden: schedule('cron(0 4 1 1 ? *)', {
    Arn: arnOf('Work'),
    DeadLetterConfig: { Arn: arnOf('Failures') },
  }),
  Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { ProtocolType: 'HTTP' } },
  Stage: {
    Type: 'AWS::ApiGatewayV2::Stage',
    Properties: { ApiId: { Ref: 'Api' }, StageName: '$default' },
  },
  Integration: {
    Type: 'AWS::ApiGatewayV2::Integration',
    Properties: {
      IntegrationType: 'AWS_PROXY',
      IntegrationUri: arnOf('Worker'),
      PayloadFormatVersion: '2.0',
    },
  },
  Authorizer: {
    Type: 'AWS::ApiGatewayV2::Authorizer',
    Properties: {
      AuthorizerType: 'JWT',
      IdentitySource: ['$request.header.Authorization'],
      JwtConfiguration: { Issuer: { Ref: 'OidcIssuer' }, Audience: [{ Ref: 'OidcAudience' }] },
    },
  },
  Open: route('GET /open'),
  Closed: route('ANY /v1/{proxy+}', {
    AuthorizationType: 'JWT',
    AuthorizerId: { Ref: 'Authorizer' },
  }),
  Calling: {
    Type: 'AWS::Lambda::Permission',
    Properties: {
      FunctionName: { Ref: 'Worker' },
      Action: 'lambda:InvokeFunction',
      Principal: 'apigateway.amazonaws.com',
    },
  },
};

/** Writes the assembly to a folder that is made for it. */
export function writeTestAssembly(cdkOut: string, resources: object = RESOURCES): void {
  mkdirSync(join(cdkOut, 'asset.worker'), { recursive: true });
  writeFileSync(join(cdkOut, 'asset.worker', 'index.js'), WORKER);
  const write = (file: string, content: object) =>
    writeFileSync(join(cdkOut, file), JSON.stringify(content));
  write('manifest.json', {
    artifacts: {
      Test: { type: 'aws:cloudformation:stack', properties: { templateFile: 'Test.json' } },
      Assets: { type: 'cdk:asset-manifest', properties: { file: 'assets.json' } },
    },
  });
  write('assets.json', {
    files: {
      worker: {
        source: { path: 'asset.worker', packaging: 'zip' },
        destinations: { here: { objectKey: 'worker.zip' } },
      },
    },
  });
  write('Test.json', {
    Parameters: {
      OidcIssuer: { Type: 'String' },
      OidcAudience: { Type: 'String', Default: 'nobody' },
    },
    Resources: resources,
  });
}
