/** One run of the month, as anybody would ask for it, and what it took. */
import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  AthenaClient,
  BatchGetQueryExecutionCommand,
  ListQueryExecutionsCommand,
} from '@aws-sdk/client-athena';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { type Cloud, startCloud } from '../local/cloud/cloud.ts';
import { findNamed } from '../local/cloud/template/find.ts';
import { createItemTable } from '../shared/aws/items.ts';
import { findRun, type Run } from '../shared/scorecards/runs.ts';
import type { Setting, Tell } from './load.ts';
import { PROVINCE } from './province.ts';

/** What a run took, in seconds. */
export interface Measured {
  /** Each step of the run, in order. */
  readonly steps: Readonly<Record<string, number>>;
  /** The whole run, from the call that asked for it. */
  readonly total: number;
  /** The most memory of the process in each step, in MiB, looked at as often as the steps. */
  readonly memory: Readonly<Record<string, number>>;
  /** Engine time of each SQL file, its executions added up. */
  readonly queries: Readonly<Record<string, number>>;
  /** Answering what other weights would change for every station, the function being awake. */
  readonly simulation: number;
  /** The most memory that the process had until the draft was there, in MiB. */
  readonly peakMiB: number;
}

/** The grain of the steps' times. */
const POLL_MS = 50;
/** A run whose function broke down is tried again only much later: nobody waits for that. */
const PATIENCE_SECONDS = 15 * 60;

/** Starts the cloud on the folder, runs the month and gives what it took. */
export async function measureRun(setting: Setting, tell: Tell): Promise<Measured> {
  const { dataDir, cdkOut, month } = setting;
  const cloud = await startCloud({ dataDir, cdkOut, port: 0, schedules: 'paused' });
  try {
    const token = await cloud.token({ unit: PROVINCE, role: 'administrator' });
    const begun = performance.now();
    const answer = await fetch(`${cloud.url}/v1/runs`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ period: month }),
    });
    if (answer.status !== 202) throw new Error(`${answer.status} ${await answer.text()}`);
    const { id } = (await answer.json()) as { id: string };
    const { steps, memory, ended, revision } = await follow(cloud, id, begun, tell);
    const peakMiB = Math.ceil(process.resourceUsage().maxRSS / 1024);
    return {
      steps,
      memory,
      total: ended,
      queries: await queryTimes(cloud),
      peakMiB,
      simulation: await simulationTime(cloud.url, token, { period: month, revision }),
    };
  } finally {
    await cloud.stop();
  }
}

/**
 * Looks at the run until it ends: steps follow one another, so each took from end to end. Before
 * the first there is `start`: the message on its way, and the function loading.
 */
async function follow(cloud: Cloud, id: string, begun: number, tell: Tell) {
  const { region, endpoints, operator: credentials } = cloud;
  const client = new DynamoDBClient({ region, credentials, endpoint: endpoints.DYNAMODB });
  const { TABLE_NAME = '' } = findNamed(cloud.description.functions, 'RunFunction').environment;
  const items = createItemTable(client, TABLE_NAME);
  const steps: Record<string, number> = {};
  const memory: Record<string, number> = {};
  let last = 0;
  try {
    for (;;) {
      const run = await findRun(items, id);
      if (!run) throw new Error(`the run ${id} is gone`);
      const now = (performance.now() - begun) / 1000;
      const reached = (name: string) => {
        if (name in steps) return;
        steps[name] = now - last;
        last = now;
      };
      for (const { name, state } of run.steps) {
        if (state !== 'waiting') reached('start');
        if (state === 'done') reached(name);
      }
      const under = run.steps.find(({ state }) => state === 'running')?.name ?? 'start';
      memory[under] = Math.max(memory[under] ?? 0, Math.ceil(process.memoryUsage.rss() / 2 ** 20));
      if (run.state === 'succeeded') return { steps, memory, ended: now, revision: run.revision };
      if (run.state === 'failed') throw new Error(`the run failed: ${JSON.stringify(run.error)}`);
      if (now > PATIENCE_SECONDS) throw new Error(`the run ${id} takes too long`);
      tell(progressOf(run));
      await sleep(POLL_MS);
    }
  } finally {
    client.destroy();
  }
}

/** Seconds of a simulation over all stations; the quickest of three, since the first one loads. */
async function simulationTime(url: string, token: string, of: object): Promise<number> {
  const weights = { time_in_community: 10, household_visit_rate: 11 };
  const body = JSON.stringify({ ...of, level: 'station', weights, normalize: true });
  let best = Number.POSITIVE_INFINITY;
  for (let time = 0; time < 3; time += 1) {
    const begun = performance.now();
    const answer = await fetch(`${url}/v1/schemes/simulate`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body,
    });
    if (answer.status !== 200) throw new Error(`${answer.status} ${await answer.text()}`);
    await answer.text();
    best = Math.min(best, (performance.now() - begun) / 1000);
  }
  return best;
}

function progressOf({ steps }: Run): string {
  const step = steps.find(({ state }) => state === 'running');
  return step ? `${step.name} ${step.done} of ${step.of}` : 'waiting';
}

/** Seconds of the engine, by the SQL file's name. */
async function queryTimes(cloud: Cloud): Promise<Record<string, number>> {
  const { region, endpoints, operator: credentials } = cloud;
  const client = new AthenaClient({ region, credentials, endpoint: endpoints.ATHENA });
  try {
    const WorkGroup = cloud.description.workGroups[0]?.name;
    const { QueryExecutionIds } = await client.send(new ListQueryExecutionsCommand({ WorkGroup }));
    const { QueryExecutions = [] } = await client.send(
      new BatchGetQueryExecutionCommand({ QueryExecutionIds }),
    );
    const names = namesOfStatements();
    const times: Record<string, number> = {};
    for (const { Query = '', Statistics } of QueryExecutions.reverse()) {
      const name = names.get(shapeOf(Query)) ?? 'other';
      times[name] = (times[name] ?? 0) + (Statistics?.EngineExecutionTimeInMillis ?? 0) / 1000;
    }
    return times;
  } finally {
    client.destroy();
  }
}

/** The SQL files by what they say: `time`, `copied-days`. */
function namesOfStatements(): ReadonlyMap<string, string> {
  const shared = join(import.meta.dirname, '../shared');
  return new Map(
    globSync('**/*.sql', { cwd: shared }).map((file) => [
      shapeOf(readFileSync(join(shared, file), 'utf8')),
      basename(file, '.sql'),
    ]),
  );
}

/** A statement without its parameters: the same for the file and for what was sent. */
function shapeOf(sql: string): string {
  return sql
    .replace(/--.*$/gm, '')
    .replace(/:[a-z_]+|\?(?:, \?)*/g, '?')
    .replace(/\s+/g, ' ')
    .trim();
}
