/**
 * `npm run test:fuzz`: generated malformed documents, workbooks, bulk files and requests, sent over
 * HTTP to the whole system as `npm run serve` runs it. `FUZZ_RUNS` says how many (10,000),
 * `FUZZ_SEED` sends others than the usual ones. Fails where an answer is 500 or above, is none that
 * the description of the API has, or does not come; where the process ends or its memory grows
 * beyond a bound; and where a log line holds personal data that a request was marked with.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { addDays, dayAt } from '../../shared/calendar/day.ts';
import { perfectDocument } from '../../shared/submissions/fixture.ts';
import { ADMINISTRATOR, Served } from '../support/served.ts';
import type { ACCOUNTS, Case } from './case.ts';
import { answerCheck } from './conformance.ts';
import { documents } from './documents.ts';
import { bulkBytes, files } from './files.ts';
import { markedLines } from './marks.ts';
import { type OpenApi, requests } from './routes.ts';
import { DATES, loadCounty, MAPPING } from './setup.ts';
import { BUDGET_MS, Traffic } from './traffic.ts';
import { broken, marked, oddText } from './values.ts';

const RUNS = Number(process.env.FUZZ_RUNS ?? 10_000);
/** The same in every run: CI is to judge a change, and not what chance has found this time. */
const SEED = Number(process.env.FUZZ_SEED ?? 1);
/** Of the process with its functions' threads, DuckDB and page cache not counted. */
const MEMORY_MB = 3_000;
/** At most such a share may be refused for their number alone: of those nothing else is seen. */
const HASTY = 0.01;
/** A finding is made smaller with at most so many requests. */
const SHRINKING = 300;

const say = (text: string) => process.stdout.write(`${text}\n`);

/** A part of all requests, sent one after another in each of its lanes. */
interface Family {
  readonly name: string;
  readonly share: number;
  readonly lanes: number;
  readonly cases: fc.Arbitrary<Case>;
}

async function familiesOf(api: OpenApi): Promise<Family[]> {
  const today = dayAt(Date.now());
  const dates = [...DATES, ...DATES, today, addDays(today, -1), addDays(today, 1)];
  const line = broken(
    fc.constantFrom(...dates).map((date) => ({ ...perfectDocument(), date })),
    2,
  );
  const accounts = fc.constantFrom(
    'administrator',
    'administrator',
    'clerk',
    'reviewer',
    'viewer',
  ) satisfies fc.Arbitrary<keyof typeof ACCOUNTS>;
  const filename = fc.oneof(
    { weight: 4, arbitrary: fc.constant('county.ndjson') },
    { weight: 1, arbitrary: fc.oneof(marked, oddText) },
  );
  const bulk = fc.record({
    kind: fc.constant('bulk' as const),
    as: accounts,
    filename,
    bytes: bulkBytes(line),
  });
  return [
    { name: 'documents', share: 0.35, lanes: 3, cases: documents(dates) },
    { name: 'files', share: 0.25, lanes: 2, cases: await files(DATES[0] ?? '', MAPPING) },
    { name: 'requests', share: 0.35, lanes: 3, cases: requests(api) },
    { name: 'bulk files', share: 0.05, lanes: 2, cases: bulk },
  ];
}

/** A case as a person can read it and send it again. */
function shown(one: Case): string {
  const bytes = one.kind === 'http' ? one.body : one.bytes;
  const { body: _, bytes: __, ...others } = one as unknown as Record<string, unknown>;
  const text = Buffer.from(bytes ?? []);
  const isText = bytes && /^[\t\n\r -~\u0080-\uffff]*$/.test(text.toString());
  return `${JSON.stringify(others).slice(0, 3000)}\n  body (${text.length} bytes): ${
    isText ? text.toString().slice(0, 3000) : `base64 ${text.toString('base64').slice(0, 3000)}`
  }`;
}

/** Sends a lane's requests; gives what was found, made small. */
async function lane(
  traffic: Traffic,
  name: string,
  cases: fc.Arbitrary<Case>,
  numRuns: number,
  seed: number,
): Promise<string | undefined> {
  let left = Number.POSITIVE_INFINITY;
  const property = fc.asyncProperty(cases, async (one) => {
    if (left <= 0) return;
    left -= 1;
    try {
      await traffic.send(one);
    } catch (error) {
      left = Math.min(left, SHRINKING);
      throw error;
    }
  });
  const { failed, counterexample, errorInstance, counterexamplePath } = await fc.check(property, {
    numRuns,
    seed,
  });
  const [one] = counterexample ?? [];
  if (!failed || !one) return undefined;
  const why = errorInstance instanceof Error ? errorInstance.message : String(errorInstance);
  return `${name} (lane seed ${seed}, path ${counterexamplePath}): ${why}\n  ${shown(one)}`;
}

/** Everything that the system has said: the logs of its functions, and its own two streams. */
function marksIn(served: Served, secrets: readonly string[]): { lines: number; marked: string[] } {
  const folder = join(served.dataDir, 'logs');
  const logs = existsSync(folder) ? readdirSync(folder) : [];
  const texts = [...logs.map((name) => readFileSync(join(folder, name))), Buffer.from(served.said)];
  return {
    lines: texts.reduce((sum, text) => sum + text.toString('latin1').split('\n').length - 1, 0),
    marked: texts.flatMap((text) => markedLines(text, secrets)),
  };
}

/** The most memory that the process has held, in MB. */
function peakMemory(pid: number | undefined): number {
  const [, kilobytes] = /^VmHWM:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Math.round(Number(kilobytes) / 1024);
}

async function main(): Promise<boolean> {
  say(`FUZZ_SEED=${SEED} FUZZ_RUNS=${RUNS}`);
  const served = await new Served().start();
  try {
    const known = await loadCounty(served);
    const { body: api } = await served.ask<OpenApi>(ADMINISTRATOR, 'GET', '/v1/openapi.json');
    const traffic = await Traffic.to(served, answerCheck(api));
    for (const [name, id] of Object.entries(known)) traffic.known.set(name, id);
    const families = await familiesOf(api);
    const start = performance.now();
    const lanes = families.flatMap(({ name, share, lanes: count, cases }, family) =>
      Array.from({ length: count }, (_, index) =>
        lane(traffic, name, cases, Math.ceil((RUNS * share) / count), SEED + family * 10 + index),
      ),
    );
    const findings = (await Promise.all(lanes)).filter((found) => found !== undefined);
    const seconds = Math.round((performance.now() - start) / 1000);
    const over: string[] = [];
    for (const one of traffic.tally.slow) {
      const alone = await traffic.timeAlone(one);
      if (alone > BUDGET_MS) over.push(`${Math.round(alone)} ms alone\n  ${shown(one)}`);
    }
    traffic.close();
    const memory = served.isRunning ? peakMemory(served.pid) : 0;
    const crashes = served.isRunning && (await served.end('SIGTERM')) === 0 ? 0 : 1;
    const logs = marksIn(served, traffic.secrets);
    const { requests: sent, serverErrors, slowest, statuses, lost } = traffic.tally;

    for (const found of [...findings, ...over]) say(`\nFOUND ${found}`);
    for (const line of logs.marked.slice(0, 20)) say(`\nMARKED LOG LINE ${line.slice(0, 2000)}`);
    if (crashes > 0) say(`\nTHE PROCESS ENDED\n${served.said.slice(-3000)}`);
    const counts = [...statuses]
      .sort(([a], [b]) => a - b)
      .map(([status, count]) => `${status}: ${count}`);
    say(
      `\n${seconds} s; answers ${counts.join(', ')}; slowest ${Math.round(slowest)} ms beside others; memory ${memory} MB at most; ${logs.lines} log lines`,
    );
    say(
      `${sent} requests: ${serverErrors} answers of 500 and more, ${crashes} crashes, ${over.length} over 5 s, ${logs.marked.length} log lines with marked data, ${findings.length} other findings, ${lost} without an answer`,
    );
    const hasty = statuses.get(429) ?? 0;
    if (hasty > sent * HASTY) say(`${hasty} were refused with 429: too many to have been tried`);
    return (
      hasty <= sent * HASTY &&
      findings.length + over.length + crashes + logs.marked.length + serverErrors + lost === 0 &&
      memory < MEMORY_MB &&
      sent >= RUNS
    );
  } finally {
    await served.dispose();
  }
}

process.exitCode = (await main()) ? 0 : 1;
