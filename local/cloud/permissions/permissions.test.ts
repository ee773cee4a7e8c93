import { describe, expect, test } from 'vitest';
import type { Call } from '../../services/access.ts';
import type { Encryption, ResourcePolicy, Statement } from '../template/description.ts';
import { requirePolling } from '../triggers/poller.ts';
import { createPermissions } from './permissions.ts';

const ACCOUNT = '000000000000';
const BUCKET = 'arn:aws-cn:s3:::lake';
const TABLE = `arn:aws-cn:dynamodb:cn-north-1:${ACCOUNT}:table/T`;
const QUEUE = `arn:aws-cn:sqs:cn-north-1:${ACCOUNT}:Work`;
const ROLE = `arn:aws-cn:iam::${ACCOUNT}:role/reader`;

const statement = (
  actions: string[],
  resources: string[],
  extra: Partial<Statement> = {},
): Statement => ({
  id: undefined,
  effect: 'Allow',
  principals: undefined,
  actions,
  resources,
  conditions: {},
  ...extra,
});

const trust = (service: string) =>
  statement(['sts:AssumeRole'], ['*'], { principals: { aws: [], services: [service] } });

function permissionsOf(
  statements: readonly Statement[],
  resourcePolicies: readonly ResourcePolicy[] = [],
  encryptions: readonly Encryption[] = [],
) {
  return createPermissions({
    roles: [
      {
        name: 'reader',
        logicalId: 'Reader',
        arn: ROLE,
        statements,
        trust: [trust('lambda.amazonaws.com')],
      },
    ],
    resourcePolicies,
    encryptions,
    partition: 'aws-cn',
    region: 'cn-north-1',
    account: ACCOUNT,
    urlSuffix: 'amazonaws.com.cn',
    record: () => undefined,
  });
}

const call = (action: string, resource: string, context: Record<string, string[] | string> = {}) =>
  ({
    accessKeyId: 'reader',
    service: action.split(':')[0] as Call['service'],
    action,
    resource,
    context: () => context,
  }) satisfies Call;

describe("a role's policy", () => {
  const { authorize } = permissionsOf([
    statement(['s3:GetObject', 's3:Put*'], [`${BUCKET}/raw/*`]),
    statement(['s3:ListBucket'], [BUCKET], {
      conditions: { StringLike: { 's3:prefix': ['raw/*'] } },
    }),
    statement(['dynamodb:*'], [TABLE]),
    statement(['dynamodb:DeleteItem'], [TABLE], {
      effect: 'Deny',
      conditions: { 'ForAnyValue:StringLike': { 'dynamodb:LeadingKeys': ['TRAIL#*'] } },
    }),
    statement(['s3:*'], [`${BUCKET}/raw/frozen/*`], { effect: 'Deny' }),
    statement(['s3:PutObject'], [`${BUCKET}/once/*`], {
      conditions: { Null: { 's3:if-none-match': ['false'] } },
    }),
  ]);

  test.each([
    ['s3:GetObject', 'lake/raw/a/b.json', {}, true],
    ['s3:PutObject', 'lake/raw/x', {}, true],
    ['s3:DeleteObject', 'lake/raw/x', {}, false],
    ['s3:GetObject', 'lake/other/x', {}, false],
    ['s3:GetObject', 'lakes/raw/x', {}, false],
    ['s3:GetObject', 'lake/raw/frozen/x', {}, false],
    ['s3:ListBucket', 'lake', { 's3:prefix': 'raw/2024' }, true],
    ['s3:ListBucket', 'lake', { 's3:prefix': 'other/' }, false],
    ['s3:ListBucket', 'lake', {}, false],
    ['s3:PutObject', 'lake/once/x', { 's3:if-none-match': '*' }, true],
    ['s3:PutObject', 'lake/once/x', {}, false],
    ['dynamodb:putitem', 'table/T', {}, true],
    ['dynamodb:PutItem', 'table/T/index/index1', {}, false],
    ['dynamodb:DeleteItem', 'table/T', { 'dynamodb:LeadingKeys': ['DAY#1'] }, true],
    ['dynamodb:DeleteItem', 'table/T', { 'dynamodb:LeadingKeys': ['DAY#1', 'TRAIL#1'] }, false],
  ])('%s on %s with %j: %s', (action, resource, context, expected) => {
    expect(authorize(call(action, resource, context)) === true).toBe(expected);
  });

  test('a name is not a pattern', () => {
    const dotted = permissionsOf([statement(['s3:GetObject'], ['arn:aws-cn:s3:::a.b/*'])]);
    expect(dotted.authorize(call('s3:GetObject', 'aXb/key'))).toMatchObject({
      error: expect.stringContaining('because no identity-based policy allows'),
    });
  });

  test.each([
    [{ conditions: { StringEquals: { 'aws:username': ['a'] } } }, 'condition key aws:username'],
    [{ conditions: { IpAddress: { 'aws:sourcearn': ['10.0.0.0/8'] } } }, 'operator IpAddress'],
    [{ resources: [`${BUCKET}/\${aws:userid}/*`] }, 'a variable is not known here'],
  ])('what is not known here is refused, not skipped: %j', (extra, message) => {
    expect(() => permissionsOf([statement(['s3:GetObject'], ['*'], extra)])).toThrow(message);
  });
});

describe("a resource's policy", () => {
  const tlsOnly = statement(['s3:*'], [BUCKET, `${BUCKET}/*`], {
    effect: 'Deny',
    principals: { aws: ['*'], services: [] },
    conditions: { Bool: { 'aws:SecureTransport': ['false'] } },
  });
  const own = [statement(['s3:GetObject'], [`${BUCKET}/*`])];
  const policy = (...statements: Statement[]) => [{ resourceArn: BUCKET, statements }];

  test('that wants TLS only takes loopback for it', () => {
    expect(permissionsOf(own, policy(tlsOnly)).authorize(call('s3:GetObject', 'lake/x'))).toBe(
      true,
    );
  });

  test('denies what the role may', () => {
    const { authorize } = permissionsOf(own, policy({ ...tlsOnly, conditions: {} }));
    expect(authorize(call('s3:GetObject', 'lake/x'))).toMatchObject({
      error: expect.stringContaining('with an explicit deny in a resource-based policy'),
    });
  });

  test('lets in a role that it names; the account it names has to let in its roles itself', () => {
    const allow = (name: string) =>
      policy(
        statement(['s3:GetObject'], [`${BUCKET}/*`], { principals: { aws: [name], services: [] } }),
      );
    const named = permissionsOf([], allow(ROLE));
    expect(named.authorize(call('s3:GetObject', 'lake/x'))).toBe(true);
    const account = permissionsOf([], allow(`arn:aws-cn:iam::${ACCOUNT}:root`));
    expect(account.authorize(call('s3:GetObject', 'lake/x'))).not.toBe(true);
  });
});

describe('a service', () => {
  const queuePolicy = (...statements: Statement[]) => [{ resourceArn: QUEUE, statements }];
  const forAccount = statement(['sqs:SendMessage'], [QUEUE], {
    principals: { aws: [], services: ['s3.amazonaws.com'] },
    conditions: {
      StringEquals: { 'aws:SourceAccount': [ACCOUNT] },
      ArnLike: { 'aws:SourceArn': ['arn:aws-cn:s3:::in*'] },
    },
  });
  const { refusal } = permissionsOf(
    [statement(['sqs:ReceiveMessage'], [QUEUE])],
    queuePolicy(forAccount),
  );
  const send = { action: 'sqs:SendMessage', resource: QUEUE };

  test('in its own name needs the resource to let it in, for the resource it acts for', () => {
    const from = (sourceArn: string, service = 's3.amazonaws.com') =>
      refusal({ service, sourceArn }, send);
    expect(from('arn:aws-cn:s3:::inbox')).toBeUndefined();
    expect(from('arn:aws-cn:s3:::lake')).toContain('no resource-based policy allows');
    expect(from('arn:aws-cn:s3:::inbox', 'sns.amazonaws.com')).toContain(
      'sns.amazonaws.com is not',
    );
  });

  test('for a role needs its trust and its policy', () => {
    const receive = { action: 'sqs:ReceiveMessage', resource: QUEUE };
    const as = (service: string) => ({ service, roleArn: ROLE });
    expect(refusal(as('lambda.amazonaws.com'), receive)).toBeUndefined();
    expect(refusal(as('lambda.amazonaws.com'), send)).toContain('no identity-based policy');
    expect(refusal(as('scheduler.amazonaws.com'), receive)).toContain('sts:AssumeRole');
  });
});

test('a function that may not take from its queue is told at the start', () => {
  const functions = [{ name: 'worker', roleArn: ROLE, arn: 'arn:worker' }];
  const source = {
    queueArn: QUEUE,
    functionName: 'worker',
    batchSize: 1,
    reportsItemFailures: true,
    enabled: true,
  };
  expect(() => requirePolling(functions, permissionsOf([]), source)).toThrow(
    `${ROLE} is not authorized to perform: sqs:ReceiveMessage`,
  );
});

describe('what is kept under a key', () => {
  const KEY = `arn:aws-cn:kms:cn-north-1:${ACCOUNT}:key/1`;
  const via = (service: string) => ({
    conditions: { StringLike: { 'kms:ViaService': [`${service}.cn-north-1.amazonaws.com*`] } },
  });
  const root = [`arn:aws-cn:iam::${ACCOUNT}:root`];
  const keyPolicy = (...more: Statement[]) => ({
    resourceArn: KEY,
    statements: [statement(['kms:*'], ['*'], { principals: { aws: root, services: [] } }), ...more],
  });
  const encryptions = [BUCKET, QUEUE].map((resourceArn) => ({
    ...{ resourceArn, keyArn: KEY, hasBucketKey: resourceArn === BUCKET },
  }));
  const objects = statement(['s3:GetObject', 's3:PutObject'], [`${BUCKET}/*`]);
  const may = (use: Statement[], made: Call, policies = [keyPolicy()]) =>
    permissionsOf([objects, ...use], policies, encryptions).authorize(made);
  const get = call('s3:GetObject', 'lake/x');
  const put = call('s3:PutObject', 'lake/x');

  test('is read by who may decrypt, and written by who may make data keys', () => {
    const decrypt = [statement(['kms:Decrypt'], [KEY], via('s3'))];
    const generate = [statement(['kms:GenerateDataKey'], [KEY], via('s3'))];
    expect(may([], get)).toEqual({
      error: expect.stringContaining('kms:Decrypt on resource'),
      ofKey: true,
    });
    expect(may(decrypt, get)).toBe(true);
    expect(may(decrypt, put)).toMatchObject({ ofKey: true });
    expect(may(generate, put)).toBe(true);
    expect(may(generate, { ...put, inParts: true })).toMatchObject({ ofKey: true });
    expect(may([...generate, ...decrypt], { ...put, inParts: true })).toBe(true);
  });

  test('through the service that the grant names only, and for the bucket', () => {
    expect(may([statement(['kms:Decrypt'], [KEY], via('sqs'))], get)).not.toBe(true);
    const forBucket = (arn: string) =>
      statement(['kms:Decrypt'], [KEY], {
        conditions: { StringEquals: { 'kms:EncryptionContext:aws:s3:arn': [arn] } },
      });
    expect(may([forBucket(BUCKET)], get)).toBe(true);
    expect(may([forBucket(`${BUCKET}2`)], get)).not.toBe(true);
  });

  test('needs the key’s own policy, too', () => {
    const decrypt = [statement(['kms:Decrypt'], [KEY])];
    expect(may(decrypt, get, [{ resourceArn: KEY, statements: [] }])).toMatchObject({
      error: expect.stringContaining('no resource-based policy allows the kms:Decrypt action'),
    });
  });

  test('a service in its own name needs the key to let it in', () => {
    const s3 = { aws: [], services: ['s3.amazonaws.com'] };
    const queue = {
      resourceArn: QUEUE,
      statements: [statement(['sqs:SendMessage'], [QUEUE], { principals: s3 })],
    };
    const tell = (...more: Statement[]) =>
      permissionsOf([], [queue, keyPolicy(...more)], encryptions).refusal(
        { service: 's3.amazonaws.com', sourceArn: BUCKET },
        { action: 'sqs:SendMessage', resource: QUEUE },
      );
    expect(tell()).toContain('kms:GenerateDataKey');
    const letsIn = statement(['kms:GenerateDataKey', 'kms:Decrypt'], ['*'], {
      principals: s3,
      conditions: { StringEquals: { 'aws:SourceAccount': [ACCOUNT] } },
    });
    expect(tell(letsIn)).toBeUndefined();
  });
});
