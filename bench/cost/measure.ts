/** Measures each activity on an embedded cloud with a county of the made-up province. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Cloud, startCloud } from '../../local/cloud/cloud.ts';
import { findNamed } from '../../local/cloud/template/find.ts';
import { addDays, eachDay } from '../../shared/calendar/day.ts';
import type { Submission } from '../../shared/submissions/contract.ts';
import { liveCity } from '../days.ts';
import { buildProvince, PROVINCE, type Province, stationsOf } from '../province.ts';
import { referenceFiles } from '../reference.ts';
import { Meter } from './meter.ts';
import { type Activities, addUse, lineThrough, timesUse, type Use } from './model.ts';
import { standing, type Template } from './standing.ts';

const MONTH = '2024-04';
const DAYS = eachDay('2024-04-01', '2024-04-30');
const SMALL = 4;
const GIGABYTE = 2 ** 30;
/** A line of the access log, and Lambda's own of an invocation (start, end, report), as bytes. */
const ACCESS_LINE = 450;
const PLATFORM_LINES = 1_100;

const at = (time: string) => Date.parse(`${time}+08:00`);

/** The first `count` stations of the county. */
function firstStations(province: Province, count: number): Province {
  const cities = province.cities.map((city) => ({
    ...city,
    counties: city.counties.map((county) => ({
      ...county,
      stations: county.stations.slice(0, count),
    })),
  }));
  return { ...province, cities };
}

interface Found {
  readonly stations: number;
  readonly submission: Use;
  readonly correction: Use;
  readonly pageView: Use;
  readonly coldLoad: Use;
  readonly compaction: Use;
  readonly idleCompaction: Use;
  readonly reminding: Use;
  readonly run: Use;
  readonly queriesOfRun: number;
}

/** A county's month on a cloud of its own. */
class County {
  readonly #cloud: Cloud;
  readonly #dataDir: string;
  readonly #province: Province;
  readonly #meter: Meter;

  constructor(cloud: Cloud, dataDir: string, province: Province) {
    this.#cloud = cloud;
    this.#dataDir = dataDir;
    this.#province = province;
    this.#meter = new Meter(cloud);
  }

  async measure(say: (what: string) => void): Promise<Found> {
    const { clock } = this.#cloud;
    clock.turnTo(at('2024-04-01T08:00:00'));
    for (const { kind, effective, csv } of referenceFiles(this.#province, '2020-01-01', MONTH)) {
      await this.#ask('PUT', `/v1/reference/${kind}?effective=${effective}`, csv, 'text/csv');
    }
    const [city] = this.#province.cities;
    if (!city) throw new Error('no city');
    const life = liveCity(city);
    let sent = 0;
    let last: readonly Submission[] = [];
    const submissions = await this.#use(async () => {
      for (const day of DAYS) {
        clock.turnTo(at(`${addDays(day, 1)}T10:00:00`));
        last = life(day);
        for (const submission of last) await this.#send(submission);
        sent += last.length;
        say(`${stationsOf(this.#province).length} stations: ${day}`);
      }
    });
    const corrections = await this.#use(async () => {
      for (const submission of last) await this.#send(corrected(submission));
    });
    const compaction = await this.#call('CompactFunction');
    const idleCompaction = await this.#call('CompactFunction');
    clock.turnTo(at('2024-05-01T12:05:00'));
    const reminding = await this.#call('RemindFunction');
    clock.turnTo(at('2024-05-09T02:00:00'));
    say('the run');
    const { use: run, queries: queriesOfRun } = await this.#run();
    return {
      stations: stationsOf(this.#province).length,
      submission: timesUse(submissions, 1 / sent),
      correction: timesUse(corrections, 1 / last.length),
      compaction: timesUse(compaction, 1 / DAYS.length),
      idleCompaction,
      reminding,
      run,
      queriesOfRun,
      ...(await this.#views()),
    };
  }

  stop(): void {
    this.#meter.stop();
  }

  async #ask(method: string, path: string, body?: string, type = 'application/json') {
    const token = await this.#cloud.token({ unit: PROVINCE, role: 'administrator' });
    const answer = await fetch(this.#cloud.url + path, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': type },
      ...(body === undefined ? {} : { body }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text.slice(0, 300)}`);
    return text;
  }

  #send = (submission: Submission) =>
    this.#ask('POST', '/v1/submissions', JSON.stringify(submission));

  /** What the work uses with what it logs. */
  async #use(work: () => Promise<unknown>): Promise<Use> {
    const before = this.#logBytes();
    const { use } = await this.#meter.during(work);
    const { lambdaRequests = 0, httpRequests = 0 } = use;
    const lines = lambdaRequests * PLATFORM_LINES + httpRequests * ACCESS_LINE;
    return addUse(use, { logGb: (this.#logBytes() - before + lines) / GIGABYTE });
  }

  /** What a call of a function uses that no HTTP request makes. */
  async #call(name: string): Promise<Use> {
    const begun = performance.now();
    const use = await this.#use(async () => {
      const { ok } = await this.#cloud.invoke(name, {});
      if (!ok) throw new Error(`${name} failed`);
    });
    return addUse(use, this.#invocation(name, (performance.now() - begun) / 1000));
  }

  #invocation(name: string, seconds: number): Use {
    const { memoryMb } = findNamed(this.#cloud.description.functions, name);
    return {
      lambdaRequests: 1,
      lambdaGbSeconds: (seconds * memoryMb) / 1024,
      traces: 1,
      logGb: PLATFORM_LINES / GIGABYTE,
    };
  }

  /** The run of the month, without the requests that ask for it and look at it. */
  async #run(): Promise<{ readonly use: Use; readonly queries: number }> {
    const { id } = JSON.parse(
      await this.#ask('POST', '/v1/runs', JSON.stringify({ period: MONTH })),
    );
    const scans = this.#scans().length;
    let end: { state: string; revision: number } | undefined;
    const use = await this.#use(async () => {
      do {
        // Seldom, since each look is metered and taken off again below.
        await sleep(2_000);
        const run = JSON.parse(await this.#ask('GET', `/v1/runs/${id}`));
        if (run.state !== 'running') end = run;
      } while (!end);
    });
    if (end?.state !== 'succeeded') throw new Error(`the run ${end?.state}`);
    const looks = use.httpRequests ?? 0;
    const { httpRequests: _, gbOut: __, ...own } = use;
    // The last line of the function's log, which comes after those of its queries.
    while (!this.#runLog().includes('"RunsSucceeded"')) await sleep(100);
    const scanned = this.#scans().slice(scans);
    await this.#ask(
      'POST',
      `/v1/periods/${MONTH}/publish`,
      JSON.stringify({ revision: end.revision, reason: 'measured' }),
    );
    const { timeoutSeconds } = findNamed(this.#cloud.description.functions, 'RunFunction');
    const total = addUse(
      {
        ...own,
        lambdaRequests: 0,
        lambdaGbSeconds: 0,
        traces: 0,
        readUnits: Math.max(0, (own.readUnits ?? 0) - looks),
        athenaGb: scanned.reduce((sum, bytes) => sum + bytes, 0) / GIGABYTE,
        // Message sent, received and deleted.
        sqsRequests: 3,
      },
      // All the time that it may take: how long a province's run takes is not measured here.
      this.#invocation('RunFunction', timeoutSeconds),
    );
    return { use: total, queries: scanned.length };
  }

  /** A card with its trend, the ranking and who is missing; and the page itself from cold. */
  async #views(): Promise<Pick<Found, 'pageView' | 'coldLoad'>> {
    const [station] = stationsOf(this.#province);
    const pages = [
      `/v1/scorecards/${MONTH}/${station?.code}`,
      `/v1/trends/${station?.code}`,
      `/v1/rankings/${MONTH}?level=station`,
      '/v1/submissions/missing',
    ];
    const pageView = await this.#use(async () => {
      for (const page of pages) await this.#ask('GET', page);
    });
    const coldLoad = await this.#use(async () => {
      const html = await this.#ask('GET', '/');
      const assets = [...html.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(([, path]) => path ?? '');
      for (const path of assets) await this.#ask('GET', path);
    });
    return { pageView, coldLoad };
  }

  /** Bytes that queries have scanned so far, one number each. */
  #scans(): number[] {
    return this.#runLog()
      .split('\n')
      .filter((line) => line.includes('"BytesScanned":'))
      .flatMap((line) => [JSON.parse(line).BytesScanned as number | number[]].flat());
  }

  #runLog(): string {
    const log = this.#log().filter(([name]) => name.includes('RunFunction'));
    return log.map(([, text]) => text).join('');
  }

  #log(): [name: string, text: string][] {
    const folder = join(this.#dataDir, 'logs');
    return readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]);
  }

  #logBytes(): number {
    return this.#log().reduce((sum, [, text]) => sum + Buffer.byteLength(text), 0);
  }
}

/** The document with a quarter of an hour more of its first row. */
function corrected(submission: Submission): Submission {
  const [first, ...rest] = submission.officerTime;
  if (!first) return submission;
  const minutes = first.minutes > 15 ? first.minutes - 15 : first.minutes + 15;
  return { ...submission, officerTime: [{ ...first, minutes }, ...rest] };
}

async function measureCounty(
  stations: number,
  cdkOut: string,
  say: (what: string) => void,
): Promise<Found & { readonly cloud: Pick<Cloud, 'description'> }> {
  const dataDir = mkdtempSync(join(tmpdir(), 'fengqiao-cost-'));
  const cloud = await startCloud({ dataDir, cdkOut, port: 0, schedules: 'paused' });
  try {
    const county = new County(cloud, dataDir, firstStations(buildProvince('county'), stations));
    const found = await county.measure(say);
    county.stop();
    return { ...found, cloud };
  } finally {
    await cloud.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** Measures the county whole and in part. */
export async function measureActivities(
  cdkOut: string,
  say: (what: string) => void,
): Promise<{ readonly stations: readonly [number, number]; readonly activities: Activities }> {
  const small = await measureCounty(SMALL, cdkOut, say);
  const large = await measureCounty(Number.POSITIVE_INFINITY, cdkOut, say);
  // Times are of this machine and what else it does: they make no slope.
  const untimed = ({ lambdaGbSeconds: _, ...use }: Use): Use => use;
  const line = (of: 'compaction' | 'reminding' | 'run' | 'pageView') => {
    const { fixed, perStation } = lineThrough(
      { stations: small.stations, use: untimed(small[of]) },
      { stations: large.stations, use: untimed(large[of]) },
    );
    return { fixed: { ...fixed, lambdaGbSeconds: large[of].lambdaGbSeconds ?? 0 }, perStation };
  };
  const { submission, correction, coldLoad, idleCompaction, queriesOfRun } = large;
  return {
    stations: [small.stations, large.stations],
    activities: {
      ...{ submission, correction, coldLoad, idleCompaction, queriesOfRun },
      pageView: line('pageView'),
      compaction: line('compaction'),
      reminding: line('reminding'),
      run: line('run'),
      standing: standing(
        JSON.parse(readFileSync(join(cdkOut, 'Fengqiao.template.json'), 'utf8')) as Template,
      ),
    },
  };
}
