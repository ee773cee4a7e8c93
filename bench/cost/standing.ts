/** What is paid for whatever happens, read from the template. */
import { METRICS } from '../../shared/operations/metrics.ts';
import type { Use } from './model.ts';

/** Two event sources ask their queues by five long polls of 20 seconds, day and night. */
const IDLE_POLLS = 2 * 5 * 3 * 60 * 24 * 30;
/** How often five minutes pass in a month. */
const FIVE_MINUTES = 12 * 24 * 30;

/** What is read of the synthesized template. */
export interface Template {
  readonly Resources: Readonly<
    Record<
      string,
      {
        readonly Type: string;
        readonly Properties: {
          readonly Metrics?: readonly { readonly MetricStat?: object }[];
          readonly PolicyDocument?: { readonly Statement: readonly Statement[] };
        };
      }
    >
  >;
}

interface Statement {
  readonly Action: string | readonly string[];
  readonly Condition?: object;
}

/** What is kept under the key, by the service that asks for it. */
const KEPT = {
  s3: 'AWS::S3::Bucket',
  dynamodb: 'AWS::DynamoDB::Table',
  sqs: 'AWS::SQS::Queue',
  sns: 'AWS::SNS::Topic',
};

/**
 * Requests to the key in a month, at most: a service keeps a data key for five minutes and asks
 * again for each role, resource and way, so more work makes no more of them.
 */
export function keyRequests({ Resources }: Template): number {
  const all = Object.values(Resources);
  const statements = all
    .filter(({ Type }) => Type === 'AWS::IAM::Policy')
    .flatMap(({ Properties }) => Properties.PolicyDocument?.Statement ?? []);
  return Object.entries(KEPT).reduce((sum, [service, type]) => {
    const ways = statements
      .filter(({ Condition }) => JSON.stringify(Condition ?? '').includes(`"${service}.`))
      .flatMap(({ Action }) => Action)
      .filter((action) => action.startsWith('kms:')).length;
    return sum + ways * all.filter(({ Type }) => Type === type).length * FIVE_MINUTES;
  }, 0);
}

/** What lies there all the time, from the template: an alarm is paid for each metric it reads. */
export function standing(template: Template): Use {
  const all = Object.values(template.Resources);
  const count = (type: string) => all.filter(({ Type }) => Type === type).length;
  const alarms = all
    .filter(({ Type }) => Type === 'AWS::CloudWatch::Alarm')
    .reduce(
      (sum, { Properties: { Metrics } }) =>
        sum + (Metrics ? Metrics.filter(({ MetricStat }) => MetricStat).length : 1),
      0,
    );
  return {
    alarms,
    customMetrics: Object.keys(METRICS).length,
    dashboards: count('AWS::CloudWatch::Dashboard'),
    keys: count('AWS::KMS::Key'),
    keyRequests: keyRequests(template),
    sqsRequests: IDLE_POLLS,
  };
}
