/** Buckets, tables, queues, topics, Glue tables and workgroups of the template. */
import { z } from 'zod';
import type { GlueTable } from '../../services/athena/catalogue.ts';
import type { WorkGroup } from '../../services/athena/server.ts';
import type { KeySchema } from '../../services/dynamodb/schema.ts';
import { type Catalogue, flag, integer, unknownProperty } from './catalogue.ts';
import type { Bucket, Queue, Table, Topic } from './description.ts';
import { TemplateError } from './intrinsics.ts';
import type { Resource } from './resources.ts';

const words = z.array(z.string()).default([]);

const bucketSchema = z.object({
  ObjectLockEnabled: flag.default(false),
  LifecycleConfiguration: z
    .object({
      Rules: z.array(
        z.object({
          Status: z.enum(['Enabled', 'Disabled']),
          Prefix: z.string().default(''),
          ExpirationInDays: integer.optional(),
          ExpirationDate: unknownProperty,
          TagFilters: unknownProperty,
          Transitions: unknownProperty,
          // There are no versions here, and abandoned uploads go at the store's next start.
          NoncurrentVersionExpiration: z.unknown().optional(),
          AbortIncompleteMultipartUpload: z.unknown().optional(),
          ExpiredObjectDeleteMarker: z.unknown().optional(),
        }),
      ),
    })
    .optional(),
  CorsConfiguration: z
    .object({
      CorsRules: z.array(
        z
          .object({
            AllowedMethods: z.array(z.string()),
            AllowedOrigins: z.array(z.string()),
            AllowedHeaders: words,
            ExposedHeaders: words,
            MaxAge: integer.optional(),
          })
          .transform((rule) => ({
            methods: rule.AllowedMethods,
            origins: rule.AllowedOrigins,
            headers: rule.AllowedHeaders,
            exposed: rule.ExposedHeaders,
            maxAgeSeconds: rule.MaxAge,
          })),
      ),
    })
    .optional(),
  NotificationConfiguration: z
    .object({
      QueueConfigurations: z
        .array(
          z.object({
            Event: z.string(),
            Queue: z.string(),
            Filter: z
              .object({
                S3Key: z.object({
                  Rules: z.array(
                    z.object({ Name: z.enum(['prefix', 'suffix']), Value: z.string() }),
                  ),
                }),
              })
              .optional(),
          }),
        )
        .default([]),
      LambdaConfigurations: unknownProperty,
      TopicConfigurations: unknownProperty,
      EventBridgeConfiguration: unknownProperty,
    })
    .optional(),
});

export function readBuckets(resources: Catalogue): Bucket[] {
  return resources.each('AWS::S3::Bucket', bucketSchema).map(([resource, properties]) => ({
    name: resource.name,
    arn: arnOf(resource),
    locked: properties.ObjectLockEnabled,
    expiry: (properties.LifecycleConfiguration?.Rules ?? []).flatMap(
      ({ Status, Prefix: prefix, ExpirationInDays: days }) =>
        Status === 'Enabled' && days !== undefined ? [{ prefix, days }] : [],
    ),
    cors: properties.CorsConfiguration?.CorsRules ?? [],
    notifications: (properties.NotificationConfiguration?.QueueConfigurations ?? []).map(
      ({ Event, Queue, Filter }) => {
        resources.find('AWS::SQS::Queue', Queue, resource);
        const rule = (name: string) =>
          Filter?.S3Key.Rules.find((candidate) => candidate.Name === name)?.Value ?? '';
        return { event: Event, queueArn: Queue, prefix: rule('prefix'), suffix: rule('suffix') };
      },
    ),
  }));
}

const keySchema = z.array(
  z.object({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) }),
);

const tableSchema = z.object({
  KeySchema: keySchema,
  AttributeDefinitions: z.array(
    z.object({ AttributeName: z.string(), AttributeType: z.enum(['S', 'N', 'B']) }),
  ),
  GlobalSecondaryIndexes: z
    .array(
      z.object({
        IndexName: z.string(),
        KeySchema: keySchema,
        Projection: z.object({ ProjectionType: z.literal('ALL') }),
      }),
    )
    .default([]),
  LocalSecondaryIndexes: unknownProperty,
  StreamSpecification: unknownProperty,
  TimeToLiveSpecification: z.object({ AttributeName: z.string(), Enabled: flag }).optional(),
});

export function readTables(resources: Catalogue): Table[] {
  return resources.each('AWS::DynamoDB::Table', tableSchema).map(([resource, properties]) => {
    const keyAttribute = (schema: z.infer<typeof keySchema>, keyType: 'HASH' | 'RANGE') => {
      const name = schema.find((key) => key.KeyType === keyType)?.AttributeName;
      const defined = properties.AttributeDefinitions.find(
        ({ AttributeName }) => AttributeName === name,
      );
      return defined && { name: defined.AttributeName, type: defined.AttributeType };
    };
    const keys = (schema: z.infer<typeof keySchema>): KeySchema => {
      const hashKey = keyAttribute(schema, 'HASH');
      const rangeKey = keyAttribute(schema, 'RANGE');
      if (hashKey) return { hashKey, ...(rangeKey && { rangeKey }) };
      throw new TemplateError(`${resource.logicalId} (${resource.type}): no HASH key is defined`);
    };
    const ttl = properties.TimeToLiveSpecification;
    return {
      name: resource.name,
      arn: arnOf(resource),
      ...keys(properties.KeySchema),
      indexes: properties.GlobalSecondaryIndexes.map(({ IndexName, KeySchema }) => ({
        name: IndexName,
        ...keys(KeySchema),
      })),
      ...(ttl?.Enabled && { ttlAttribute: ttl.AttributeName }),
    };
  });
}

const queueSchema = z.object({
  VisibilityTimeout: integer.default(30),
  DelaySeconds: integer.default(0),
  RedrivePolicy: z.object({ deadLetterTargetArn: z.string(), maxReceiveCount: integer }).optional(),
  FifoQueue: unknownProperty,
});

export function readQueues(resources: Catalogue): Queue[] {
  return resources.each('AWS::SQS::Queue', queueSchema).map(([resource, properties]) => {
    const redrive = properties.RedrivePolicy;
    return {
      name: resource.name,
      logicalId: resource.logicalId,
      arn: arnOf(resource),
      url: resource.ref,
      visibilityTimeout: properties.VisibilityTimeout,
      delaySeconds: properties.DelaySeconds,
      ...(redrive && {
        redrive: {
          deadLetterQueue: resources.find('AWS::SQS::Queue', redrive.deadLetterTargetArn, resource)
            .name,
          maxReceiveCount: redrive.maxReceiveCount,
        },
      }),
    };
  });
}

const topicSchema = z.object({
  FifoTopic: unknownProperty,
  // Nothing is delivered on one machine.
  Subscription: unknownProperty,
});

export function readTopics(resources: Catalogue): Topic[] {
  return resources.each('AWS::SNS::Topic', topicSchema).map(([resource]) => ({
    name: resource.name,
    logicalId: resource.logicalId,
    arn: arnOf(resource),
  }));
}

const columnsSchema = z
  .array(z.object({ Name: z.string(), Type: z.string() }))
  .default([])
  .transform((columns) => columns.map(({ Name, Type }) => ({ name: Name, type: Type })));

const glueDatabaseSchema = z.object({ DatabaseInput: z.object({ Name: z.string() }) });

const glueTableSchema = z.object({
  DatabaseName: z.string(),
  TableInput: z.object({
    Name: z.string(),
    PartitionKeys: columnsSchema,
    Parameters: z.record(z.string(), z.coerce.string()).default({}),
    StorageDescriptor: z.object({ Columns: columnsSchema, Location: z.string() }),
  }),
});

/** A Glue database's and a table's name is the one inside its input: `Ref` gives the same. */
export function readGlueDatabases(resources: Catalogue): string[] {
  return resources
    .each('AWS::Glue::Database', glueDatabaseSchema)
    .map(([, { DatabaseInput }]) => DatabaseInput.Name);
}

export function readGlueTables(resources: Catalogue): GlueTable[] {
  return resources
    .each('AWS::Glue::Table', glueTableSchema)
    .map(([, { DatabaseName, TableInput }]) => ({
      database: DatabaseName,
      name: TableInput.Name,
      columns: TableInput.StorageDescriptor.Columns,
      partitionKeys: TableInput.PartitionKeys,
      location: TableInput.StorageDescriptor.Location,
      parameters: TableInput.Parameters,
    }));
}

const workGroupSchema = z.object({
  WorkGroupConfiguration: z.object({
    EnforceWorkGroupConfiguration: flag.default(false),
    BytesScannedCutoffPerQuery: integer.optional(),
    ResultConfiguration: z.object({ OutputLocation: z.string().optional() }).optional(),
  }),
});

export function readWorkGroups(resources: Catalogue): WorkGroup[] {
  return resources
    .each('AWS::Athena::WorkGroup', workGroupSchema)
    .map(([resource, { WorkGroupConfiguration: configuration }]) => ({
      name: resource.name,
      outputLocation: configuration.ResultConfiguration?.OutputLocation,
      bytesScannedCutoff: configuration.BytesScannedCutoffPerQuery,
      enforced: configuration.EnforceWorkGroupConfiguration,
    }));
}

export function arnOf(resource: Resource): string {
  if (resource.arn) return resource.arn;
  throw new TemplateError(`${resource.logicalId} (${resource.type}): has no ARN`);
}
