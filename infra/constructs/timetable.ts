import { Duration, RemovalPolicy, Stack, TimeZone } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import {
  type IScheduleTarget,
  Schedule,
  ScheduleExpression,
  ScheduleGroup,
  ScheduleTargetInput,
} from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke, SqsSendMessage } from 'aws-cdk-lib/aws-scheduler-targets';
import { type IQueue, Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { MONTHLY_RUN_DAY } from '../../shared/calendar/period.ts';
import type { MetricName } from '../../shared/operations/metrics.ts';
import { acknowledgeWildcard } from '../acknowledge.ts';
import { sendMessages } from '../permissions.ts';
import { OperatorAlarm, toldMetric } from './operator-alarm.ts';
import type { DeadLetterQueue, WorkQueue } from './work-queue.ts';

/** A function that is called by the clock, and the queue of the calls that could not be made. */
interface Called {
  readonly lambda: IFunction;
  readonly failures: DeadLetterQueue;
}

interface Entry {
  readonly zh: string;
  readonly en: string;
  /** Minute to year, in Shanghai's time. */
  readonly cron: string;
  readonly target: IScheduleTarget;
  /**
   * How it is found out that nothing has happened: a metric that is told every time and after how
   * many hours without one it is missed, or, told by another entry, how often it was missed.
   */
  readonly missed:
    | { readonly silent: MetricName; readonly hours: number }
    | { readonly counted: MetricName };
}

/** What happens by itself, in Shanghai's time; each of it is missed by an alarm. */
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
    // The scheduler measures its groups, not single schedules.
    const group = new ScheduleGroup(this, 'Group', {
      scheduleGroupName: Stack.of(this).stackName,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const runsRole = this.role('RunsRole', runs.queue, runs.deadLetters);
    const runsQueue = this.keyless('RunsQueue', runs.queue);
    const runsDeadLetters = this.keyless('RunsDeadLetters', runs.deadLetters);
    const run = (kind: 'monthly' | 'daily') =>
      new SqsSendMessage(runsQueue, {
        role: runsRole,
        input: ScheduleTargetInput.fromObject({ kind }),
        deadLetterQueue: runsDeadLetters,
        maxEventAge: Duration.hours(6),
        retryAttempts: 10,
      });
    const call = (name: string, { lambda, failures }: Called, maxEventAge: Duration) => {
      acknowledgeWildcard(
        lambda,
        ':*',
        'The library also grants versions, of which there are none',
      );
      return new LambdaInvoke(lambda, {
        role: this.role(`${name}Role`, failures),
        deadLetterQueue: this.keyless(`${name}Failures`, failures),
        maxEventAge,
        retryAttempts: 3,
      });
    };
    this.add(group, 'MonthlyRun', {
      zh: '上月的月度计算',
      en: 'the run of the month before: 02:00 on the ninth, when it is complete',
      cron: `0 2 ${MONTHLY_RUN_DAY} * ? *`,
      target: run('monthly'),
      missed: { counted: 'MonthsOverdue' },
    });
    this.add(group, 'DailyRun', {
      zh: '每日计算',
      en: 'the daily run, half an hour after the deadline for the day before',
      cron: '30 12 * * ? *',
      target: run('daily'),
      missed: { silent: 'MonthsOverdue', hours: 25 },
    });
    this.add(group, 'Compaction', {
      zh: '每小时的数据整理',
      en: 'compaction, every hour: rebuilds the partitions that changed',
      cron: '15 * * * ? *',
      target: call('Compaction', compact, Duration.hours(1)),
      missed: { silent: 'PartitionsRebuilt', hours: 4 },
    });
    this.add(group, 'Reminding', {
      zh: '催报',
      en: 'reminding, five minutes after the deadline for the day before',
      cron: '5 12 * * ? *',
      target: call('Reminding', remind, Duration.hours(6)),
      missed: { silent: 'MissingStations', hours: 25 },
    });
    const period = Duration.minutes(5);
    new OperatorAlarm(this, 'TargetErrors', {
      zh: '定时任务未能送达',
      en: 'the scheduler could not deliver',
      severity: 'normal',
      runbook: 'missed-schedule',
      metric: group.metricTargetErrors({ period, statistic: 'Sum' }),
      threshold: 1,
    });
    new OperatorAlarm(this, 'Dropped', {
      zh: '定时任务多次重试后被放弃',
      en: 'the scheduler gave up what it could not deliver',
      severity: 'urgent',
      runbook: 'missed-schedule',
      metric: group.metricDropped({ period, statistic: 'Sum' }),
      threshold: 1,
    });
  }

  private add(group: ScheduleGroup, id: string, { zh, en, cron, target, missed }: Entry): void {
    const schedule = new Schedule(this, id, {
      description: en,
      schedule: ScheduleExpression.expression(`cron(${cron})`, TimeZone.ASIA_SHANGHAI),
      scheduleGroup: group,
      target,
    });
    // The library names the group without a reference to it.
    schedule.node.addDependency(group);
    const period = Duration.hours(1);
    new OperatorAlarm(this, `${id}Missed`, {
      zh: `未按时执行：${zh}`,
      en: `missed: ${en}`,
      severity: 'urgent',
      runbook: 'missed-schedule',
      ...('silent' in missed
        ? {
            metric: toldMetric(this, missed.silent, { statistic: 'SampleCount', period }),
            threshold: 1,
            below: true,
            periods: missed.hours,
            alsoSilent: true,
          }
        : {
            metric: toldMetric(this, missed.counted, { statistic: 'Maximum', period }),
            threshold: 1,
          }),
    });
  }

  /** What schedules of this account may take on to put messages into these queues. */
  private role(id: string, ...queues: IQueue[]): Role {
    const role = new Role(this, id, {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    });
    for (const statement of queues.flatMap((queue) => sendMessages(queue))) {
      role.addToPolicy(statement);
    }
    return role;
  }

  /** The queue without its key, to whose every use the library would grant the role a right. */
  private keyless(id: string, queue: IQueue): IQueue {
    return Queue.fromQueueArn(this, id, queue.queueArn);
  }
}
