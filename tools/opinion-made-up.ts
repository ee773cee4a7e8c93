/** Made-up policies and requests, of few words so that they often meet. */
import fc from 'fast-check';
import type { Statement } from '../local/cloud/template/description.ts';
import { ACCOUNT, type Case, caseOf } from './opinion-case.ts';

const SEED = 20_240_415;
const ROLE = `arn:aws:iam::${ACCOUNT}:role/reader`;
const some = <T>(values: readonly T[], maxLength = 2) =>
  fc.subarray([...values], { minLength: 1, maxLength });

const KEY = `arn:aws:kms:us-east-1:${ACCOUNT}:key/1`;
const actions = some(['s3:GetObject', 's3:Get*', 's3:*', '*', 's3:PutObject', 's3:?etObject']);
const resources = some([
  'arn:aws:s3:::lake/*',
  'arn:aws:s3:::lake/raw/*',
  'arn:aws:s3:::l?ke/raw/a',
  'arn:aws:s3:::*',
  '*',
]);
const values = some(['111', '1*', '1?1', '222']);
const operator = fc.constantFrom(
  ...['StringEquals', 'StringNotEquals', 'StringLike', 'StringNotLike'].flatMap((name) => [
    name,
    `${name}IfExists`,
  ]),
);
const single = fc
  .tuple(operator, values)
  .map(([name, wanted]) => ({ [name]: { 'aws:SourceAccount': wanted } }));
const several = fc
  .tuple(
    fc.constantFrom('ForAllValues', 'ForAnyValue'),
    fc.constantFrom('StringEquals', 'StringLike'),
    some(['athena.amazonaws.com', 'ath*', 'other.amazonaws.com']),
  )
  .map(([set, name, wanted]) => ({ [`${set}:${name}`]: { 'aws:CalledVia': wanted } }));
const others = fc.constantFrom(
  { Bool: { 'aws:SecureTransport': ['false'] } },
  { Bool: { 'aws:SecureTransport': ['true'] } },
  { Null: { 'aws:SourceAccount': ['true'] } },
  { Null: { 'aws:SourceAccount': ['false'] } },
  { ArnLike: { 'aws:SourceArn': ['arn:aws:s3:::in*'] } },
  { ArnNotLike: { 'aws:SourceArn': ['arn:aws:s3:::in*'] } },
);
const conditions = fc.oneof(fc.constant({}), single, several, others);

const statement = (isOwn: boolean): fc.Arbitrary<Statement> =>
  fc.record({
    id: fc.constant(undefined),
    effect: fc.constantFrom('Allow', 'Allow', 'Deny'),
    principals: isOwn
      ? fc.constant(undefined)
      : fc.constantFrom(
          { aws: ['*'], services: [] },
          { aws: [ROLE], services: [] },
          { aws: [`arn:aws:iam::${ACCOUNT}:root`], services: [] },
          { aws: [], services: ['s3.amazonaws.com'] },
        ),
    actions,
    resources,
    conditions,
  });

const context = fc.record(
  {
    'aws:securetransport': fc.constantFrom('true', 'false'),
    'aws:sourceaccount': fc.constantFrom('111', '112', '222'),
    'aws:calledvia': some(['athena.amazonaws.com', 'glue.amazonaws.com', 'other.amazonaws.com']),
    'aws:sourcearn': fc.constantFrom('arn:aws:s3:::inbox', 'arn:aws:s3:::lake'),
  },
  { requiredKeys: ['aws:securetransport'] },
);

const question = fc
  .record({
    isService: fc.constantFrom(false, false, true),
    ofKey: fc.boolean(),
    action: fc.constantFrom('s3:GetObject', 's3:PutObject'),
    resource: fc.constantFrom('arn:aws:s3:::lake/raw/a', 'arn:aws:s3:::lake/x'),
    context,
    role: fc.array(statement(true), { maxLength: 3 }),
    policy: fc.option(fc.array(statement(false), { minLength: 1, maxLength: 3 }), {
      nil: undefined,
    }),
  })
  .map(({ isService, ofKey, ...rest }) => ({
    ...rest,
    principal: isService
      ? ({ kind: 'service', name: 's3.amazonaws.com' } as const)
      : ({ kind: 'role', arn: ROLE, account: ACCOUNT } as const),
    // A key always has a policy.
    ...(ofKey && rest.policy && asKey(rest.role, rest.policy)),
  }));

/** The same question of a key: its door is its own policy. */
function asKey(role: readonly Statement[], policy: readonly Statement[]) {
  const turned = (statements: readonly Statement[]) =>
    statements.map((one) => ({
      ...one,
      actions: one.actions.map((action) =>
        action.replace('s3:', 'kms:').replace(/\wet\w*$/, 'Decrypt'),
      ),
      resources: ['*'],
    }));
  return { action: 'kms:Decrypt', resource: KEY, role: turned(role), policy: turned(policy) };
}

/** The same ones every time. */
export function madeUpCases(count: number): Case[] {
  return fc.sample(question, { numRuns: count, seed: SEED }).map(caseOf);
}
