/**
 * The resource types that the template uses: what each one's physical name is on this machine,
 * what `Ref` gives and which attributes it has. A type that does not stand here is refused.
 */

/** A resource's place: everything that its names and attributes are made of. */
export interface Place {
  /** Its own name: what the template says, else stack and logical id. */
  readonly name: string;
  readonly partition: string;
  readonly region: string;
  readonly account: string;
  readonly urlSuffix: string;
  /** `http://host:port` of the queues' endpoint: a queue's URL begins with it. */
  readonly queueOrigin: string;
  /** `http://host:port` at which the HTTP API answers. */
  readonly apiOrigin: string;
}

type Naming = (place: Place) => string;

export interface ResourceType {
  /** The property that may give the name. */
  readonly named?: string;
  readonly ref: Naming;
  readonly attributes: Readonly<Record<string, Naming>>;
}

const name: Naming = (place) => place.name;

const arn =
  (service: string, path = ''): Naming =>
  (place) =>
    `arn:${place.partition}:${service}:${place.region}:${place.account}:${path}${place.name}`;

const bucketArn: Naming = (place) => `arn:${place.partition}:s3:::${place.name}`;
const roleArn: Naming = (place) =>
  `arn:${place.partition}:iam::${place.account}:role/${place.name}`;
const topicArn = arn('sns');
const queueUrl: Naming = (place) => `${place.queueOrigin}/${place.account}/${place.name}`;

/** A resource that is only what its properties say: nothing asks for an attribute of it. */
const plain: ResourceType = { ref: name, attributes: {} };

export const RESOURCE_TYPES: Readonly<Record<string, ResourceType>> = {
  'AWS::ApiGatewayV2::Api': {
    ref: name,
    attributes: {
      // CloudFormation has no such attribute; permissions of functions are about it.
      Arn: arn('execute-api'),
      ApiId: name,
      ApiEndpoint: (place) => place.apiOrigin,
    },
  },
  'AWS::ApiGatewayV2::Authorizer': plain,
  'AWS::ApiGatewayV2::Integration': plain,
  'AWS::ApiGatewayV2::Route': plain,
  'AWS::ApiGatewayV2::Stage': plain,
  'AWS::Athena::WorkGroup': { named: 'Name', ref: name, attributes: {} },
  'AWS::Budgets::Budget': plain,
  'AWS::CloudWatch::Alarm': {
    named: 'AlarmName',
    ref: name,
    attributes: { Arn: arn('cloudwatch', 'alarm:') },
  },
  'AWS::CloudWatch::Dashboard': plain,
  'AWS::DynamoDB::Table': {
    named: 'TableName',
    ref: name,
    attributes: { Arn: arn('dynamodb', 'table/') },
  },
  'AWS::Glue::Database': plain,
  'AWS::Glue::Table': plain,
  'AWS::IAM::Policy': plain,
  'AWS::IAM::Role': { named: 'RoleName', ref: name, attributes: { Arn: roleArn, RoleId: name } },
  'AWS::KMS::Alias': { named: 'AliasName', ref: name, attributes: {} },
  'AWS::KMS::Key': { ref: name, attributes: { Arn: arn('kms', 'key/'), KeyId: name } },
  'AWS::Lambda::EventInvokeConfig': plain,
  'AWS::Lambda::EventSourceMapping': plain,
  'AWS::Lambda::Function': {
    named: 'FunctionName',
    ref: name,
    attributes: { Arn: arn('lambda', 'function:') },
  },
  'AWS::Lambda::Permission': plain,
  'AWS::Logs::LogGroup': {
    named: 'LogGroupName',
    ref: name,
    attributes: { Arn: (place) => `${arn('logs', 'log-group:')(place)}:*` },
  },
  'AWS::S3::Bucket': {
    named: 'BucketName',
    ref: name,
    attributes: {
      Arn: bucketArn,
      DomainName: (place) => `${place.name}.s3.${place.urlSuffix}`,
      RegionalDomainName: (place) => `${place.name}.s3.${place.region}.${place.urlSuffix}`,
    },
  },
  'AWS::S3::BucketPolicy': plain,
  'AWS::SNS::Subscription': plain,
  'AWS::SNS::Topic': {
    named: 'TopicName',
    ref: topicArn,
    attributes: { Arn: topicArn, TopicArn: topicArn, TopicName: name },
  },
  'AWS::SNS::TopicPolicy': plain,
  'AWS::SQS::Queue': {
    named: 'QueueName',
    ref: queueUrl,
    attributes: { Arn: arn('sqs'), QueueName: name, QueueUrl: queueUrl },
  },
  'AWS::SQS::QueuePolicy': plain,
  'AWS::Scheduler::Schedule': {
    named: 'Name',
    ref: name,
    attributes: { Arn: arn('scheduler', 'schedule/default/') },
  },
  'AWS::Scheduler::ScheduleGroup': {
    named: 'Name',
    ref: name,
    attributes: { Arn: arn('scheduler', 'schedule-group/') },
  },
};
