import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Alarm, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';
import { pinLogicalId } from './pin.ts';

const COMMON = {
  encryption: QueueEncryption.SQS_MANAGED,
  enforceSSL: true,
  retentionPeriod: Duration.days(14),
  removalPolicy: RemovalPolicy.RETAIN,
} as const;

/** A queue for messages that nothing could be done with; the first one raises an alarm. */
export class DeadLetterQueue extends Queue {
  constructor(scope: Construct, id: string) {
    super(scope, id, COMMON);
    pinLogicalId(this, id);
    acknowledge(
      this,
      'SQS3',
      'It is a dead-letter queue, also where no queue but a function fills it',
    );
    new Alarm(this, 'Alarm', {
      alarmDescription: `${id} holds messages that were given up`,
      metric: this.metricApproximateNumberOfMessagesVisible({
        period: Duration.minutes(5),
        statistic: 'Maximum',
      }),
      threshold: 1,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
  }
}

/** A queue that a function works off, and the queue for what failed too often. */
export class WorkQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetters: DeadLetterQueue;

  /** `visibilityTimeout` is the consuming function's longest run and a little more. */
  constructor(
    scope: Construct,
    id: string,
    options: { readonly visibilityTimeout: Duration; readonly attempts: number },
  ) {
    super(scope, id);
    this.deadLetters = new DeadLetterQueue(this, `${id}DeadLetters`);
    this.queue = new Queue(this, 'Queue', {
      ...COMMON,
      visibilityTimeout: options.visibilityTimeout,
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: options.attempts },
    });
    pinLogicalId(this.queue, id);
  }
}
