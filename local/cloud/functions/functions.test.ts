import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createClock } from '../clock.ts';
import type { FunctionDefinition } from '../template/description.ts';
import { createFunctions, PAYLOAD_LIMIT } from './functions.ts';

const HANDLER = `
exports.handler = async (event, context) => {
  switch (event.do) {
    case 'environment': return process.env;
    case 'context': return { ...context, remaining: context.getRemainingTimeInMillis() };
    case 'date': return { now: Date.now(), made: new Date().toISOString(), text: Date(), zone: new Date(0).getTimezoneOffset(), is: new Date(5) instanceof Date && new Date(5).constructor === Date, parsed: new Date('2024-01-01').getTime() };
    case 'throw': throw new RangeError('out of range');
    case 'reject outside': setTimeout(() => { throw new Error('later') }); return new Promise(() => {});
    case 'exit': process.exit(3);
    case 'spin': for (;;);
    case 'hang': return new Promise(() => {});
    case 'fill': { const all = []; for (;;) all.push(new Array(1e6).fill(Math.random())); }
    case 'long answer': return 'x'.repeat(event.length);
    case 'log': console.log('said', event.what); return;
    default: return event;
  }
};`;

const folder = mkdtempSync(join(tmpdir(), 'functions-'));
const clock = createClock();

function definition(name: string, source: string, timeoutSeconds: number): FunctionDefinition {
  const codeDir = join(folder, name);
  mkdirSync(codeDir);
  writeFileSync(join(codeDir, 'index.js'), source);
  return {
    name,
    logicalId: name,
    arn: `arn:aws-cn:lambda:cn-north-1:000000000000:function:${name}`,
    codeDir,
    handler: 'index.handler',
    environment: { TABLE_NAME: 'table' },
    timeoutSeconds,
    memoryMb: 64,
    roleArn: 'role',
    asynchronous: { retries: 2, onFailureArn: undefined, deadLetterArn: undefined },
  };
}

const functions = createFunctions({
  functions: [
    definition('patient', HANDLER, 30),
    // Ordinary calls must be through within that time, too.
    ...['spin', 'hang', 'hasty'].map((name) => definition(name, HANDLER, 3)),
    definition('broken', `throw new Error('SETTING is missing');`, 30),
    definition('empty', '', 30),
  ],
  clock,
  region: 'cn-north-1',
  endpoints: { S3: 'http://127.0.0.1:1' },
  credentialsOf: (roleArn) => ({ accessKeyId: roleArn, secretAccessKey: 'secret' }),
  logDir: join(folder, 'logs'),
});

afterAll(async () => {
  await functions.stop();
  rmSync(folder, { recursive: true });
});

async function call(event: object, name = 'patient') {
  const result = await functions.invoke(name, JSON.stringify(event));
  return result.ok ? { answer: JSON.parse(result.payload) } : { error: result.error };
}

test('has the environment of the template, the endpoints and its role, and nothing else', async () => {
  expect((await call({ do: 'environment' })).answer).toEqual({
    TABLE_NAME: 'table',
    AWS_ENDPOINT_URL_S3: 'http://127.0.0.1:1',
    AWS_ACCESS_KEY_ID: 'role',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_REGION: 'cn-north-1',
    AWS_DEFAULT_REGION: 'cn-north-1',
    AWS_LAMBDA_FUNCTION_NAME: 'patient',
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '64',
    LAMBDA_TASK_ROOT: join(folder, 'patient'),
    _HANDLER: 'index.handler',
    TZ: 'UTC',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  });
});

test('is told of its call', async () => {
  const { answer } = await call({ do: 'context' });
  expect(answer).toMatchObject({
    functionName: 'patient',
    invokedFunctionArn: 'arn:aws-cn:lambda:cn-north-1:000000000000:function:patient',
    awsRequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
  });
  expect(answer.remaining).toBeGreaterThan(0);
  expect(answer.remaining).toBeLessThanOrEqual(30_000);
});

test('sees the time of the cloud, and dates that are dates', async () => {
  const noon = Date.parse('2024-05-09T12:00:00Z');
  clock.turnTo(noon);
  const { answer } = await call({ do: 'date' });
  clock.reset();
  expect(answer.now).toBeGreaterThanOrEqual(noon);
  expect(answer.now).toBeLessThan(noon + 60_000);
  expect(answer.made).toMatch(/^2024-05-09T12:00/);
  expect(answer.text).toMatch(/May 09 2024/);
  expect(answer).toMatchObject({ is: true, parsed: 1_704_067_200_000 });
});

test('answers several calls at once and gives null for nothing', async () => {
  const answers = await Promise.all([1, 2, 3].map((n) => call({ n })));
  expect(answers).toEqual([1, 2, 3].map((n) => ({ answer: { n } })));
  expect(await call({ do: 'log', what: 'hello' })).toEqual({ answer: null });
});

test('an error is an answer and stands in the log', async () => {
  const { error } = await call({ do: 'throw' });
  expect(error).toMatchObject({ errorType: 'RangeError', errorMessage: 'out of range' });
  expect(error?.trace.length).toBeGreaterThan(1);
  expect(readFileSync(join(folder, 'logs', 'patient.log'), 'utf8')).toContain('out of range');
});

test.each([
  ['exit', 'Runtime.ExitError', 'Runtime exited with error: exit status 3'],
  ['reject outside', 'Error', 'later'],
  ['fill', 'ERR_WORKER_OUT_OF_MEMORY', expect.any(String)],
])('survives %s', async (what, errorType, errorMessage) => {
  expect((await call({ do: what })).error).toMatchObject({ errorType, errorMessage });
  expect(await call({ still: 'there' })).toEqual({ answer: { still: 'there' } });
});

test.concurrent.each(['spin', 'hang'])('stops a call that takes too long: %s', async (what) => {
  expect((await call({ do: what }, what)).error).toMatchObject({
    errorMessage: 'Task timed out after 3.00 seconds',
  });
  expect(await call({ still: 'there' }, what)).toEqual({ answer: { still: 'there' } });
});

test('a call that hangs does not take others with it', async () => {
  const hanging = call({ do: 'hang' }, 'hasty');
  expect(await call({ n: 1 }, 'hasty')).toEqual({ answer: { n: 1 } });
  expect((await hanging).error?.errorType).toBe('Sandbox.Timedout');
});

test('a bundle that cannot be loaded fails each call with its reason', async () => {
  for (const _ of [1, 2]) {
    expect((await call({}, 'broken')).error?.errorMessage).toBe('SETTING is missing');
  }
  expect((await call({}, 'empty')).error?.errorType).toBe('Runtime.HandlerNotFound');
});

test('events and answers end at 6 MB', async () => {
  const fitting = PAYLOAD_LIMIT - 2;
  expect((await call({ do: 'long answer', length: fitting })).answer).toHaveLength(fitting);
  expect((await call({ do: 'long answer', length: fitting + 1 })).error?.errorType).toBe(
    'Function.ResponseSizeTooLarge',
  );
  expect((await call({ long: 'x'.repeat(PAYLOAD_LIMIT) })).error?.errorType).toBe(
    'RequestTooLargeException',
  );
});
