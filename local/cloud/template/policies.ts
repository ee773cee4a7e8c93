/** The template's policies: what roles may do, who may take them on, and what resources say of callers. */
import { z } from 'zod';
import { type Catalogue, oneOrMore, unknownProperty } from './catalogue.ts';
import type { ResourcePolicy, Role, Statement } from './description.ts';
import type { Resource } from './resources.ts';
import { arnOf } from './stores.ts';

const conditionValues = z
  .union([z.string(), z.boolean(), z.number(), z.array(z.string())])
  .transform((value) => (Array.isArray(value) ? value : [String(value)]));

const common = {
  Sid: z.string().optional(),
  Effect: z.enum(['Allow', 'Deny']),
  Action: oneOrMore,
  Condition: z.record(z.string(), z.record(z.string(), conditionValues)).default({}),
  NotAction: unknownProperty,
  NotResource: unknownProperty,
  NotPrincipal: unknownProperty,
};

const identityDocument = z.object({
  Statement: z.array(z.object({ ...common, Resource: oneOrMore, Principal: unknownProperty })),
});

const principals = z.union([
  z.literal('*').transform(() => ({ AWS: ['*'], Service: [] })),
  z.object({
    AWS: oneOrMore.default([]),
    Service: oneOrMore.default([]),
    Federated: unknownProperty,
  }),
]);

const resourceDocument = z.object({
  Statement: z.array(
    z.object({ ...common, Principal: principals, Resource: oneOrMore.default(['*']) }),
  ),
});

const roleSchema = z.object({
  AssumeRolePolicyDocument: resourceDocument,
  Policies: z.array(z.object({ PolicyDocument: identityDocument })).default([]),
  ManagedPolicyArns: unknownProperty,
  PermissionsBoundary: unknownProperty,
});

const policySchema = z.object({ Roles: z.array(z.string()), PolicyDocument: identityDocument });

export function readRoles(resources: Catalogue): Role[] {
  const policies = resources.each('AWS::IAM::Policy', policySchema);
  return resources.each('AWS::IAM::Role', roleSchema).map(([resource, properties]) => ({
    name: resource.name,
    logicalId: resource.logicalId,
    arn: arnOf(resource),
    statements: [
      ...properties.Policies.map(({ PolicyDocument }) => PolicyDocument),
      ...policies
        .filter(([, policy]) => policy.Roles.includes(resource.ref))
        .map(([, { PolicyDocument }]) => PolicyDocument),
    ].flatMap((document) => document.Statement.map(statementOf)),
    trust: properties.AssumeRolePolicyDocument.Statement.map(statementOf),
  }));
}

/** Every policy that hangs on a resource, with the permissions of functions among them. */
export function readResourcePolicies(resources: Catalogue): ResourcePolicy[] {
  const attached = (type: string, policyType: string, property: string): ResourcePolicy[] =>
    resources
      .each(policyType, z.object({ [property]: oneOrMore, PolicyDocument: resourceDocument }))
      .flatMap(([asker, properties]) =>
        (properties[property] as string[]).map((reference) => ({
          resourceArn: arnOf(resources.find(type, reference, asker)),
          statements: (properties.PolicyDocument as z.infer<typeof resourceDocument>).Statement.map(
            statementOf,
          ),
        })),
      );
  return [
    ...attached('AWS::S3::Bucket', 'AWS::S3::BucketPolicy', 'Bucket'),
    ...attached('AWS::SQS::Queue', 'AWS::SQS::QueuePolicy', 'Queues'),
    ...attached('AWS::SNS::Topic', 'AWS::SNS::TopicPolicy', 'Topics'),
    ...resources
      .each('AWS::KMS::Key', z.object({ KeyPolicy: resourceDocument }))
      .map(([key, { KeyPolicy }]) => ({
        resourceArn: arnOf(key),
        statements: KeyPolicy.Statement.map(statementOf),
      })),
    ...readPermissions(resources),
  ];
}

const permissionSchema = z.object({
  FunctionName: z.string(),
  Action: z.string(),
  Principal: z.string(),
  SourceArn: z.string().optional(),
  SourceAccount: z.string().optional(),
  FunctionUrlAuthType: unknownProperty,
  EventSourceToken: unknownProperty,
  PrincipalOrgID: unknownProperty,
});

/** Who may invoke a function from outside. */
function readPermissions(resources: Catalogue): ResourcePolicy[] {
  return resources
    .each('AWS::Lambda::Permission', permissionSchema)
    .map(([resource, permission]) => {
      const { SourceArn, SourceAccount } = permission;
      const target: Resource = resources.find(
        'AWS::Lambda::Function',
        permission.FunctionName,
        resource,
      );
      const statement: Statement = {
        id: resource.logicalId,
        effect: 'Allow',
        principals: { aws: [], services: [permission.Principal] },
        actions: [permission.Action],
        resources: [arnOf(target)],
        conditions: {
          ...(SourceArn && { ArnLike: { 'aws:SourceArn': [SourceArn] } }),
          ...(SourceAccount && { StringEquals: { 'aws:SourceAccount': [SourceAccount] } }),
        },
      };
      return { resourceArn: arnOf(target), statements: [statement] };
    });
}

function statementOf(
  statement:
    | z.infer<typeof identityDocument>['Statement'][number]
    | z.infer<typeof resourceDocument>['Statement'][number],
): Statement {
  const { Sid, Effect, Action, Resource: resourceArns, Condition, Principal } = statement;
  return {
    id: Sid,
    effect: Effect,
    principals: Principal && { aws: Principal.AWS, services: Principal.Service },
    actions: Action,
    resources: resourceArns,
    conditions: Condition,
  };
}
