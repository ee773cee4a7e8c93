import { join } from 'node:path';
import { Duration, Stack } from 'aws-cdk-lib';
import { type PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Architecture,
  Code,
  EventSourceMapping,
  Function as LambdaFunction,
  LoggingFormat,
  RecursiveLoop,
  Runtime,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';
import type { FunctionName } from '../bundle.ts';
import { sendMessages, takeMessages } from '../permissions.ts';
import { OperatorAlarm } from './operator-alarm.ts';
import type { DeadLetterQueue, WorkQueue } from './work-queue.ts';

/**
 * How long logs are kept: Chinese law wants six months of network logs at least, which are up to 184
 * days, and CloudWatch offers 180 days and then a year.
 */
export const LOG_RETENTION = RetentionDays.ONE_YEAR;

/** The share of its timeout that a function's longest call should stay below. */
const CLOSE_TO_TIMEOUT = 0.9;

/**
 * Who starts a function, and so what becomes of a failure: the caller of an HTTP request, or who
 * signs in, is told;
 * a message comes back and ends among its queue's dead letters; an invocation by the scheduler is
 * tried again twice and then put among the dead letters named.
 */
export type Trigger =
  | { readonly kind: 'http' | 'sign_in' }
  | {
      readonly kind: 'queue';
      readonly work: WorkQueue;
      readonly atOnce: number;
      /**
       * Set where its work goes on by messages to its own queue: Lambda ends such a loop after 16
       * rounds unless it is allowed, and then the function itself must bound it.
       */
      readonly goesRound?: true;
    }
  | { readonly kind: 'schedule'; readonly failures: DeadLetterQueue };

export interface ServiceFunctionOptions {
  readonly name: FunctionName;
  readonly description: string;
  /** The folder that holds a folder of bundled code for each function. */
  readonly bundles: string;
  readonly timeout: Duration;
  /** In MiB; a vCPU comes with each 1,769. */
  readonly memory: number;
  readonly environment: Readonly<Record<string, string>>;
  readonly permissions: readonly (readonly PolicyStatement[] | PolicyStatement)[];
  readonly trigger: Trigger;
}

/** A function as every function here is: Node 24 on arm64, traced, own role, own kept logs. */
export class ServiceFunction extends Construct {
  readonly name: FunctionName;
  readonly lambda: LambdaFunction;

  constructor(scope: Construct, id: string, options: ServiceFunctionOptions) {
    super(scope, id);
    const { name, description, timeout, memory, environment, trigger } = options;
    this.name = name;
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    });
    const logGroup = new LogGroup(this, 'Logs', { retention: LOG_RETENTION });
    logGroup.grantWrite(role);
    // The library's own triggers and destinations would grant more than is asked for.
    for (const statement of [...options.permissions.flat(), ...neededBy(trigger)]) {
      role.addToPolicy(statement);
    }
    acknowledge(role, 'IAM5[Resource::*]', 'X-Ray, for the traces, knows no resources to name');

    this.lambda = new LambdaFunction(this, 'Function', {
      description,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      code: Code.fromAsset(join(options.bundles, name)),
      handler: 'index.handler',
      timeout,
      memorySize: memory,
      environment: {
        ...environment,
        POWERTOOLS_SERVICE_NAME: name,
        POWERTOOLS_METRICS_NAMESPACE: Stack.of(this).stackName,
      },
      role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      tracing: Tracing.ACTIVE,
      ...(trigger.kind === 'queue' && trigger.goesRound
        ? { recursiveLoop: RecursiveLoop.ALLOW }
        : {}),
      ...(trigger.kind === 'schedule'
        ? {
            onFailure: { bind: () => ({ destination: trigger.failures.queueArn }) },
            retryAttempts: 2,
          }
        : {}),
    });
    if (trigger.kind === 'queue') {
      const source = new EventSourceMapping(this, 'Source', {
        target: this.lambda,
        eventSourceArn: trigger.work.queue.queueArn,
        batchSize: 1,
        reportBatchItemFailures: true,
        maxConcurrency: trigger.atOnce,
      });
      // Lambda looks at it whether the role may take messages.
      source.node.addDependency(role);
    }
    this.alarms(name, timeout);
  }

  private alarms(name: FunctionName, timeout: Duration): void {
    const period = Duration.minutes(5);
    new OperatorAlarm(this, 'Errors', {
      zh: `函数 ${name} 出错`,
      en: `function ${name} failed`,
      severity: 'urgent',
      runbook: 'functions',
      metric: this.lambda.metricErrors({ period }),
      threshold: 1,
    });
    new OperatorAlarm(this, 'Throttles', {
      zh: `函数 ${name} 被限流`,
      en: `function ${name} is throttled`,
      severity: 'urgent',
      runbook: 'functions',
      metric: this.lambda.metricThrottles({ period }),
      threshold: 1,
    });
    new OperatorAlarm(this, 'Duration', {
      zh: `函数 ${name} 的用时接近上限`,
      en: `function ${name} came close to its timeout`,
      severity: 'normal',
      runbook: 'functions',
      metric: this.lambda.metricDuration({ period, statistic: 'Maximum' }),
      threshold: timeout.toMilliseconds() * CLOSE_TO_TIMEOUT,
    });
  }
}

/** What Lambda does as the function's role before and after a call. */
function neededBy(trigger: Trigger): PolicyStatement[] {
  if (trigger.kind === 'queue') return takeMessages(trigger.work.queue);
  return trigger.kind === 'schedule' ? sendMessages(trigger.failures) : [];
}
