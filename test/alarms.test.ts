import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createObjectStore } from '../shared/aws/objects.ts';
import { METRICS, type MetricName } from '../shared/operations/metrics.ts';
import { County, documentOf, NEIGHBOUR, STATION } from './support/county.ts';
import { CDK_OUT } from './support/embedded.ts';
import { eventually, PROVINCE } from './support/served.ts';

const at = (time: string) => Date.parse(`${time}+08:00`);

interface Alarm {
  readonly Namespace: string;
  readonly MetricName: string;
  readonly Dimensions: readonly { readonly Name: string; readonly Value: unknown }[];
  readonly Statistic: 'Sum' | 'Minimum' | 'Maximum' | 'SampleCount';
  readonly ComparisonOperator: string;
  readonly Threshold: number;
}

/** The template's alarms over what functions tell. */
const ALARMS = (() => {
  const template = JSON.parse(readFileSync(join(CDK_OUT, 'Fengqiao.template.json'), 'utf8')) as {
    Resources: Record<string, { Type: string; Properties: Alarm }>;
  };
  return Object.entries(template.Resources)
    .filter(
      ([, { Type, Properties }]) => Type.endsWith('::Alarm') && Properties.MetricName in METRICS,
    )
    .map(([id, { Properties }]) => ({ id, ...Properties }));
})();

/** A line of a log in CloudWatch's embedded metric format. */
interface Line {
  readonly _aws: {
    readonly Timestamp: number;
    readonly CloudWatchMetrics: readonly {
      readonly Namespace: string;
      readonly Dimensions: readonly (readonly string[])[];
      readonly Metrics: readonly { readonly Name: string; readonly Unit: string }[];
    }[];
  };
  readonly [name: string]: unknown;
}

interface Told {
  readonly namespace: string;
  readonly dimensions: Readonly<Record<string, unknown>>;
  readonly name: string;
  readonly unit: string;
  readonly value: number;
}

function told(logs: string): Told[] {
  return (
    logs
      .split('\n')
      .filter((line) => line.includes('"_aws"'))
      .map((line) => JSON.parse(line) as Line)
      // Each function has a log of its own, and the clock is only turned forward here.
      .sort((one, other) => one._aws.Timestamp - other._aws.Timestamp)
      .flatMap((line) =>
        line._aws.CloudWatchMetrics.flatMap(({ Namespace, Dimensions, Metrics }) =>
          Dimensions.flatMap((names) =>
            Metrics.flatMap(({ Name, Unit }) =>
              [line[Name]].flat().map((value) => ({
                namespace: Namespace,
                dimensions: Object.fromEntries(names.map((name) => [name, line[name]])),
                name: Name,
                unit: Unit,
                value: Number(value),
              })),
            ),
          ),
        ),
      )
  );
}

/** Whether the alarm of that name goes off over these values as those of one period. */
function goesOff(id: string, lines: readonly Told[]): boolean {
  const [alarm, another] = ALARMS.filter((one) => one.id.includes(id));
  if (!alarm || another) throw new Error(`${id} is no alarm, or several`);
  const dimensions = Object.fromEntries(alarm.Dimensions.map(({ Name, Value }) => [Name, Value]));
  const values = lines
    .filter(
      (line) =>
        line.namespace === alarm.Namespace &&
        line.name === alarm.MetricName &&
        JSON.stringify(line.dimensions) === JSON.stringify(dimensions),
    )
    .map(({ value }) => value);
  const value = {
    Sum: values.reduce((sum, one) => sum + one, 0),
    Minimum: Math.min(...values),
    Maximum: Math.max(...values),
    SampleCount: values.length,
  }[alarm.Statistic];
  return alarm.ComparisonOperator === 'LessThanThreshold'
    ? value < alarm.Threshold
    : value >= alarm.Threshold;
}

describe('what functions tell, as the alarms read it', () => {
  let county: County;
  let seen = 0;
  beforeAll(async () => {
    county = await County.start();
    county.cloud.clock.turnTo(at('2024-04-15T08:00:00'));
    await county.loadReference();
  });
  afterAll(() => county.dispose());

  /** What was told since this was asked last. */
  const news = (): Told[] => {
    const all = told(county.logs());
    const fresh = all.slice(seen);
    seen = all.length;
    return fresh;
  };
  /** Waits until a metric of that name is told (a line takes a moment), and gives all the news. */
  const newsOf = (name: MetricName) =>
    eventually(async () => {
      const fresh = told(county.logs()).slice(seen);
      return fresh.some((line) => line.name === name) ? news() : undefined;
    });
  const statesOfRuns = async () => {
    type Runs = { readonly items: readonly { readonly state: string }[] };
    const { body } = await county.ask<Runs>('administrator', PROVINCE, 'GET', '/v1/runs');
    return body.items.map(({ state }) => state);
  };
  const send = (station: string, date: string) =>
    county.ask('clerk', station, 'POST', '/v1/submissions', documentOf(station, date));

  it('half of the stations at noon is too few, all are enough, and reminding is heard', async () => {
    await send(STATION, '2024-04-15');
    county.cloud.clock.turnTo(at('2024-04-16T12:05:00'));
    await county.cloud.invoke('RemindFunction', {});
    const half = await newsOf('Completeness');
    expect(half.map(({ name, value }) => [name, value])).toEqual([
      ['SubmittedStations', 1],
      ['MissingStations', 1],
      ['Completeness', 50],
    ]);
    expect(goesOff('Incomplete', half)).toBe(true);
    expect(goesOff('RemindingMissed', half)).toBe(false);

    for (const station of [STATION, NEIGHBOUR]) await send(station, '2024-04-16');
    county.cloud.clock.turnTo(at('2024-04-17T12:05:00'));
    await county.cloud.invoke('RemindFunction', {});
    expect(goesOff('Incomplete', await newsOf('Completeness'))).toBe(false);
  });

  it('compaction is heard, and missed where it was not', async () => {
    expect(goesOff('CompactionMissed', [])).toBe(true);
    await county.cloud.invoke('CompactFunction', {});
    const lines = await newsOf('PartitionsRebuilt');
    expect(lines).toMatchObject([{ name: 'PartitionsRebuilt', value: 2 }]);
    expect(goesOff('CompactionMissed', lines)).toBe(false);
  });

  it('a month without its run is overdue from the ninth on, and no longer after it', async () => {
    county.cloud.clock.turnTo(at('2024-05-08T12:30:00'));
    await county.cloud.fire('DailyRun');
    const before = await newsOf('MonthsOverdue');
    expect(goesOff('MonthlyRunMissed', before)).toBe(false);
    expect(goesOff('DailyRunMissed', before)).toBe(false);

    county.cloud.clock.turnTo(at('2024-05-09T12:30:00'));
    await county.cloud.fire('DailyRun');
    expect(goesOff('MonthlyRunMissed', await newsOf('MonthsOverdue'))).toBe(true);

    await county.cloud.fire('MonthlyRun');
    await eventually(async () => {
      const { body } = await county.ask<{ items: { period: string; draft: unknown }[] }>(
        'administrator',
        PROVINCE,
        'GET',
        '/v1/periods',
      );
      return body.items.find(({ period, draft }) => period === '2024-04' && draft);
    });
    const run = await newsOf('RunsSucceeded');
    expect(run.map(({ name }) => name)).toContain('BytesScanned');
    expect(goesOff('RunsFailed', run)).toBe(false);
    expect(goesOff('QueriesScanned', run)).toBe(false);
    await county.cloud.fire('DailyRun');
    expect(goesOff('MonthlyRunMissed', await newsOf('MonthsOverdue'))).toBe(false);
  });

  it('a query that the engine refuses is told at once, the run when it is given up', async () => {
    const { cloud } = county;
    const bucket = cloud.description.buckets.find(({ name }) => name.includes('lake'))?.name ?? '';
    const lake = createObjectStore(
      new S3Client({
        region: cloud.region,
        endpoint: cloud.endpoints.S3,
        credentials: cloud.operator,
        forcePathStyle: true,
      }),
      bucket,
    );
    // The daily run that was asked for last would meet the broken lake, too, and die beside this one.
    await eventually(async () => ((await statesOfRuns()).includes('running') ? undefined : true));
    for await (const { key } of lake.list('lake/officer_time/')) await lake.put(key, 'no Parquet');
    news();
    await cloud.fire('MonthlyRun');
    // The message comes back when it is visible again, twice, and then lies among the dead letters.
    await eventually(async () => {
      cloud.clock.turnTo(cloud.clock.now() + 17 * 60_000);
      return cloud.queueDepth('RunQueueDeadLetters') === 1 || undefined;
    });
    const lines = await newsOf('RunsFailed');
    const atOnce = lines.slice(
      0,
      lines.findIndex(({ name }) => name === 'RunsFailed'),
    );
    expect(goesOff('QueriesFailed', atOnce)).toBe(true);
    expect(goesOff('RunsFailed', lines)).toBe(true);
  });

  it('every metric was told, under the name, unit and dimension that are written down', () => {
    const all = told(county.logs());
    const shapes = new Map(all.map((line) => [line.name, line]));
    expect([...shapes.keys()].sort()).toEqual(Object.keys(METRICS).sort());
    for (const { name, namespace, unit, dimensions } of shapes.values()) {
      const { by, unit: written } = METRICS[name as MetricName];
      expect({ namespace, unit, dimensions }).toEqual({
        namespace: 'Fengqiao',
        unit: written,
        dimensions: { service: by },
      });
    }
    for (const { Namespace, MetricName: name, Dimensions } of ALARMS) {
      expect({ Namespace, Dimensions }).toEqual({
        Namespace: 'Fengqiao',
        Dimensions: [{ Name: 'service', Value: METRICS[name as MetricName].by }],
      });
    }
  });
});
