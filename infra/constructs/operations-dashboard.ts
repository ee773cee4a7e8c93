import { Duration, Stack } from 'aws-cdk-lib';
import type { HttpStage } from 'aws-cdk-lib/aws-apigatewayv2';
import {
  AlarmStatusWidget,
  Dashboard,
  GraphWidget,
  type IMetric,
  type IWidget,
  PeriodOverride,
} from 'aws-cdk-lib/aws-cloudwatch';
import { Construct, type IConstruct } from 'constructs';
import type { MetricName } from '../../shared/operations/metrics.ts';
import { OperatorAlarm, toldMetric } from './operator-alarm.ts';
import { ServiceFunction } from './service-function.ts';
import { DeadLetterQueue, WorkQueue } from './work-queue.ts';

const WIDTH = 12;
const HEIGHT = 6;
const period = Duration.minutes(5);
const day = Duration.days(1);

/** One page that shows operators how the module is: every alarm, and what they are about. */
export class OperationsDashboard extends Construct {
  /** To be made last: it shows what functions, queues and alarms the stack has. */
  constructor(scope: Construct, id: string, options: { readonly stage: HttpStage }) {
    super(scope, id);
    const stack = Stack.of(this);
    const found = <T extends IConstruct>(type: abstract new (...args: never[]) => T): T[] =>
      stack.node.findAll().filter((construct): construct is T => construct instanceof type);
    const functions = found(ServiceFunction);
    const work = found(WorkQueue);
    const told = (name: MetricName, label: string, statistic: string, over: Duration = period) =>
      toldMetric(this, name, { label, statistic, period: over });
    const { stage } = options;

    const rows: IWidget[][] = [
      [
        new AlarmStatusWidget({
          title: '告警',
          alarms: found(OperatorAlarm),
          width: 2 * WIDTH,
          height: HEIGHT,
        }),
      ],
      [
        graph('报送率（%，每日 12:05）', [told('Completeness', '报送率', 'Minimum', day)], {
          min: 0,
          max: 100,
        }),
        graph('派出所报送情况（每日 12:05）', [
          told('SubmittedStations', '已报送', 'Maximum', day),
          told('MissingStations', '未报送', 'Maximum', day),
        ]),
      ],
      [
        graph('请求数与错误', [
          stage.metricCount({ period, statistic: 'Sum', label: '请求' }),
          stage.metricClientError({ period, statistic: 'Sum', label: '客户端错误 4xx' }),
          stage.metricServerError({ period, statistic: 'Sum', label: '服务端错误 5xx' }),
        ]),
        graph('响应时间（毫秒）', [
          stage.metricLatency({ period, statistic: 'p50', label: '中位数' }),
          stage.metricLatency({ period, statistic: 'p95', label: '95% 分位数' }),
        ]),
      ],
      [
        graph('队列中的消息与死信', [
          ...work.map(({ node, queue }) =>
            queue.metricApproximateNumberOfMessagesVisible({
              period,
              statistic: 'Maximum',
              label: node.id,
            }),
          ),
          ...found(DeadLetterQueue).map((queue) =>
            queue.metricApproximateNumberOfMessagesVisible({
              period,
              statistic: 'Maximum',
              label: queue.node.id,
            }),
          ),
        ]),
        graph(
          '最早消息的等待时间（秒）',
          work.map(({ node, queue }) =>
            queue.metricApproximateAgeOfOldestMessage({
              period,
              statistic: 'Maximum',
              label: node.id,
            }),
          ),
        ),
      ],
      [
        graph(
          '函数出错次数',
          functions.map(({ name, lambda }) => lambda.metricErrors({ period, label: name })),
        ),
        graph(
          '函数用时（毫秒，最大值）',
          functions.map(({ name, lambda }) =>
            lambda.metricDuration({ period, statistic: 'Maximum', label: name }),
          ),
        ),
      ],
      [
        graph('计算', [
          told('RunsSucceeded', '成功', 'Sum', day),
          told('RunsFailed', '失败', 'Sum', day),
          told('MonthsOverdue', '逾期未完成的月份', 'Maximum', day),
        ]),
        graph('计算用时（秒）', [told('RunSeconds', '最长', 'Maximum', day)]),
      ],
      [
        graph('查询扫描的数据量（字节，每日）', [told('BytesScanned', '扫描量', 'Sum', day)]),
        graph('失败的查询与整理的分区', [
          told('QueriesFailed', '失败的查询', 'Sum', day),
          told('PartitionsRebuilt', '整理的分区（日×市）', 'Sum', day),
        ]),
      ],
    ];
    new Dashboard(this, 'Dashboard', {
      dashboardName: stack.stackName,
      defaultInterval: Duration.days(7),
      // A daily value stays a daily one, however long the stretch that is looked at.
      periodOverride: PeriodOverride.INHERIT,
      widgets: rows,
    });
  }
}

function graph(
  title: string,
  left: IMetric[],
  leftYAxis: { readonly min: number; readonly max?: number } = { min: 0 },
): GraphWidget {
  return new GraphWidget({ title, left, leftYAxis, width: WIDTH, height: HEIGHT });
}
