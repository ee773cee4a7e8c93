import { describe, expect, test } from 'vitest';
import { policyOf, requirePolling } from './permissions.ts';
import type { Grant } from './template/description.ts';

const grant = (actions: string[], resources: string[], extra: Partial<Grant> = {}): Grant => ({
  effect: 'Allow',
  actions,
  resources,
  conditional: false,
  ...extra,
});

const BUCKET = 'arn:aws-cn:s3:::lake';

describe('a policy', () => {
  const allows = policyOf([
    grant(['s3:GetObject', 's3:Put*'], [`${BUCKET}/raw/*`]),
    grant(['s3:ListBucket'], [BUCKET], { conditional: true }),
    grant(['dynamodb:*'], ['arn:aws-cn:dynamodb:cn-north-1:000000000000:table/T']),
    grant(['s3:*'], [`${BUCKET}/raw/frozen/*`], { effect: 'Deny' }),
    grant(['s3:*'], ['*'], { effect: 'Deny', conditional: true }),
  ]);

  test.each([
    ['s3:GetObject', 'lake/raw/a/b.json', true],
    ['s3:PutObject', 'lake/raw/x', true],
    ['s3:DeleteObject', 'lake/raw/x', false],
    ['s3:GetObject', 'lake/other/x', false],
    ['s3:GetObject', 'lakes/raw/x', false],
    ['s3:GetObject', 'lake/raw/frozen/x', false],
    ['s3:ListBucket', 'lake', true],
    ['dynamodb:putitem', 'table/T', true],
    ['dynamodb:PutItem', 'table/T/index/index1', false],
  ])('%s on %s: %s', (action, resource, expected) => {
    const [service = ''] = action.split(':');
    expect(allows({ service, action, resource })).toBe(expected);
  });

  test('a name is not a pattern', () => {
    const dotted = policyOf([grant(['s3:GetObject'], ['arn:aws-cn:s3:::a.b/*'])]);
    expect(dotted({ service: 's3', action: 's3:GetObject', resource: 'aXb/key' })).toBe(false);
  });
});

test('a function that may not take from its queue is told at the start', () => {
  const description = { functions: [], roles: [] };
  const source = {
    queueArn: 'arn:aws-cn:sqs:cn-north-1:000000000000:Work',
    functionName: 'worker',
    batchSize: 1,
    reportsItemFailures: true,
    enabled: true,
  };
  expect(() => requirePolling(description, source)).toThrow(
    'the role of worker may not sqs:ReceiveMessage',
  );
});
