/**
 * The stack as it is synthesized, deployed to MiniStack, and the way of a number through it: from a
 * submission to a published scorecard. Everything runs there as the template says, functions and
 * their triggers among it, but for what `LACKS` names.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { AthenaClient } from '@aws-sdk/client-athena';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { type SigningKey, signingKey } from '../../local/cloud/identity/keys.ts';
import { accessToken, type Role } from '../../local/cloud/identity/tokens.ts';
import { startAthena } from '../../local/services/athena/server.ts';
import { listen } from '../../local/services/http-server.ts';
import { conformance, type Differences } from '../../local/services/testing.ts';
import { createQueryEngine } from '../../shared/aws/athena.ts';
import { createObjectStore } from '../../shared/aws/objects.ts';
import { eachDay } from '../../shared/calendar/day.ts';
import { documentOf, GRIDS, NEIGHBOUR, STATION, UNITS } from '../support/county.ts';
import { newDataDir } from '../support/embedded.ts';
import { freePort } from '../support/free-port.ts';
import { eventually, type Json, PROVINCE, type RunState } from '../support/served.ts';
import { type DeployedStack, deploy, type Template, template } from './deployed.ts';
import { type Emulator, startEmulator } from './emulators.ts';

/** What MiniStack 1.5 does otherwise than AWS or not at all, by the test that shows it. */
const LACKS: Differences = {
  'names resources in the partition of their region': 'knows the partition aws alone',
  'answers a query with parameters':
    'its Athena binds none and projects no partitions; the embedded Athena stands in, over a copy of the lake',
};

const REGION = 'cn-north-1';

let emulator: Emulator;
let s3: S3Client;
let stack: DeployedStack;
let key: SigningKey;
let issuer: string;
let lakeCopy: string;
const closing: (() => unknown)[] = [];

beforeAll(async () => {
  const dataDir = newDataDir('deployment');
  lakeCopy = join(dataDir, 'lake-copy');
  closing.push(() => rmSync(dataDir, { recursive: true, force: true }));
  key = await signingKey(dataDir);
  const keys = await listen(async (request, response) => {
    const found = request.url?.endsWith('/openid-configuration')
      ? { issuer, jwks_uri: `${issuer}/jwks` }
      : { keys: [key.publicJwk] };
    response.setHeader('content-type', 'application/json').end(JSON.stringify(found));
  });
  closing.push(() => keys.close());
  issuer = keys.url;
  const athenaPort = await freePort();
  emulator = await startEmulator('ministack', REGION, {
    // Functions inherit it: every other service they find at the emulator itself.
    AWS_ENDPOINT_URL_ATHENA: `http://127.0.0.1:${athenaPort}`,
  });
  closing.push(() => emulator.stop());
  s3 = new S3Client({ ...emulator.settings, forcePathStyle: true });
  closing.push(() => s3.destroy());
  stack = await deploy(emulator, s3, { OidcIssuer: issuer }, isLacking);
  if (stack.status !== 'CREATE_COMPLETE') {
    const log = readFileSync(join(emulator.folder, 'log'), 'utf8');
    throw new Error([stack.status, ...stack.failures, log.slice(-2000)].join('\n'));
  }
  const athena = await startQueries(athenaPort);
  closing.push(() => athena.close());
});

afterAll(async () => {
  for (const [test, lack] of Object.entries(LACKS)) console.log(`MiniStack: ${test}: ${lack}`);
  console.log(`MiniStack makes none of: ${stack?.leftOut.join(', ')}`);
  for (let close = closing.pop(); close; close = closing.pop()) await close();
});

/** The embedded Athena over a copy of the lake: it reads plain files. */
function startQueries(port: number) {
  const lake = physical('LakeBucket');
  const { secretAccessKey } = emulator.settings.credentials;
  const tables = resourcesOf('AWS::Glue::Table').map(({ Properties }) => {
    const {
      Name,
      PartitionKeys = [],
      StorageDescriptor,
      Parameters,
    } = (Properties as unknown as { TableInput: TableInput }).TableInput;
    const columns = (all: TableInput['PartitionKeys'] = []) =>
      all.map(({ Name, Type }) => ({ name: Name, type: Type }));
    return {
      database: 'fengqiao',
      name: Name,
      columns: columns(StorageDescriptor.Columns),
      partitionKeys: columns(PartitionKeys),
      location: `s3://${lake}/lake/${Name}/`,
      parameters: Parameters,
    };
  });
  return startAthena({
    access: { accessKeys: () => secretAccessKey, authorize: () => true },
    databases: ['fengqiao'],
    tables,
    workGroups: [
      {
        name: 'fengqiao',
        outputLocation: `s3://${physical('QueryResultsBucket')}/results/`,
        bytesScannedCutoff: undefined,
        enforced: true,
      },
    ],
    folderOf: (bucket) => join(lakeCopy, bucket),
    async putObject(Bucket, Key, Body) {
      await s3.send(new PutObjectCommand({ Bucket, Key, Body }));
    },
    now: Date.now,
    port,
  });
}

interface TableInput {
  readonly Name: string;
  readonly Parameters: Readonly<Record<string, string>>;
  readonly PartitionKeys?: readonly { readonly Name: string; readonly Type: string }[];
  readonly StorageDescriptor: { readonly Columns: TableInput['PartitionKeys'] };
}

/** Alarms over several metrics, and so the dashboard that shows them. */
const isLacking = ({ Type, Properties }: Template['Resources'][string]) =>
  Type === 'AWS::CloudWatch::Alarm' && 'Metrics' in Properties;

const resourcesOf = (type: string) =>
  Object.values(template().Resources).filter(({ Type }) => Type === type);
const physical = (name: string): string => stack.resources.get(name)?.id ?? '';
const only = (type: string): string =>
  [...stack.resources.values()].find((resource) => resource.type === type)?.id ?? '';

async function ask<Body = Json>(
  role: Role,
  unit: string,
  method: string,
  path: string,
  body?: Json | string,
) {
  const token = await accessToken(key, { issuer, subject: role, unit, role, seconds: 3600 });
  const response = await fetch(
    `${emulator.url}/_aws/execute-api/${only('AWS::ApiGatewayV2::Api')}/$default${path}`,
    {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': typeof body === 'string' ? 'text/csv' : 'application/json',
      },
      ...(body === undefined
        ? {}
        : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    },
  );
  const text = await response.text();
  return {
    status: response.status,
    text,
    body: (text.startsWith('{') ? JSON.parse(text) : {}) as Body,
  };
}

describe('the stack on MiniStack', () => {
  const it = conformance(LACKS);
  it('is made whole, every resource of the template but alarms that calculate', async () => {
    expect(stack.failures).toEqual([]);
    expect(stack.status).toBe('CREATE_COMPLETE');
    const made = [...stack.resources].filter(([, { status }]) => status === 'CREATE_COMPLETE');
    const { Resources } = template();
    const types = new Set(stack.leftOut.map((name) => Resources[name]?.Type));
    expect([...types].sort()).toEqual(['AWS::CloudWatch::Alarm', 'AWS::CloudWatch::Dashboard']);
    // No mail address and no budget is given, so nothing stands for them.
    const wanted = Object.entries(Resources)
      .filter(([name, { Condition }]) => Condition === undefined && !stack.leftOut.includes(name))
      .map(([name]) => name);
    expect(made.map(([name]) => name).sort()).toEqual(wanted.sort());
  });

  it('names resources in the partition of their region', async () => {
    expect(stack.outputs.RemindersTopic).toMatch(/^arn:aws-cn:/);
  });

  it('answers a query with parameters', async () => {
    const athena = new AthenaClient(emulator.settings);
    const engine = createQueryEngine(athena, { workGroup: 'fengqiao', database: 'fengqiao' });
    try {
      expect((await engine.query('SELECT ? AS x', ['1'])).rows).toEqual([['1']]);
    } finally {
      athena.destroy();
    }
  });

  it('gives the page and the description to anybody, and the rest to bearers of a token', async () => {
    const base = `${emulator.url}/_aws/execute-api/${only('AWS::ApiGatewayV2::Api')}/$default`;
    const page = await fetch(`${base}/`);
    expect([page.status, page.headers.get('content-type')]).toEqual([
      200,
      expect.stringContaining('text/html'),
    ]);
    expect((await fetch(`${base}/v1/openapi.json`)).status).toBe(200);
    expect((await fetch(`${base}/v1/periods`)).status).toBe(401);
    expect((await ask('viewer', PROVINCE, 'GET', '/v1/periods')).status).toBe(200);
  });

  it('takes reference data and submissions, and counts a document once', async () => {
    for (const [kind, csv] of [
      ['units', UNITS],
      ['grids', GRIDS],
    ] as const) {
      const path = `/v1/reference/${kind}?effective=2024-01-01`;
      const { status, text } = await ask('administrator', PROVINCE, 'PUT', path, csv);
      expect([kind, status, text]).toEqual([kind, 200, expect.anything()]);
    }
    // A day so long past is closed to clerks.
    const send = (role: Role, unit: string) =>
      ask(role, unit, 'POST', '/v1/submissions', documentOf(STATION, '2024-04-01'));
    expect((await send('administrator', PROVINCE)).status).toBe(201);
    expect((await send('administrator', PROVINCE)).status).toBe(200);
    expect((await send('clerk', STATION)).status).toBe(422);
    expect((await send('clerk', NEIGHBOUR)).status).toBe(404);
  });

  it('takes a bulk file in through bucket, queue and function', async () => {
    const lines = eachDay('2024-04-01', '2024-04-30').flatMap((day) => [
      documentOf(STATION, day, 400),
      documentOf(NEIGHBOUR, day, 300),
    ]);
    const asked = await ask<{
      id: string;
      upload: { url: string; method: string; headers: Record<string, string> };
    }>('administrator', PROVINCE, 'POST', '/v1/submissions/bulk', { filename: 'april.ndjson' });
    expect(asked.status, asked.text).toBe(201);
    const { url, method, headers } = asked.body.upload;
    const body = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
    expect((await fetch(url, { method, headers, body })).status).toBe(200);
    const done = await eventually(async () => {
      const { body } = await ask<{ state: string; lines: number; refused: number }>(
        'administrator',
        PROVINCE,
        'GET',
        `/v1/submissions/bulk/${asked.body.id}`,
      );
      return body.state === 'done' ? body : undefined;
    });
    expect(done).toMatchObject({ lines: 60, refused: 0 });
  });

  it('rebuilds the lake when the function is called', async () => {
    const name = [...stack.resources].find(
      ([name, { type }]) => type === 'AWS::Lambda::Function' && name.startsWith('CompactFunction'),
    )?.[1].id;
    const invoked = await fetch(`${emulator.url}/2015-03-31/functions/${name}/invocations`, {
      method: 'POST',
      body: '{}',
    });
    expect([invoked.status, invoked.headers.get('x-amz-function-error')]).toEqual([200, null]);
    const lake = createObjectStore(s3, physical('LakeBucket'));
    const keys: string[] = [];
    for await (const { key } of lake.list('lake/')) {
      const file = join(lakeCopy, physical('LakeBucket'), key);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, (await lake.get(key))?.body ?? '');
      keys.push(key);
    }
    const days = keys.filter((key) => key.startsWith('lake/officer_time/day=2024-04-'));
    expect(days).toHaveLength(30);
  });

  it('computes a month by queue and queries, and publishes it', async () => {
    const asked = await ask<RunState>('administrator', PROVINCE, 'POST', '/v1/runs', {
      period: '2024-04',
    });
    expect(asked.status, asked.text).toBe(202);
    const run = await eventually(async () => {
      const { body } = await ask<RunState>(
        'administrator',
        PROVINCE,
        'GET',
        `/v1/runs/${asked.body.id}`,
      );
      return body.state === 'running' ? undefined : body;
    });
    expect([run.state, run.error]).toEqual(['succeeded', undefined]);
    const publish = { revision: run.revision, reason: 'test' };
    expect(
      (await ask('administrator', PROVINCE, 'POST', '/v1/periods/2024-04/publish', publish)).status,
    ).toBe(200);
    const card = await ask<{ ranks: readonly Json[] }>(
      'viewer',
      STATION,
      'GET',
      `/v1/scorecards/2024-04/${STATION}`,
    );
    expect(card.status).toBe(200);
    // More of its minutes were spent in the community than its neighbour's.
    expect(card.body.ranks[0]).toMatchObject({ within: '410481000000', rank: 1, of: 2 });
  });
});
