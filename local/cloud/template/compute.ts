/** Functions and their triggers. */
import { z } from 'zod';
import { type Catalogue, flag, integer, unknownProperty } from './catalogue.ts';
import type {
  AsynchronousPolicy,
  EventSource,
  FunctionDefinition,
  Schedule,
} from './description.ts';
import { TemplateError } from './intrinsics.ts';
import { arnOf } from './stores.ts';

const functionSchema = z.object({
  Code: z.object({ S3Key: z.string() }),
  Handler: z.string(),
  Runtime: z.string().startsWith('nodejs', 'only Node runs here'),
  Role: z.string(),
  Timeout: integer.default(3),
  MemorySize: integer.default(128),
  Environment: z
    .object({ Variables: z.record(z.string(), z.coerce.string()) })
    .default({ Variables: {} }),
  DeadLetterConfig: z.object({ TargetArn: z.string() }).optional(),
  Layers: unknownProperty,
  PackageType: z.literal('Zip').optional(),
});

const invokeConfigSchema = z.object({
  FunctionName: z.string(),
  MaximumRetryAttempts: integer.default(2),
  DestinationConfig: z
    .object({
      OnFailure: z.object({ Destination: z.string() }).optional(),
      OnSuccess: unknownProperty,
    })
    .optional(),
});

export function readFunctions(
  resources: Catalogue,
  assets: ReadonlyMap<string, string>,
): FunctionDefinition[] {
  const asynchronous = new Map<string, AsynchronousPolicy>();
  for (const [resource, config] of resources.each(
    'AWS::Lambda::EventInvokeConfig',
    invokeConfigSchema,
  )) {
    const { name } = resources.find('AWS::Lambda::Function', config.FunctionName, resource);
    const onFailureArn = config.DestinationConfig?.OnFailure?.Destination;
    if (onFailureArn) resources.find('AWS::SQS::Queue', onFailureArn, resource);
    asynchronous.set(name, {
      retries: config.MaximumRetryAttempts,
      onFailureArn,
      deadLetterArn: undefined,
    });
  }
  return resources.each('AWS::Lambda::Function', functionSchema).map(([resource, properties]) => {
    const codeDir = assets.get(properties.Code.S3Key);
    if (!codeDir) {
      throw new TemplateError(
        `${resource.logicalId}: no asset has the key ${properties.Code.S3Key}`,
      );
    }
    const deadLetterArn = properties.DeadLetterConfig?.TargetArn;
    if (deadLetterArn) resources.find('AWS::SQS::Queue', deadLetterArn, resource);
    resources.find('AWS::IAM::Role', properties.Role, resource);
    return {
      name: resource.name,
      logicalId: resource.logicalId,
      arn: arnOf(resource),
      codeDir,
      handler: properties.Handler,
      environment: properties.Environment.Variables,
      timeoutSeconds: properties.Timeout,
      memoryMb: properties.MemorySize,
      roleArn: properties.Role,
      asynchronous: {
        retries: 2,
        onFailureArn: undefined,
        ...asynchronous.get(resource.name),
        deadLetterArn,
      },
    };
  });
}

const eventSourceSchema = z.object({
  EventSourceArn: z.string(),
  FunctionName: z.string(),
  BatchSize: integer.default(10),
  FunctionResponseTypes: z.array(z.literal('ReportBatchItemFailures')).default([]),
  Enabled: flag.default(true),
  FilterCriteria: unknownProperty,
});

export function readEventSources(resources: Catalogue): EventSource[] {
  return resources
    .each('AWS::Lambda::EventSourceMapping', eventSourceSchema)
    .map(([resource, properties]) => ({
      queueArn: arnOf(resources.find('AWS::SQS::Queue', properties.EventSourceArn, resource)),
      functionName: resources.find('AWS::Lambda::Function', properties.FunctionName, resource).name,
      batchSize: properties.BatchSize,
      reportsItemFailures: properties.FunctionResponseTypes.length > 0,
      enabled: properties.Enabled,
    }));
}

const scheduleSchema = z.object({
  GroupName: z.string().default('default'),
  ScheduleExpression: z.string().regex(/^(cron|rate)\(/, 'only cron(…) and rate(…) are known here'),
  ScheduleExpressionTimezone: z.string().default('UTC'),
  State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  StartDate: unknownProperty,
  EndDate: unknownProperty,
  Target: z.object({
    Arn: z.string(),
    RoleArn: z.string(),
    Input: z
      .string()
      .refine(
        (input) => !input.includes('<aws.scheduler.'),
        'context attributes are not known here',
      )
      .default('{}'),
    DeadLetterConfig: z.object({ Arn: z.string() }).optional(),
  }),
});

export function readSchedules(resources: Catalogue): Schedule[] {
  return resources
    .each('AWS::Scheduler::Schedule', scheduleSchema)
    .map(([resource, { Target, ...properties }]) => {
      const deadLetterArn = Target.DeadLetterConfig?.Arn;
      if (deadLetterArn) resources.find('AWS::SQS::Queue', deadLetterArn, resource);
      const targetType = Target.Arn.includes(':lambda:')
        ? 'AWS::Lambda::Function'
        : 'AWS::SQS::Queue';
      resources.find(targetType, Target.Arn, resource);
      resources.find('AWS::IAM::Role', Target.RoleArn, resource);
      return {
        name: resource.name,
        logicalId: resource.logicalId,
        expression: properties.ScheduleExpression,
        timeZone: properties.ScheduleExpressionTimezone,
        enabled: properties.State === 'ENABLED',
        targetArn: Target.Arn,
        roleArn: Target.RoleArn,
        groupArn: arnOf(resource).replace(
          /:schedule\/.*$/,
          `:schedule-group/${properties.GroupName}`,
        ),
        input: Target.Input,
        deadLetterArn,
      };
    });
}
