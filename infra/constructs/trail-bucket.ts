import { Duration, Stack } from 'aws-cdk-lib';
import { AnyPrincipal, Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { ObjectLockRetention } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { SecureBucket } from './secure-bucket.ts';

/** As long as officers' rows: what was decided on them can be looked up as long as they can. */
const KEPT = Duration.days(3 * 365 + 1);

const REMOVING = ['s3:DeleteObject', 's3:DeleteObjectVersion'];

/**
 * The bucket of the trail. Its objects are locked in compliance mode: until their time is over no
 * account deletes or changes them, the one that owns the bucket included. Its policy lets nobody
 * write over an object (which would only add a version, but a reader sees the last one), delete
 * one, or put a lock of its own. In a stage the lock is all that keeps them, for a day: whoever
 * removes the stage has to empty the bucket first.
 */
export class TrailBucket extends SecureBucket {
  constructor(scope: Construct, id: string, key: IKey) {
    const isProduction = Stack.of(scope).terminationProtection === true;
    // What is only tried out can be removed on the next day.
    const kept = isProduction ? KEPT : Duration.days(1);
    super(scope, id, {
      key,
      versioned: true,
      locked: ObjectLockRetention.compliance(kept),
      lifecycleRules: [
        // S3 never expires what is still locked.
        {
          expiration: Duration.days(kept.toDays() + 1),
          noncurrentVersionExpiration: Duration.days(1),
        },
        { expiredObjectDeleteMarker: true },
      ],
    });
    this.deny({
      actions: ['s3:PutObject'],
      conditions: { Null: { 's3:if-none-match': 'true' } },
    });
    this.deny({
      actions: [
        ...(isProduction ? REMOVING : []),
        's3:BypassGovernanceRetention',
        's3:PutObjectRetention',
        's3:PutObjectLegalHold',
        's3:PutObjectAcl',
        's3:PutObjectTagging',
      ],
    });
  }

  private deny(what: DeniedActions): void {
    this.addToResourcePolicy(
      new PolicyStatement({
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        resources: [this.arnForObjects('*')],
        ...what,
      }),
    );
  }
}

interface DeniedActions {
  readonly actions: string[];
  readonly conditions?: Record<string, Record<string, string>>;
}
