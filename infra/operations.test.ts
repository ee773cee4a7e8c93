import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { METRICS } from '../shared/operations/metrics.ts';
import {
  EVERYTHING,
  type Json,
  list,
  mentions,
  type Resource,
  STACKS,
  scratchAssemblies,
} from './testing.ts';

const RUNBOOKS = join(import.meta.dirname, '../docs/runbooks');

const scratch = scratchAssemblies();
afterAll(scratch.remove);
const { resources } = scratch.synthesize('operations');

const ofType = (type: string, of = resources) => of.filter(([, { Type }]) => Type === type);
const alarms = ofType('AWS::CloudWatch::Alarm');
/** Also those of the stacks that are not everywhere. */
const everyAlarm = STACKS.flatMap((stack) => {
  const found = scratch.synthesize(stack, { context: EVERYTHING, stack }).resources;
  return ofType('AWS::CloudWatch::Alarm', found);
});
const description = ({ Properties }: Resource) => String(Properties.AlarmDescription);

/** Names of the metrics of the alarms that mention the resource, in alphabetical order. */
const alarmedMetrics = (id: string) =>
  alarms
    .filter(([, { Properties }]) => mentions(Properties.Dimensions, id))
    .map(([, { Properties }]) => Properties.MetricName)
    .sort();

describe('every alarm', () => {
  test.each(everyAlarm)(
    '%s tells the operators, how bad it is, and where to read on',
    (_, alarm) => {
      expect(alarm.Properties).toMatchObject({
        AlarmActions: [{ Ref: 'OperatorsTopic' }],
        OKActions: [{ Ref: 'OperatorsTopic' }],
      });
      expect(description(alarm)).toMatch(
        /^【(紧急 urgent|一般 normal)】.*\p{Script=Han}.* · .*[a-z].* · docs\/runbooks\/[a-z-]+\.md$/u,
      );
    },
  );

  test('has a page, and every page an alarm', () => {
    const named = everyAlarm.map(([, alarm]) => /([a-z-]+\.md)$/.exec(description(alarm))?.[1]);
    const pages = readdirSync(RUNBOOKS).filter((file) => file !== 'README.md');
    expect([...new Set(named)].sort()).toEqual(pages.sort());
  });

  test.each(readdirSync(RUNBOOKS).filter((file) => file !== 'README.md'))(
    'the page %s says what it means, where to look, what to do and when to escalate',
    (file) => {
      const headings = readFileSync(join(RUNBOOKS, file), 'utf8').match(/^## .*$/gm);
      expect(headings).toEqual(['## 含义', '## 查看', '## 处置', '## 上报', '## In English']);
    },
  );
});

describe('nothing that can fail is without its alarms', () => {
  test.each(ofType('AWS::Lambda::Function'))('function %s', (id, { Properties }) => {
    expect(alarmedMetrics(id)).toEqual(['Duration', 'Errors', 'Throttles']);
    const [, slow] =
      alarms.find(
        ([, alarm]) =>
          alarm.Properties.MetricName === 'Duration' && mentions(alarm.Properties.Dimensions, id),
      ) ?? [];
    const limit = Number(Properties.Timeout) * 1000;
    expect(slow?.Properties.Threshold).toBe(0.9 * limit);
  });

  test.each(ofType('AWS::SQS::Queue'))('queue %s', (id, { Properties }) => {
    expect(alarmedMetrics(id)).toEqual([
      Properties.RedrivePolicy
        ? 'ApproximateAgeOfOldestMessage'
        : 'ApproximateNumberOfMessagesVisible',
    ]);
  });

  test.each(ofType('AWS::Scheduler::Schedule'))('schedule %s', (id, schedule) => {
    const [
      [
        group,
        {
          Properties: { Name },
        } = { Properties: {} as Resource['Properties'] },
      ] = [],
    ] = ofType('AWS::Scheduler::ScheduleGroup');
    expect(schedule.Properties.GroupName).toEqual(Name);
    expect(schedule.DependsOn).toContain(group);
    expect(alarmedMetrics(String(Name))).toEqual(['InvocationDroppedCount', 'TargetErrorCount']);
    // The logical id is the schedule's and a hash of eight characters.
    const missed = alarms.filter(([name]) => name.startsWith(`${id.slice(0, -8)}Missed`));
    expect(missed).toHaveLength(1);
  });

  test('table, HTTP API and queries', () => {
    const about = (id: string) =>
      alarms.filter(([, { Properties }]) => mentions(Properties.Metrics ?? [], id)).length;
    expect(about('Table')).toBe(2);
    const [[api] = []] = ofType('AWS::ApiGatewayV2::Api');
    expect(about(String(api)) + alarmedMetrics(String(api)).length).toBe(2);
    const told = alarms.map(([, { Properties }]) => Properties.MetricName);
    for (const name of ['QueriesFailed', 'BytesScanned', 'RunsFailed', 'Completeness']) {
      expect(told).toContain(name);
    }
  });
});

test('whoever is silent for hours is missed, and no heartbeat asks longer than CloudWatch does', () => {
  const silent = alarms.filter(([, { Properties }]) => Properties.TreatMissingData === 'breaching');
  expect(silent.map(([, { Properties }]) => Properties.MetricName).sort()).toEqual([
    'MissingStations',
    'MonthsOverdue',
    'PartitionsRebuilt',
  ]);
  for (const [, { Properties }] of alarms) {
    const { Period = 300, EvaluationPeriods } = Properties;
    const longest = Number(Period) < 3600 ? 86_400 : 7 * 86_400;
    expect(Number(Period) * Number(EvaluationPeriods)).toBeLessThanOrEqual(longest);
  }
});

test('alarms and budgets may publish to the operators, through a key that lets them', () => {
  const lets = (type: string, property: string, actions: string | string[]) => {
    const policies: unknown[] = ofType(type)
      .map(([, { Properties }]) => Properties[property])
      .flatMap((policy) => (policy as { Statement?: Json[] } | undefined)?.Statement ?? []);
    expect(policies).toContainEqual(
      expect.objectContaining({
        Effect: 'Allow',
        Action: actions,
        Principal: { Service: ['budgets.amazonaws.com', 'cloudwatch.amazonaws.com'] },
        Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
      }),
    );
  };
  lets('AWS::SNS::TopicPolicy', 'PolicyDocument', 'sns:Publish');
  lets('AWS::KMS::Key', 'KeyPolicy', ['kms:Decrypt', 'kms:GenerateDataKey*']);
});

test('mail and budget are there where they are asked for, the budget in the money of the place', () => {
  const [[, mail] = []] = ofType('AWS::SNS::Subscription');
  expect(mail).toMatchObject({
    Condition: expect.stringContaining('HasMail'),
    Properties: { Protocol: 'email', Endpoint: { Ref: 'OperatorMail' } },
  });
  const [[, budget] = []] = ofType('AWS::Budgets::Budget');
  expect(budget).toMatchObject({
    Condition: expect.stringContaining('HasBudget'),
    Properties: {
      Budget: { BudgetLimit: { Unit: { 'Fn::If': [expect.any(String), 'CNY', 'USD'] } } },
    },
  });
});

test('the dashboard shows every alarm, function, queue and told metric, in any region', () => {
  const [[, dashboard] = []] = ofType('AWS::CloudWatch::Dashboard');
  const body = JSON.stringify(dashboard?.Properties.DashboardBody);
  for (const [id] of alarms) expect(body).toContain(`["${id}","Arn"]`);
  for (const type of ['AWS::Lambda::Function', 'AWS::SQS::Queue']) {
    for (const [id] of ofType(type)) expect(body).toContain(`"${id}"`);
  }
  for (const name of Object.keys(METRICS)) expect(body).toContain(name);
  expect(body).not.toMatch(/(us|eu|cn|ap)-[a-z]+-\d/);
  expect(list(dashboard?.Properties.DashboardName ?? null)).toEqual(['Fengqiao']);
});
