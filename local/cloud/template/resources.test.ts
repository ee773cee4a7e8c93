import { describe, expect, test } from 'vitest';
import type { Json } from './intrinsics.ts';
import { type Locality, resolveResources } from './resources.ts';

const locality: Locality = {
  partition: 'aws-cn',
  region: 'cn-north-1',
  account: '000000000000',
  urlSuffix: 'amazonaws.com.cn',
  queueOrigin: 'http://127.0.0.1:9324',
  apiOrigin: 'http://localhost:8080',
  parameters: { Given: 'given' },
};

/** Resolves one value as a property of a queue in a stack that has one of most things. */
function resolved(value: Json, extra: { Outputs?: Record<string, { Value: Json }> } = {}): Json {
  const resources = resolveResources(
    {
      assets: new Map(),
      stacks: [
        {
          name: 'Stack',
          template: {
            Parameters: {
              Given: { Type: 'String' },
              Kept: { Type: 'String', Default: 'default' },
              Missing: { Type: 'String' },
              Bootstrap: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/x' },
            },
            Conditions: {
              Yes: { 'Fn::Equals': [{ Ref: 'AWS::Partition' }, 'aws-cn'] },
              No: { 'Fn::Not': [{ Condition: 'Yes' }] },
              Both: { 'Fn::And': [{ Condition: 'Yes' }, { Condition: 'No' }] },
              Either: { 'Fn::Or': [{ Condition: 'Yes' }, { Condition: 'No' }] },
              Strange: { 'Fn::Contains': [['a'], 'a'] },
            },
            Resources: {
              Asker: { Type: 'AWS::SQS::Queue', Properties: { Value: value } },
              Bucket1A: { Type: 'AWS::S3::Bucket', Properties: {} },
              Named: { Type: 'AWS::SQS::Queue', Properties: { QueueName: { Ref: 'Given' } } },
              Topic: { Type: 'AWS::SNS::Topic', Properties: {} },
              Absent: { Type: 'AWS::SQS::Queue', Condition: 'No', Properties: {} },
            },
            Outputs: extra.Outputs ?? {},
          },
        },
        {
          name: 'Other',
          template: {
            Parameters: {},
            Conditions: {},
            Resources: { Far: { Type: 'AWS::S3::Bucket', Properties: {} } },
            Outputs: {
              Out: { Value: { 'Fn::GetAtt': ['Far', 'Arn'] }, Export: { Name: 'Other:Far' } },
            },
          },
        },
      ],
    },
    locality,
  );
  return resources.find(({ logicalId }) => logicalId === 'Asker')?.properties.Value ?? null;
}

/** As Fn::Sub writes a name: in braces after a dollar sign. */
const slot = (name: string) => `\${${name}}`;

describe('intrinsics', () => {
  const cases: readonly (readonly [what: string, value: Json, expected: Json])[] = [
    ['a parameter that is given', { Ref: 'Given' }, 'given'],
    ['a parameter by default', { Ref: 'Kept' }, 'default'],
    ['pseudo parameters', { Ref: 'AWS::URLSuffix' }, 'amazonaws.com.cn'],
    ['no value', { kept: 1, gone: { Ref: 'AWS::NoValue' } }, { kept: 1 }],
    ['no value in a list', ['a', { Ref: 'AWS::NoValue' }], ['a']],
    ['a bucket, named by its id', { Ref: 'Bucket1A' }, 'stack-bucket1a'],
    ['a queue, named by itself', { Ref: 'Named' }, 'http://127.0.0.1:9324/000000000000/given'],
    ['an attribute', { 'Fn::GetAtt': ['Bucket1A', 'Arn'] }, 'arn:aws-cn:s3:::stack-bucket1a'],
    ['a topic, by its ARN', { Ref: 'Topic' }, 'arn:aws-cn:sns:cn-north-1:000000000000:Stack-Topic'],
    ['an attribute, short', { 'Fn::GetAtt': 'Named.QueueName' }, 'given'],
    ['Join', { 'Fn::Join': ['-', ['a', { Ref: 'Given' }]] }, 'a-given'],
    ['Select of Split', { 'Fn::Select': ['1', { 'Fn::Split': ['.', 'a.b'] }] }, 'b'],
    [
      'Sub',
      {
        'Fn::Sub': `${slot('Given')}/${slot('Bucket1A.Arn')}/${slot('!Literal')}/${slot('AWS::Region')}`,
      },
      `given/arn:aws-cn:s3:::stack-bucket1a/${slot('Literal')}/cn-north-1`,
    ],
    [
      'Sub with its own',
      { 'Fn::Sub': [`${slot('Own')}-${slot('Kept')}`, { Own: { Ref: 'Given' } }] },
      'given-default',
    ],
    ['If', { 'Fn::If': ['Either', { 'Fn::If': ['Both', 1, 2] }, 3] }, 2],
    ['If without a value', { a: { 'Fn::If': ['No', 1, { Ref: 'AWS::NoValue' }] } }, {}],
    ['ImportValue', { 'Fn::ImportValue': { 'Fn::Sub': 'Other:Far' } }, 'arn:aws-cn:s3:::other-far'],
  ];
  test.each(cases)('%s', (_, value, expected) => {
    expect(resolved(value)).toEqual(expected);
  });
});

describe('what is not known fails by its name and place', () => {
  const cases: readonly (readonly [value: Json, message: RegExp])[] = [
    [
      { 'Fn::Base64': 'x' },
      /Asker \(AWS::SQS::Queue\)\.Value: the intrinsic Fn::Base64 is not known/,
    ],
    [{ 'Fn::GetAZs': '' }, /Fn::GetAZs/],
    [{ Ref: 'AWS::StackId' }, /pseudo parameter AWS::StackId/],
    [{ Ref: 'Nobody' }, /there is no resource Nobody/],
    [{ Ref: 'Missing' }, /the parameter Missing has neither/],
    [{ Ref: 'Bootstrap' }, /AWS::SSM::Parameter::Value<String>/],
    [{ Ref: 'Absent' }, /Absent does not exist under its condition/],
    [{ 'Fn::GetAtt': ['Bucket1A', 'WebsiteURL'] }, /attribute WebsiteURL of AWS::S3::Bucket/],
    [{ 'Fn::If': ['Strange', 1, 2] }, /condition function Fn::Contains/],
    [{ 'Fn::If': ['Nothing', 1, 2] }, /there is no condition Nothing/],
    [{ 'Fn::ImportValue': 'Nowhere' }, /no stack exports Nowhere/],
    [{ Ref: 'Given', 'Fn::Sub': 'x' }, /stands beside other keys/],
  ];
  test.each(cases)('%j', (value, message) => {
    expect(() => resolved(value)).toThrow(message);
  });

  test('an output, too', () => {
    expect(() => resolved('', { Outputs: { O: { Value: { 'Fn::Cidr': [] } } } })).toThrow(
      /Outputs\.O: the intrinsic Fn::Cidr/,
    );
  });

  test('a resource type', () => {
    const template = {
      Parameters: {},
      Conditions: {},
      Resources: { Cache: { Type: 'AWS::ElastiCache::CacheCluster', Properties: {} } },
      Outputs: {},
    };
    expect(() =>
      resolveResources({ assets: new Map(), stacks: [{ name: 'Stack', template }] }, locality),
    ).toThrow(
      'Resources.Cache: the resource type AWS::ElastiCache::CacheCluster is not known here',
    );
  });
});
