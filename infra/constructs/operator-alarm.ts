import { Duration, Stack } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  Metric,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { Construct } from 'constructs';
import { METRICS, type MetricName } from '../../shared/operations/metrics.ts';
import { Operators } from './operators.ts';

/** `urgent`: somebody looks at once, also at night; `normal`: on the next working day. */
export type Severity = 'urgent' | 'normal';

const SEVERITIES = { urgent: '【紧急 urgent】', normal: '【一般 normal】' } as const;

/** The pages of `docs/runbooks/` that alarms lead to. */
export type Runbook =
  | 'completeness'
  | 'costs'
  | 'dead-letters'
  | 'edge'
  | 'functions'
  | 'http'
  | 'missed-schedule'
  | 'queries'
  | 'queue-age'
  | 'runs'
  | 'table';

export interface OperatorAlarmOptions {
  /** What has happened, in a sentence. */
  readonly zh: string;
  readonly en: string;
  readonly severity: Severity;
  readonly runbook: Runbook;
  readonly metric: IMetric;
  /** From here on, or, with `below`, under it. */
  readonly threshold: number;
  readonly below?: true;
  /** Periods of the metric in a row; 1 where left out. */
  readonly periods?: number;
  /** Whether no value at all is what must not be: nobody has told that he is alive. */
  readonly alsoSilent?: true;
}

/** An alarm as every alarm here is: it tells the operators how bad it is and where to read on. */
export class OperatorAlarm extends Alarm {
  constructor(scope: Construct, id: string, options: OperatorAlarmOptions) {
    const { zh, en, severity, runbook, metric, threshold } = options;
    super(scope, id, {
      alarmDescription: `${SEVERITIES[severity]}${zh} · ${en} · docs/runbooks/${runbook}.md`,
      metric,
      threshold,
      comparisonOperator: options.below
        ? ComparisonOperator.LESS_THAN_THRESHOLD
        : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: options.periods ?? 1,
      treatMissingData: options.alsoSilent
        ? TreatMissingData.BREACHING
        : TreatMissingData.NOT_BREACHING,
    });
    const tell = new SnsAction(Operators.of(scope).topic);
    this.addAlarmAction(tell);
    this.addOkAction(tell);
  }
}

/** A metric that one of the functions tells. */
export function toldMetric(
  scope: Construct,
  name: MetricName,
  options: { readonly statistic: string; readonly period?: Duration; readonly label?: string },
): Metric {
  return new Metric({
    namespace: Stack.of(scope).stackName,
    metricName: name,
    dimensionsMap: { service: METRICS[name].by },
    period: Duration.minutes(5),
    ...options,
  });
}
