import { Duration, Size, Stack } from 'aws-cdk-lib';
import { CfnWorkGroup } from 'aws-cdk-lib/aws-athena';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { OperatorAlarm, toldMetric } from './operator-alarm.ts';
import { ownName } from './pin.ts';
import { SecureBucket } from './secure-bucket.ts';

/** What one query may read at most: a province's two years are some tens of gigabytes. */
const SCAN_LIMIT = Size.gibibytes(100);

/** And all of a day: what a query costs is what it reads. */
const DAILY_SCAN = Size.gibibytes(200);

/** The Athena workgroup whose settings no caller can change, and the bucket of its results. */
export class QueryWorkgroup extends Construct {
  readonly results: SecureBucket;
  readonly name: string;
  readonly arn: string;

  constructor(scope: Construct, id: string, key: IKey) {
    super(scope, id);
    this.results = new SecureBucket(this, 'QueryResultsBucket', {
      key,
      versioned: false,
      lifecycleRules: [
        { expiration: Duration.days(14), abortIncompleteMultipartUploadAfter: Duration.days(1) },
      ],
    });
    const workgroup = new CfnWorkGroup(this, 'Workgroup', {
      name: ownName(this),
      description: 'Queries of runs',
      // It holds every query of its last 45 days, and does not go with them by itself: production's
      // goes by hand, a stage's with the stage.
      recursiveDeleteOption: Stack.of(this).terminationProtection !== true,
      workGroupConfiguration: {
        engineVersion: { selectedEngineVersion: 'Athena engine version 3' },
        enforceWorkGroupConfiguration: true,
        publishCloudWatchMetricsEnabled: true,
        bytesScannedCutoffPerQuery: SCAN_LIMIT.toBytes(),
        resultConfiguration: {
          outputLocation: `s3://${this.results.bucketName}/results/`,
          encryptionConfiguration: { encryptionOption: 'SSE_KMS', kmsKey: key.keyArn },
        },
      },
    });
    this.name = workgroup.ref;
    this.arn = Stack.of(this).formatArn({
      service: 'athena',
      resource: 'workgroup',
      resourceName: this.name,
    });
    new OperatorAlarm(this, 'Failed', {
      zh: '查询失败、被取消或超时',
      en: 'a query failed, was cancelled or took too long',
      severity: 'urgent',
      runbook: 'queries',
      metric: toldMetric(this, 'QueriesFailed', { statistic: 'Sum' }),
      threshold: 1,
    });
    new OperatorAlarm(this, 'Scanned', {
      zh: '一天内查询扫描的数据量异常',
      en: 'the queries of a day read unusually much',
      severity: 'normal',
      runbook: 'costs',
      metric: toldMetric(this, 'BytesScanned', { statistic: 'Sum', period: Duration.days(1) }),
      threshold: DAILY_SCAN.toBytes(),
    });
  }
}
