/** The index of the runbooks: every alarm of every stack, how bad it is and its page. */
import { EVERYTHING, list, type Resource, STACKS, scratchAssemblies } from '../infra/testing.ts';

const SAYS = /^【(.+?)】(.+?) · (.+) · docs\/runbooks\/(.+)\.md$/;
const STATISTICS: Readonly<Record<string, string>> = {
  Sum: '合计 sum',
  Maximum: '最大 maximum',
  Minimum: '最小 minimum',
  SampleCount: '次数 count',
};

/** When the alarm goes off: what it reads and its threshold. */
function rule({ Properties }: Resource): string {
  const { MetricName, Statistic, ExtendedStatistic, Metrics, ComparisonOperator } = Properties;
  const [expression] = list(Metrics ?? []) as { readonly Expression?: string }[];
  const read =
    MetricName === undefined
      ? `\`${expression?.Expression}\``
      : `\`${MetricName}\` ${STATISTICS[String(Statistic)] ?? ExtendedStatistic}`;
  const sign = ComparisonOperator === 'LessThanThreshold' ? '<' : '≥';
  return `${read} ${sign} ${Number(Properties.Threshold).toLocaleString('en')}`;
}

/** How long it must hold, in minutes or hours; the periods of an expression are five minutes. */
function stretch({ Properties }: Resource): string {
  const minutes = (Number(Properties.Period ?? 300) * Number(Properties.EvaluationPeriods)) / 60;
  return minutes < 60 ? `${minutes} min` : `${minutes / 60} h`;
}

/** Rows of the index: what it means, the alarm, severity, rule, page; urgent ones first. */
export function alarmRows(): string[][] {
  const scratch = scratchAssemblies();
  try {
    return STACKS.flatMap(
      (stack) => scratch.synthesize(stack, { context: EVERYTHING, stack }).resources,
    )
      .filter(([, { Type }]) => Type === 'AWS::CloudWatch::Alarm')
      .map(([id, alarm]) => {
        const [, severity = '', zh = '', en = '', page = ''] =
          SAYS.exec(String(alarm.Properties.AlarmDescription)) ?? [];
        return [
          `${zh}<br>${en}`,
          // Without the hash that logical ids end in.
          `\`${id.replace(/[0-9A-F]{8}$/, '')}\``,
          severity,
          rule(alarm),
          stretch(alarm),
          `[${page}](${page}.md)`,
        ];
      })
      .sort(([, a = '', one = ''], [, b = '', other = '']) =>
        one === other ? (a < b ? -1 : 1) : one.startsWith('紧急') ? -1 : 1,
      );
  } finally {
    scratch.remove();
  }
}
