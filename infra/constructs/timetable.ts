import { Duration, TimeZone } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Schedule, ScheduleExpression, ScheduleTargetInput } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke, SqsSendMessage } from 'aws-cdk-lib/aws-scheduler-targets';
import { Construct } from 'constructs';
import { acknowledgeWildcard } from '../acknowledge.ts';
import type { DeadLetterQueue, WorkQueue } from './work-queue.ts';

/** A function that is called by the clock, and the queue of the calls that could not be made. */
interface Called {
  readonly lambda: IFunction;
  readonly failures: DeadLetterQueue;
}

/** What happens by itself, in Shanghai's time. */
export class Timetable extends Construct {
  constructor(
    scope: Construct,
    id: string,
    options: {
      readonly runs: WorkQueue;
      readonly compact: Called;
      readonly remind: Called;
    },
  ) {
    super(scope, id);
    const { runs, compact, remind } = options;
    const at = (cron: string) =>
      ScheduleExpression.expression(`cron(${cron})`, TimeZone.ASIA_SHANGHAI);
    const run = (kind: 'monthly' | 'daily') =>
      new SqsSendMessage(runs.queue, {
        input: ScheduleTargetInput.fromObject({ kind }),
        deadLetterQueue: runs.deadLetters,
        maxEventAge: Duration.hours(6),
        retryAttempts: 10,
      });
    const call = ({ lambda, failures }: Called, maxEventAge: Duration) => {
      acknowledgeWildcard(
        lambda,
        ':*',
        'The library also grants versions, of which there are none',
      );
      return new LambdaInvoke(lambda, { deadLetterQueue: failures, maxEventAge, retryAttempts: 3 });
    };
    new Schedule(this, 'MonthlyRun', {
      description: 'The month before is complete: 02:00 on the ninth',
      schedule: at('0 2 9 * ? *'),
      target: run('monthly'),
    });
    new Schedule(this, 'DailyRun', {
      description: 'Half an hour after the deadline for the day before',
      schedule: at('30 12 * * ? *'),
      target: run('daily'),
    });
    new Schedule(this, 'Compaction', {
      description: 'Every hour: rebuild the partitions that changed',
      schedule: at('15 * * * ? *'),
      target: call(compact, Duration.hours(1)),
    });
    new Schedule(this, 'Reminding', {
      description: 'Five minutes after the deadline for the day before: who is missing',
      schedule: at('5 12 * * ? *'),
      target: call(remind, Duration.hours(6)),
    });
  }
}
