import { expect, test } from 'vitest';
import { keyRequests, standing, type Template } from './standing.ts';

const resource = (Type: string, Properties = {}) => ({ Type, Properties });
const policy = (...Statement: readonly object[]) =>
  resource('AWS::IAM::Policy', { PolicyDocument: { Statement } });
const through = (service: string, ...Action: readonly string[]) => ({
  Action: Action.length === 1 ? Action[0] : Action,
  Condition: {
    StringLike: {
      'kms:ViaService': { 'Fn::Join': ['', [`${service}.`, { Ref: 'AWS::Region' }, '.x*']] },
    },
  },
});
const TEMPLATE = {
  Resources: {
    Raw: resource('AWS::S3::Bucket'),
    Lake: resource('AWS::S3::Bucket'),
    Table: resource('AWS::DynamoDB::Table'),
    Queue: resource('AWS::SQS::Queue'),
    Key: resource('AWS::KMS::Key'),
    Api: policy(
      { Action: ['s3:GetObject'] },
      through('s3', 'kms:Decrypt', 'kms:GenerateDataKey'),
      through('dynamodb', 'kms:Decrypt'),
    ),
    Run: policy(through('sns', 'kms:Decrypt')),
    Alarm: resource('AWS::CloudWatch::Alarm'),
    Rate: resource('AWS::CloudWatch::Alarm', {
      Metrics: [{ MetricStat: {} }, { MetricStat: {} }, { Expression: 'a / b' }],
    }),
  },
} as Template;

test('a role asks for each bucket in two ways and for the table in one, once in five minutes', () => {
  expect(keyRequests(TEMPLATE)).toBe((2 * 2 + 1) * 8640);
});

test('an alarm that calculates is paid for each metric it reads', () => {
  expect(standing(TEMPLATE)).toMatchObject({ alarms: 3, keys: 1, dashboards: 0 });
});
