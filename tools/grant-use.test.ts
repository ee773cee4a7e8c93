import { expect, test } from 'vitest';
import { compareGrants, type Grant, grantsOf } from './grant-use.ts';

const HOLDER = 'arn:aws-cn:iam::0:role/api';
const grant = (action: string, resource = 'arn:r'): Grant => ({ holder: HOLDER, action, resource });
const record = (action: string, allowed: boolean, resource = 'arn:r') => ({
  ...{ principal: HOLDER, action, resource: 'arn:r/1', context: {}, allowed },
  ...(allowed && { by: { action, resource, source: 'role' } }),
});

test('grants are of roles, and of resources to services; a denial grants nothing', () => {
  const statement = { id: undefined, conditions: {}, actions: ['a:B'], resources: ['arn:r'] };
  const effects = (['Allow', 'Deny'] as const).map((effect) => ({
    ...{ ...statement, effect, principals: undefined },
  }));
  const services = { aws: [HOLDER], services: ['s3.amazonaws.com'] };
  const role = { name: 'api', logicalId: 'Api', arn: HOLDER, statements: effects, trust: [] };
  const policy = {
    resourceArn: 'arn:r',
    statements: effects.map((one) => ({ ...one, principals: services })),
  };
  expect(grantsOf({ roles: [role, role], resourcePolicies: [policy] })).toEqual([
    grant('a:B'),
    { ...grant('a:B'), holder: 's3.amazonaws.com' },
  ]);
});

test('tells what was used, what was not and why, what was denied, and needless reasons', () => {
  const compared = compareGrants(
    [grant('a:Used'), grant('a:Unused'), grant('a:Explained'), grant('a:Used', 'arn:other')],
    [
      record('a:Used', true),
      record('a:Denied', false),
      { ...record('a:Denied', false), principal: 'of another template' },
    ],
    [
      { actions: ['a:Explained', 'a:Used'], where: /role\/api arn:r$/, reason: 'why' },
      { actions: ['a:Gone'], reason: 'once' },
    ],
  );
  expect(compared).toMatchObject({
    used: 1,
    denied: [{ action: 'a:Denied', principal: HOLDER }],
    unexplained: [grant('a:Unused'), grant('a:Used', 'arn:other')],
    explained: new Map([['why', 1]]),
    needless: [
      { actions: ['a:Used'], reason: 'why' },
      { actions: ['a:Gone'], reason: 'once' },
    ],
  });
});
