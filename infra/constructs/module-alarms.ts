import { Duration } from 'aws-cdk-lib';
import { MathExpression, type Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { type ITable, Operation } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { OperatorAlarm, toldMetric } from './operator-alarm.ts';

/** Of the stations that owe a day, how many of a hundred must have sent it at noon. */
const COMPLETE = 90;
const OPERATIONS = [
  Operation.GET_ITEM,
  Operation.QUERY,
  Operation.PUT_ITEM,
  Operation.UPDATE_ITEM,
  Operation.DELETE_ITEM,
  Operation.BATCH_WRITE_ITEM,
  Operation.TRANSACT_WRITE_ITEMS,
];

/** Alarms of what the module promises, and of the one table that everything stands in. */
export class ModuleAlarms extends Construct {
  constructor(
    scope: Construct,
    id: string,
    options: { readonly table: Pick<ITable, 'tableName' | 'metric'>; readonly index: string },
  ) {
    super(scope, id);
    const { table, index } = options;
    const period = Duration.minutes(5);
    new OperatorAlarm(this, 'Incomplete', {
      zh: `中午截止时报送率低于 ${COMPLETE}%`,
      en: `at noon fewer than ${COMPLETE} % of the stations had sent their day`,
      severity: 'normal',
      runbook: 'completeness',
      metric: toldMetric(this, 'Completeness', { statistic: 'Minimum' }),
      threshold: COMPLETE,
      below: true,
    });
    new OperatorAlarm(this, 'RunsFailed', {
      zh: '一次计算多次尝试后失败',
      en: 'a run failed after its last attempt',
      severity: 'urgent',
      runbook: 'runs',
      metric: toldMetric(this, 'RunsFailed', { statistic: 'Sum' }),
      threshold: 1,
    });
    const sum = (metrics: Record<string, Metric>) =>
      new MathExpression({
        // Unlike +, it holds where some of them have no value.
        expression: `SUM([${Object.keys(metrics).join(', ')}])`,
        usingMetrics: metrics,
        period,
      });
    const ofTable = (metricName: string, dimensions: Record<string, string> = {}) =>
      table.metric(metricName, {
        period,
        statistic: 'Sum',
        dimensionsMap: { TableName: table.tableName, ...dimensions },
      });
    const ofIndex = { GlobalSecondaryIndexName: index };
    new OperatorAlarm(this, 'TableThrottled', {
      zh: '数据表被限流',
      en: 'the table is throttled',
      severity: 'normal',
      runbook: 'table',
      metric: sum({
        reads: ofTable('ReadThrottleEvents'),
        writes: ofTable('WriteThrottleEvents'),
        indexReads: ofTable('ReadThrottleEvents', ofIndex),
        indexWrites: ofTable('WriteThrottleEvents', ofIndex),
      }),
      // A few are repeated by the client, and a table that grows has some.
      threshold: 10,
      periods: 2,
    });
    new OperatorAlarm(this, 'TableErrors', {
      zh: '数据表服务出错',
      en: 'the table answers with errors of its own',
      severity: 'urgent',
      runbook: 'table',
      metric: sum(
        Object.fromEntries(
          OPERATIONS.map((operation) => [
            `of${operation}`,
            ofTable('SystemErrors', { Operation: operation }),
          ]),
        ),
      ),
      threshold: 5,
    });
  }
}
