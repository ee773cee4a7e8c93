/**
 * `npm run bulk`: a bulk file of 100,000 submissions, one line in a hundred faulty, goes in twice:
 * once in one go, while the memory of the serving process is watched, and once with that process
 * killed half-way. Both must give a receipt for every good line, a refusal with its number for
 * every faulty one, and the same ones. The last line is JSON; the exit code is 1 where anything
 * is not as it should be. `--lines 5000` for a short one.
 */
import { createHash } from 'node:crypto';
import { mkdtempSync, openAsBlob, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { parseArgs } from 'node:util';
import { startTicker } from '../local/demo/terminal.ts';
import { ADMINISTRATOR, type BulkState, pause, Served } from '../test/support/served.ts';
import { EFFECTIVE, faultyOf, lineOf, referenceFiles, writeFile } from './bulk-file.ts';

/** What receiving may take of memory, above what the process has when it is idle. */
const MOST_MIB = 300;
const SAMPLE_MILLISECONDS = 200;
/** As often as a page would ask how far it is. */
const ASK_MILLISECONDS = 1000;
/** Before the kill: a short file is through in seconds, and must be met on its way. */
const ASK_BEFORE_KILL_MILLISECONDS = 50;
const LONGEST_MILLISECONDS = 30 * 60_000;

const say = (line = '') => process.stdout.write(`${line}\n`);

interface Progress extends BulkState {
  readonly bytes: number;
  readonly size: number | null;
}

interface Passage {
  readonly seconds: number;
  readonly idleMiB: number;
  readonly peakMiB: number;
  readonly accepted: number;
  readonly refused: number;
  /** SHA-256 over every line's outcome, but for when it was received. */
  readonly digest: string;
  /** Lines received before the process was killed, and those known when it was back. */
  readonly killedAt: number | null;
  readonly resumedAt: number | null;
}

/** Resident memory of a process in MiB, as Linux tells it. */
function residentMiB(pid: number | undefined): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Math.ceil(Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) / 1024);
}

/** A system with the file's units and grids, started anew once they are loaded, and idle. */
async function loaded(): Promise<Served> {
  const served = await new Served().start();
  for (const [kind, body] of referenceFiles()) {
    const path = `/v1/reference/${kind}?effective=${EFFECTIVE}`;
    const headers = { 'content-type': 'text/csv' };
    const answer = await served.ask(ADMINISTRATOR, 'PUT', path, { body, headers });
    if (answer.status !== 200) throw new Error(`${kind}: ${answer.status}`);
  }
  await served.end('SIGTERM');
  await served.start();
  await served.ask(ADMINISTRATOR, 'GET', '/v1/units');
  await pause(1000);
  return served;
}

async function upload(served: Served, path: string): Promise<string> {
  const json = { filename: 'bulk.ndjson' };
  const { status, body } = await served.ask<{ id: string; upload: { url: string } }>(
    ...[ADMINISTRATOR, 'POST', '/v1/submissions/bulk'],
    { json },
  );
  if (status !== 201) throw new Error(`asking for the upload: ${status}`);
  const put = await fetch(body.upload.url, { method: 'PUT', body: await openAsBlob(path) });
  if (!put.ok) throw new Error(`the upload: ${put.status}`);
  return body.id;
}

/** One way of the file from upload to results. */
async function pass(
  path: string,
  lines: number,
  killed: boolean,
  tell: (text: string) => void,
): Promise<Passage> {
  const served = await loaded();
  try {
    const idleMiB = residentMiB(served.pid);
    let peakMiB = idleMiB;
    let killedAt: number | null = null;
    let resumedAt: number | null = null;
    const begun = performance.now();
    const sampler = setInterval(() => {
      // Between a kill and the start there is no process to look at.
      if (killedAt === null) peakMiB = Math.max(peakMiB, residentMiB(served.pid));
    }, SAMPLE_MILLISECONDS);
    try {
      const id = await upload(served, path);
      for (;;) {
        const answer = await served.ask<Progress>(
          ADMINISTRATOR,
          'GET',
          `/v1/submissions/bulk/${id}`,
        );
        const state = answer.body;
        if (answer.status !== 200) throw new Error(`progress: ${answer.status}`);
        if (killedAt !== null) resumedAt ??= state.lines;
        const seconds = (performance.now() - begun) / 1000;
        tell(`${state.lines} lines, ${seconds.toFixed(0)} s, at most ${peakMiB} MiB`);
        if (state.state === 'done' || state.state === 'failed') {
          clearInterval(sampler);
          const read = await readResults(state, lines);
          return { seconds, idleMiB, peakMiB, killedAt, resumedAt, ...read };
        }
        if (killed && killedAt === null && state.lines >= lines / 2) {
          killedAt = state.lines;
          await served.end('SIGKILL');
          await served.start();
        }
        if (performance.now() - begun > LONGEST_MILLISECONDS) throw new Error('it takes too long');
        const isToBeKilled = killed && killedAt === null;
        await pause(isToBeKilled ? ASK_BEFORE_KILL_MILLISECONDS : ASK_MILLISECONDS);
      }
    } finally {
      clearInterval(sampler);
    }
  } finally {
    await served.dispose();
  }
}

interface Result {
  readonly line: number;
  readonly outcome: string;
  readonly receipt?: Readonly<Record<'station' | 'date' | 'contentHash', string>> &
    Readonly<Record<'revision' | 'latestRevision', number>>;
  readonly errors?: readonly { readonly code: string }[];
}

/** Compares every result with what its line is; throws at the first that is not right. */
async function readResults(
  state: BulkState,
  lines: number,
): Promise<Pick<Passage, 'accepted' | 'refused' | 'digest'>> {
  const response = await fetch(state.results);
  if (!response.body) throw new Error(`the results: ${response.status}`);
  const counts = { accepted: 0, refused: 0 };
  const digest = createHash('sha256');
  let number = 0;
  const input = Readable.from(response.body);
  for await (const text of createInterface({ input })) {
    number += 1;
    const { line, outcome, receipt, errors = [] } = JSON.parse(text) as Result;
    const wanted = lineOf(number);
    const isRight = wanted.fault
      ? outcome === 'refused' && errors.some(({ code }) => code === wanted.fault)
      : outcome === 'accepted' &&
        receipt?.station === wanted.station &&
        receipt.date === wanted.date &&
        receipt.revision === 1 &&
        receipt.latestRevision === 1;
    if (line !== number || !isRight) throw new Error(`line ${number} has another result: ${text}`);
    counts[wanted.fault ? 'refused' : 'accepted'] += 1;
    const codes = errors.map(({ code }) => code);
    digest.update(JSON.stringify([line, outcome, receipt?.contentHash ?? null, codes]));
  }
  const faulty = faultyOf(lines);
  const [{ accepted, refused }, { state: end }] = [state, state];
  const found = [end, state.lines, accepted, refused, counts.accepted, counts.refused, number];
  const expected = ['done', lines, lines - faulty, faulty, lines - faulty, faulty, lines];
  if (JSON.stringify(found) !== JSON.stringify(expected)) {
    throw new Error(`not as it should be: ${JSON.stringify({ found, expected })}`);
  }
  return { ...counts, digest: digest.digest('hex') };
}

async function bench(lines: number): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'fengqiao-bulk-'));
  const ticker = startTicker(process.stdout);
  try {
    const path = join(folder, 'bulk.ndjson');
    await writeFile(path, lines);
    const whole = await pass(path, lines, false, (text) => ticker.show(`in one go: ${text}`));
    const halves = await pass(path, lines, true, (text) => ticker.show(`killed: ${text}`));
    ticker.end();
    const { killedAt, resumedAt } = halves;
    const resumed =
      killedAt !== null &&
      resumedAt !== null &&
      resumedAt >= killedAt &&
      whole.digest === halves.digest;
    const growth = whole.peakMiB - whole.idleMiB;
    say(`${lines} lines in ${whole.seconds.toFixed(1)} s; ${growth} MiB above idle at most`);
    say(`killed at line ${killedAt}, gone on from ${resumedAt}, ${halves.seconds.toFixed(1)} s`);
    const { accepted, refused, peakMiB, idleMiB } = whole;
    const seconds = Math.round(whole.seconds * 10) / 10;
    say(JSON.stringify({ lines, accepted, refused, seconds, peakMiB, idleMiB, resumed }));
    return resumed && growth < MOST_MIB;
  } finally {
    ticker.end();
    rmSync(folder, { recursive: true, force: true });
  }
}

const { values } = parseArgs({ options: { lines: { type: 'string', default: '100000' } } });
const lines = Number(values.lines);
if (!Number.isInteger(lines) || lines < 1000) {
  say('--lines is a whole number from 1000 on');
  process.exitCode = 1;
} else if (!(await bench(lines))) process.exitCode = 1;
