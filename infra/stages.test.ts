import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { writeAssembly } from './synthesize.ts';
import { list, type Resource, scratchAssemblies, statementsOf } from './testing.ts';

const scratch = scratchAssemblies();
afterAll(scratch.remove);

function stage(name: string) {
  const outdir = join(scratch.folder, name);
  writeAssembly({ outdir, bundles: join(scratch.folder, 'bundles'), context: { stage: name } });
  const read = (file: string) => JSON.parse(readFileSync(join(outdir, file), 'utf8')) as unknown;
  const { Resources } = read(`Fengqiao-${name}.template.json`) as {
    Resources: Record<string, Resource>;
  };
  const { artifacts } = read('manifest.json') as {
    artifacts: Record<string, { properties?: { terminationProtection?: boolean } }>;
  };
  return {
    resources: Object.entries(Resources),
    terminationProtection: artifacts[`Fengqiao-${name}`]?.properties?.terminationProtection,
  };
}

const production = scratch.synthesize('production').resources;
const { resources, terminationProtection } = stage('test');

/** Properties that name a resource for its whole account and region. */
const NAMING = /^(.*Name|Name|DatabaseInput|Budget)$/;

test('a stage stands beside production: nothing has the same name in its account', () => {
  const names = (all: readonly [string, Resource][]) =>
    all
      .filter(([, { Type }]) =>
        [
          'AWS::Athena::WorkGroup',
          'AWS::Budgets::Budget',
          'AWS::CloudWatch::Dashboard',
          'AWS::Glue::Database',
          'AWS::Scheduler::ScheduleGroup',
          'AWS::ApiGatewayV2::Api',
        ].includes(Type),
      )
      .map(([id, { Properties }]) => [
        id,
        Object.entries(Properties).filter(([key]) => NAMING.test(key)),
      ]);
  const [here, there] = [names(resources), names(production)];
  expect(here).toHaveLength(6);
  for (const [index, one] of here.entries()) expect(one).not.toEqual(there[index]);
  // Whatever else has a name of its own choosing would collide.
  const chosen = production.filter(([, { Type, Properties }]) =>
    ['BucketName', 'QueueName', 'TopicName', 'RoleName', 'AlarmName', 'LogGroupName'].some(
      (key) => Type !== 'AWS::Glue::Table' && key in Properties,
    ),
  );
  expect(chosen).toEqual([]);
});

test('it tells its metrics under its own name, and its alarms read them there', () => {
  const own = resources.filter(([, { Properties }]) =>
    JSON.stringify(Properties).includes('"Namespace":"Fengqiao-test"'),
  );
  expect(own.length).toBeGreaterThan(5);
  expect(JSON.stringify(resources)).not.toContain('"Namespace":"Fengqiao"');
  expect(JSON.stringify(resources)).toContain('"POWERTOOLS_METRICS_NAMESPACE":"Fengqiao-test"');
});

test('it can be removed, and its stores go with it; production cannot', () => {
  expect(terminationProtection).toBeFalsy();
  const table = (all: readonly [string, Resource][]) =>
    all.find(([, { Type }]) => Type === 'AWS::DynamoDB::Table')?.[1];
  expect(table(resources)?.Properties.DeletionProtectionEnabled).toBe(false);
  expect(table(production)?.Properties.DeletionProtectionEnabled).toBe(true);
  const stores = ['AWS::S3::Bucket', 'AWS::DynamoDB::Table', 'AWS::SQS::Queue'];
  for (const [, { Type, DeletionPolicy }] of resources) {
    if (stores.includes(Type)) expect(DeletionPolicy).toBe('Delete');
  }
});

test('nothing but the lock keeps what a stage holds from being deleted', () => {
  const denied = (all: readonly [string, Resource][]) =>
    all
      .filter(([, { Type }]) => Type === 'AWS::S3::BucketPolicy')
      .flatMap(([, policy]) => statementsOf(policy))
      .filter(({ Effect }) => Effect === 'Deny')
      .flatMap(({ Action }) => list(Action));
  const deleting = ['s3:DeleteObject', 's3:DeleteObjectVersion'];
  expect(denied(production)).toEqual(expect.arrayContaining(deleting));
  for (const action of deleting) expect(denied(resources)).not.toContain(action);
  // Whoever writes there still cannot write over anything, nor lengthen or lift a lock.
  expect(denied(resources)).toEqual(
    expect.arrayContaining(['s3:PutObject', 's3:PutObjectRetention', 's3:PutObjectLegalHold']),
  );
  const workgroup = (all: readonly [string, Resource][]) =>
    all.find(([, { Type }]) => Type === 'AWS::Athena::WorkGroup')?.[1].Properties;
  expect(workgroup(resources)?.RecursiveDeleteOption).toBe(true);
  expect(workgroup(production)?.RecursiveDeleteOption).toBe(false);
});

test('production has no stage, and a stage a short plain name', () => {
  expect(() => stage('prod')).toThrow('leave it out');
  expect(() => stage('Test_1')).toThrow('small letters');
});
