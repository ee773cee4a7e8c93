import { RemovalPolicy } from 'aws-cdk-lib';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type CfnBucket,
  type CorsRule,
  type LifecycleRule,
  type ObjectLockRetention,
} from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';
import { pinLogicalId } from './pin.ts';

/**
 * A bucket as every bucket here is: encrypted, reached over TLS only, never public, kept when the
 * stack goes, its template name pinned to its id.
 */
export class SecureBucket extends Bucket {
  constructor(
    scope: Construct,
    id: string,
    options: {
      readonly versioned: boolean;
      readonly lifecycleRules: LifecycleRule[];
      readonly cors?: CorsRule[];
      /** How long nobody at all can change or delete what was written. */
      readonly locked?: ObjectLockRetention;
    },
  ) {
    const { locked, ...others } = options;
    super(scope, id, {
      ...others,
      ...(locked && { objectLockEnabled: true, objectLockDefaultRetention: locked }),
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    pinLogicalId(this, id);
    acknowledge(
      this,
      'S1',
      'CloudTrail data events tell who touched an object, at once and without loss; access logs do neither',
    );
  }

  /** The bucket as the template has it, for what the library would make a custom resource of. */
  get resource(): CfnBucket {
    return this.node.defaultChild as CfnBucket;
  }
}
