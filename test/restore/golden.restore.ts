/**
 * A backup of a system in use, restored into an empty folder: what readers got before they get
 * again, to the byte; what was receipted is there; the lake comes again from raw documents.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  watch,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Manifest } from '../../local/backup/manifest.ts';
import { dayAt } from '../../shared/calendar/day.ts';
import {
  expectGoldenFigures,
  GOLDEN_PERIODS,
  goldenAnswers,
  goldenLines,
  loadGoldenReference,
} from '../support/golden.ts';
import { ADMINISTRATOR, COUNTY, type Json, Served } from '../support/served.ts';

const ROOT = join(import.meta.dirname, '../..');
const STATION = '410481002000';
const CLERK = `clerk ${STATION}`;
const CORRECTED = '2024-04';
/** Its figures know nothing of the corrections. */
const UNTOUCHED = '2024-03';
const shelf = mkdtempSync(join(tmpdir(), 'fengqiao-backups-'));

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly complaints: string;
}

/** One of the commands, as npm starts it. */
function command(script: 'backup' | 'restore', dataDir: string, ...args: string[]) {
  const child: ChildProcess = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', `local/${script}.ts`, ...args],
    { cwd: ROOT, env: { ...process.env, FENGQIAO_DATA: dataDir } },
  );
  const ended = new Promise<Ended>((resolve) => {
    let out = '';
    let complaints = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      out += chunk.toString();
    });
    child.stderr?.on('data', (chunk: Buffer) => {
      complaints += chunk.toString();
    });
    child.once('close', (code) => resolve({ code, out, complaints }));
  });
  return { child, ended };
}

const run = (...of: Parameters<typeof command>) => command(...of).ended;

const backups = () => readdirSync(shelf).filter((name) => name.startsWith('fengqiao-'));

const manifestOf = (backup: string): Manifest =>
  JSON.parse(readFileSync(join(shelf, backup, 'manifest.json'), 'utf8'));

/** The files below a folder, as paths in it. */
const filesBelow = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));

/** The text of an answer, as it comes over the wire. */
async function textOf(served: Served, as: string, path: string): Promise<string> {
  const [role = '', unit = ''] = as.split(' ');
  const response = await fetch(served.url + path, {
    headers: { authorization: `Bearer ${served.token(role, unit)}` },
  });
  const text = await response.text();
  expect([path, response.status]).toEqual([path, 200]);
  return text;
}

/** What readers see of every published period: each unit's card, and the rankings. */
async function published(served: Served): Promise<ReadonlyMap<string, string>> {
  const answers = new Map<string, string>();
  const read = async (path: string) => {
    answers.set(path, await textOf(served, ADMINISTRATOR, path));
  };
  const { items } = JSON.parse(await textOf(served, ADMINISTRATOR, '/v1/periods'));
  // A daily run may come in between, which adds this month.
  const periods = new Set<unknown>(GOLDEN_PERIODS);
  const loaded = (items as Json[]).filter(({ period }) => periods.has(period));
  answers.set('/v1/periods', JSON.stringify(loaded));
  for (const period of GOLDEN_PERIODS) {
    for (const unit of Object.keys(goldenAnswers(period))) {
      await read(`/v1/scorecards/${period}/${unit}`);
    }
    await read(`/v1/rankings/${period}?level=station&within=${COUNTY}`);
    await read(`/v1/periods/${period}/revisions`);
  }
  return answers;
}

/** What is under way: a clerk's draft, an appeal that waits, a revision that nobody has published. */
async function underWay(served: Served): Promise<readonly string[]> {
  return [
    await textOf(served, CLERK, `/v1/submissions/drafts/${STATION}/${DRAFTED}`),
    await textOf(served, ADMINISTRATOR, '/v1/appeals?state=open'),
    await textOf(served, ADMINISTRATOR, `/v1/scorecards/${CORRECTED}/${STATION}?revision=3`),
  ];
}

/** The day of the draft that is under way. */
const DRAFTED = dayAt(Date.now());

const LINES = goldenLines();
const aDay = JSON.parse(LINES.findLast((line) => line.includes(STATION)) ?? '{}') as Json;
const quiet = { disputes: [], cases: [], followUps: [], counts: [], incidents: [] };

async function submit(served: Served, document: Json): Promise<Json> {
  const answer = await served.ask(ADMINISTRATOR, 'POST', '/v1/submissions', { json: document });
  expect(answer.status).toBe(201);
  return answer.body;
}

/** A day of April as it was last sent, with other minutes: a correction, which moves figures. */
function correction(date: string, minutes: number): Json {
  const line = LINES.findLast((one) => one.includes(`"${STATION}","date":"${date}"`));
  const document = JSON.parse(line ?? '{}') as { officerTime: Json[] };
  const officerTime = document.officerTime.map((row) => ({ ...row, minutes }));
  return { ...document, officerTime };
}

async function publish(served: Served, period: string, revision: number): Promise<void> {
  const path = `/v1/periods/${period}/publish`;
  const json = { revision, reason: 'test' };
  const { status } = await served.ask(ADMINISTRATOR, 'POST', path, { json });
  expect(status).toBe(200);
}

async function expectReceipts(served: Served, receipts: readonly Json[]): Promise<void> {
  for (const { station, date, revision, contentHash } of receipts) {
    const path = `/v1/submissions/${station}/${date}?revision=${revision}`;
    const { status, body } = await served.ask<{ receipts: Json[] }>(ADMINISTRATOR, 'GET', path);
    expect([path, status]).toEqual([path, 200]);
    expect(body.receipts).toContainEqual(expect.objectContaining({ contentHash, revision }));
  }
}

describe('a backup beside a service in use', () => {
  const served = new Served();
  const restored = new Served();
  const receipts: Json[] = [];
  const late: Json[] = [];
  let before: ReadonlyMap<string, string>;
  let open: readonly string[];
  afterAll(async () => {
    await served.dispose();
    await restored.dispose();
    rmSync(shelf, { recursive: true, force: true });
  });

  beforeAll(async () => {
    await served.start();
    await loadGoldenReference(served);
    const { state } = await served.bulk(ADMINISTRATOR, LINES.join('\n'));
    expect(state).toMatchObject({ state: 'done', refused: 0 });
    for (const period of GOLDEN_PERIODS) {
      await publish(served, period, (await served.run(period)).revision);
    }
    // A correction that is published, and one that is not yet.
    receipts.push(await submit(served, correction('2024-04-15', 200)));
    const second = await served.run(CORRECTED);
    await publish(served, CORRECTED, second.revision);
    receipts.push(await submit(served, correction('2024-04-16', 100)));
    expect((await served.run(CORRECTED)).revision).toBe(3);

    const document = { officerTime: [], ...quiet };
    const draft = { version: 0, seconds: 12.5, document, confirmed: [], basedOn: 0 };
    const path = `/v1/submissions/drafts/${STATION}/${DRAFTED}`;
    expect((await served.ask(CLERK, 'PUT', path, { json: draft })).status).toBe(200);
    const appeal = { period: CORRECTED, kpi: 'time_in_community', reason: '请核对' };
    expect((await served.ask(CLERK, 'POST', '/v1/appeals', { json: appeal })).status).toBe(201);
    before = await published(served);
    open = await underWay(served);
  });

  it('that is killed half-way is no backup', async () => {
    const { child, ended } = command('backup', served.dataDir, '--to', shelf);
    const watcher = watch(shelf, (_, name) => {
      if (name?.startsWith('.unfinished-')) child.kill('SIGKILL');
    });
    await ended;
    watcher.close();
    expect(child.signalCode).toBe('SIGKILL');
    expect(backups()).toEqual([]);
    const [left = ''] = readdirSync(shelf).filter((name) => name.startsWith('.unfinished-'));
    const refused = await run('restore', restored.dataDir, '--from', join(shelf, left));
    expect(refused).toMatchObject({ code: 1, complaints: expect.stringContaining('不是一份完整') });
  });

  it('is made while submissions keep coming', async () => {
    const backup = command('backup', served.dataDir, '--to', shelf);
    let over = false;
    backup.ended.then(() => {
      over = true;
    });
    for (let day = 0; !over; day += 1) {
      const date = new Date(Date.UTC(2024, 4, 10 + day)).toISOString().slice(0, 10);
      const sent = await submit(served, { ...aDay, ...quiet, date });
      late.push(sent);
    }
    const { code, out } = await backup.ended;
    expect(code).toBe(0);
    expect(backups()).toHaveLength(1);
    expect(late.length).toBeGreaterThan(3);
    console.log(`${late.length} submissions were receipted meanwhile\n${out}`);
  });

  it('shares with the one before what has not changed', async () => {
    const second = await run('backup', served.dataDir, '--to', shelf, '--keep', '2');
    expect(second.code).toBe(0);
    const [first = '', last = ''] = backups();
    const holds = (backup: string, what: string) =>
      filesBelow(join(shelf, backup)).filter((path) => path.includes(what)).length;
    expect(holds(last, '/raw/')).toBe(holds(first, '/raw/') + late.length - inFirst());
    // What was sent later is told in the trail, before and after.
    expect(holds(last, '/trail/')).toBeGreaterThan(holds(first, '/trail/'));
    // The databases are copied whole, of the documents only the new ones.
    const shared = manifestOf(last).bytes - manifestOf(last).copied;
    expect(shared).toBeGreaterThan(0.9 * rawBytes(first));
  });

  /** How many of the late documents the first backup has. */
  const inFirst = () => {
    const [first = ''] = backups();
    const hashes = new Set(late.map(({ contentHash }) => String(contentHash)));
    return filesBelow(join(shelf, first)).filter((path) =>
      [...hashes].some((hash) => path.includes(hash)),
    ).length;
  };
  const rawBytes = (backup: string) =>
    filesBelow(join(shelf, backup))
      .filter((path) => path.includes('/raw/'))
      .reduce((sum, path) => sum + readFileSync(join(shelf, backup, path)).length, 0);

  it('restores into an empty folder, where readers get the same bytes', async () => {
    const [first = ''] = backups();
    const { code } = await run('restore', restored.dataDir, '--from', join(shelf, first));
    expect(code).toBe(0);
    expect(filesBelow(restored.dataDir).filter((path) => /\/lake\/|\.pem$/.test(path))).toEqual([]);
    await restored.start();
    expect(await published(restored)).toEqual(before);
    expect(await underWay(restored)).toEqual(open);
    // The cards of every unit of four periods, and nine lists.
    expect(before.size).toBe(66 + 9);
  });

  it('has every receipt from before it began, and no ledger entry without its document', async () => {
    await expectReceipts(restored, receipts);
    const { state } = await restored.bulk(ADMINISTRATOR, LINES.slice(-200).join('\n'));
    expect(state).toMatchObject({ accepted: 0, refused: 0 });
    const kept: Json[] = [];
    for (const receipt of late) {
      const path = `/v1/submissions/${receipt.station}/${receipt.date}`;
      const { status } = await restored.ask(ADMINISTRATOR, 'GET', path);
      if (status === 200) kept.push(receipt);
      else expect(status).toBe(404);
    }
    await expectReceipts(restored, kept);
    // Those that came before the moment, and none with a gap before it.
    expect(kept).toEqual(late.slice(0, kept.length));
    console.log(`${kept.length} of them are in the backup`);
  });

  it('gives the same figures from a lake that is built anew', async () => {
    await expectGoldenFigures(restored, undefined, [UNTOUCHED, '2024-Q1']);
    const again = await restored.run(CORRECTED);
    expect(again.revision).toBe(4);
    const read = (from: Served, revision: number) =>
      Promise.all(
        Object.keys(goldenAnswers(CORRECTED)).map(async (unit) => {
          const path = `/v1/scorecards/${CORRECTED}/${unit}?revision=${revision}`;
          return plain((await from.ask(ADMINISTRATOR, 'GET', path)).body);
        }),
      );
    expect(await read(restored, again.revision)).toEqual(await read(served, 3));
  });

  it('is refused by name once it is damaged, and a folder in use is not written to', async () => {
    const [first = ''] = backups();
    const full = await run('restore', restored.dataDir, '--from', join(shelf, first));
    expect(full).toMatchObject({ code: 1, complaints: expect.stringContaining('不是空文件夹') });

    const raw = filesBelow(join(shelf, first)).find((path) => path.includes('/raw/')) ?? '';
    truncateSync(join(shelf, first, raw), 100);
    const target = join(shelf, 'target');
    const refused = await run('restore', target, '--from', join(shelf, first));
    expect(refused).toMatchObject({ code: 1, complaints: expect.stringContaining(raw) });
    expect(existsSync(target)).toBe(false);
  });
});

/** A card as text, without what two runs may say differently. */
function plain(card: Json): string {
  const { revision: _revision, computedAt: _computedAt, state: _state, ...rest } = card;
  return JSON.stringify(rest);
}
