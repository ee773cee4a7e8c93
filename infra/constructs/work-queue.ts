import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';
import { OperatorAlarm } from './operator-alarm.ts';
import { pinLogicalId } from './pin.ts';

const COMMON = {
  encryption: QueueEncryption.KMS,
  enforceSSL: true,
  retentionPeriod: Duration.days(14),
  removalPolicy: RemovalPolicy.RETAIN,
} as const;

/** A queue for messages that nothing could be done with; the first one raises an alarm. */
export class DeadLetterQueue extends Queue {
  constructor(scope: Construct, id: string, key: IKey) {
    super(scope, id, { ...COMMON, encryptionMasterKey: key });
    pinLogicalId(this, id);
    acknowledge(
      this,
      'SQS3',
      'It is a dead-letter queue, also where no queue but a function fills it',
    );
    new OperatorAlarm(this, 'Alarm', {
      zh: `${id} 中有已放弃处理的消息`,
      en: `${id} holds messages that were given up`,
      severity: 'urgent',
      runbook: 'dead-letters',
      metric: this.metricApproximateNumberOfMessagesVisible({
        period: Duration.minutes(5),
        statistic: 'Maximum',
      }),
      threshold: 1,
    });
  }
}

/** A queue that a function works off, and the queue for what failed too often. */
export class WorkQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetters: DeadLetterQueue;

  /**
   * `visibilityTimeout` is the consuming function's longest run and a little more; `worryAfter`,
   * how long a message may wait and be worked on before somebody is told.
   */
  constructor(
    scope: Construct,
    id: string,
    options: {
      readonly key: IKey;
      readonly visibilityTimeout: Duration;
      readonly attempts: number;
      readonly worryAfter: Duration;
    },
  ) {
    super(scope, id);
    this.deadLetters = new DeadLetterQueue(this, `${id}DeadLetters`, options.key);
    this.queue = new Queue(this, 'Queue', {
      ...COMMON,
      encryptionMasterKey: options.key,
      visibilityTimeout: options.visibilityTimeout,
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: options.attempts },
    });
    pinLogicalId(this.queue, id);
    new OperatorAlarm(this, 'Age', {
      zh: `${id} 中有消息等待过久`,
      en: `a message in ${id} has waited too long`,
      severity: 'normal',
      runbook: 'queue-age',
      metric: this.queue.metricApproximateAgeOfOldestMessage({
        period: Duration.minutes(5),
        statistic: 'Maximum',
      }),
      threshold: options.worryAfter.toSeconds(),
    });
  }
}
