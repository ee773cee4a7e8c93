/** What is kept under a key of the template's own. */
import { z } from 'zod';
import { type Catalogue, flag } from './catalogue.ts';
import type { Encryption } from './description.ts';
import type { Resource } from './resources.ts';
import { arnOf } from './stores.ts';

const bucketSchema = z.object({
  BucketEncryption: z
    .object({
      ServerSideEncryptionConfiguration: z.tuple([
        z.object({
          BucketKeyEnabled: flag.default(false),
          ServerSideEncryptionByDefault: z.object({ KMSMasterKeyID: z.string().optional() }),
        }),
      ]),
    })
    .optional(),
});
const tableSchema = z.object({
  SSESpecification: z.object({ KMSMasterKeyId: z.string().optional() }).optional(),
});
const messagesSchema = z.object({ KmsMasterKeyId: z.string().optional() });

/** Keys that a service keeps for itself (`alias/aws/sns`) ask nobody for permission. */
const SERVICE_KEY = /alias\/aws\/\w+$/;

export function readEncryptions(resources: Catalogue): Encryption[] {
  const under = (resource: Resource, key: string | undefined, hasBucketKey = false) =>
    key === undefined || SERVICE_KEY.test(key)
      ? []
      : [
          {
            resourceArn: arnOf(resource),
            keyArn: arnOf(resources.find('AWS::KMS::Key', key, resource)),
            hasBucketKey,
          },
        ];
  return [
    ...resources.each('AWS::S3::Bucket', bucketSchema).flatMap(([resource, properties]) => {
      const [rule] = properties.BucketEncryption?.ServerSideEncryptionConfiguration ?? [];
      const key = rule?.ServerSideEncryptionByDefault.KMSMasterKeyID;
      return under(resource, key, rule?.BucketKeyEnabled);
    }),
    ...resources
      .each('AWS::DynamoDB::Table', tableSchema)
      .flatMap(([resource, { SSESpecification }]) =>
        under(resource, SSESpecification?.KMSMasterKeyId),
      ),
    ...['AWS::SQS::Queue', 'AWS::SNS::Topic'].flatMap((type) =>
      resources
        .each(type, messagesSchema)
        .flatMap(([resource, { KmsMasterKeyId }]) => under(resource, KmsMasterKeyId)),
    ),
  ];
}
