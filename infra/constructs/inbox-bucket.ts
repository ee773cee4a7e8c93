import { Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { HttpMethods } from 'aws-cdk-lib/aws-s3';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { SecureBucket } from './secure-bucket.ts';

/**
 * The bucket that bulk files are dropped into, which tells the queue of each. Written as the
 * bucket's own property: the library would do it with a custom resource. The queue's policy
 * has to stand first, so it names the account and not the bucket.
 */
export class InboxBucket extends SecureBucket {
  constructor(
    scope: Construct,
    id: string,
    { key, queue }: { readonly key: IKey; readonly queue: Queue },
  ) {
    super(scope, id, {
      key,
      versioned: true,
      lifecycleRules: [
        {
          expiration: Duration.days(90),
          noncurrentVersionExpiration: Duration.days(30),
          abortIncompleteMultipartUploadAfter: Duration.days(7),
        },
        // Pieces of results that are joined: no message lives longer that could want them.
        { prefix: 'pieces/', expiration: Duration.days(14) },
      ],
      // The page, of another origin, uploads and reads by links; a link is all the credential.
      cors: [
        {
          allowedMethods: [HttpMethods.PUT, HttpMethods.GET],
          allowedOrigins: ['*'],
          allowedHeaders: ['content-type'],
          exposedHeaders: ['etag'],
          maxAge: Duration.hours(1).toSeconds(),
        },
      ],
    });
    const { policyDependable } = queue.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('s3.amazonaws.com')],
        actions: ['sqs:SendMessage'],
        resources: [queue.queueArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    );
    if (policyDependable) this.node.addDependency(policyDependable);
    this.resource.notificationConfiguration = {
      queueConfigurations: [
        {
          event: 's3:ObjectCreated:*',
          queue: queue.queueArn,
          filter: { s3Key: { rules: [{ name: 'prefix', value: 'inbox/' }] } },
        },
      ],
    };
  }
}
