/** Fills a new data folder: reference data over the API, submissions into the stores. */
import { Worker } from 'node:worker_threads';
import { gzipSync } from 'node:zlib';
import { startCloud } from '../local/cloud/cloud.ts';
import { findNamed } from '../local/cloud/template/find.ts';
import type { ReferenceFile } from '../local/demo/generator/reference.ts';
import {
  firstDayOf,
  lastDayOf,
  type Period,
  parsePeriod,
  yearBefore,
} from '../shared/calendar/period.ts';
import type { Order, Part } from './documents.ts';
import { buildProvince, PROVINCE, type Scale } from './province.ts';
import { referenceFiles } from './reference.ts';
import { openStores, type StoresOptions } from './stores.ts';

export interface Setting {
  readonly scale: Scale;
  /** A month: `2024-04`. */
  readonly month: string;
  readonly dataDir: string;
  readonly cdkOut: string;
}

/** What was stored of one month: documents, and rows of each of their lists, or of each table. */
export interface LoadedMonth {
  readonly month: string;
  readonly rows: Readonly<Record<string, number>>;
}

export interface Loaded {
  readonly month: LoadedMonth;
  readonly yearBefore: LoadedMonth;
  readonly seconds: number;
  readonly peakMiB: number;
}

export type Tell = (text: string) => void;

/** In force before the first of the documents. */
const EFFECTIVE = '2020-01-01';

/** Fills the folder. */
export async function load(setting: Setting, tell: Tell): Promise<Loaded> {
  const begun = performance.now();
  const { scale, month } = setting;
  const files = referenceFiles(buildProvince(scale), EFFECTIVE, month);
  const into = await loadReference(setting, files, tell);
  const months = await loadSubmissions(setting, into, tell);
  return {
    ...months,
    seconds: (performance.now() - begun) / 1000,
    peakMiB: Math.ceil(process.resourceUsage().maxRSS / 1024),
  };
}

/** Loads reference files into a new folder; gives where the submissions go. */
export async function loadReference(
  { dataDir, cdkOut }: Pick<Setting, 'dataDir' | 'cdkOut'>,
  files: readonly ReferenceFile[],
  tell: Tell,
): Promise<StoresOptions> {
  const cloud = await startCloud({ dataDir, cdkOut, port: 0, schedules: 'paused' });
  try {
    const token = await cloud.token({ unit: PROVINCE, role: 'administrator' });
    for (const { kind, effective, csv } of files) {
      tell(`reference data: ${kind}`);
      const answer = await fetch(`${cloud.url}/v1/reference/${kind}?effective=${effective}`, {
        method: 'PUT',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'text/csv' },
        body: new Uint8Array(gzipSync(csv)),
      });
      if (!answer.ok) {
        throw new Error(`${kind}: ${answer.status} ${(await answer.text()).slice(0, 400)}`);
      }
    }
    const { LAKE_BUCKET: bucket = '', TABLE_NAME: name = '' } = findNamed(
      cloud.description.functions,
      'RunFunction',
    ).environment;
    const table = cloud.description.tables.find((one) => one.name === name);
    if (!table) throw new Error(`the template has no table ${name}`);
    return { dataDir, bucket, table };
  } finally {
    await cloud.stop();
  }
}

/**
 * Stores the month's documents as if they had been received. The events of the same month a year
 * before, from which changes are counted, are put into the lake as compaction would have left
 * them: the documents behind them are not there.
 */
async function loadSubmissions(
  setting: Setting,
  into: StoresOptions,
  tell: Tell,
): Promise<Pick<Loaded, 'month' | 'yearBefore'>> {
  const month = periodOf(setting.month);
  const stores = await openStores(into);
  const loadMonth = async (period: Period, as: Order['as']): Promise<LoadedMonth> => {
    const { scale } = setting;
    const rows: Record<string, number> = {};
    const count = (name: string, more: number) => {
      rows[name] = (rows[name] ?? 0) + more;
      tell(`${as} of ${period.id}: ${Object.values(rows).reduce((sum, one) => sum + one)} rows`);
    };
    const order = { scale, as, first: firstDayOf(period), last: lastDayOf(period) };
    for await (const part of partsOf(order)) {
      if (part.kind === 'object') {
        await stores.keepObject(part.key, part.body);
        count(part.table, part.rows);
        continue;
      }
      await stores.keepDocuments(part.documents);
      count('documents', part.documents.length);
      for (const { revision } of part.documents) {
        for (const [list, more] of Object.entries(revision.counts)) count(list, more);
      }
    }
    return { month: period.id, rows };
  };
  try {
    return {
      yearBefore: await loadMonth(periodOf(yearBefore(month)), 'events'),
      month: await loadMonth(month, 'submissions'),
    };
  } finally {
    stores.close();
  }
}

function periodOf(id: string): Period {
  const period = parsePeriod(id);
  if (!period) throw new Error(`${id} is no period`);
  return period;
}

/** Parts from the thread that makes them; the next is made while one is worked on. */
async function* partsOf(order: Order): AsyncGenerator<Part> {
  const maker = new Worker(new URL('./maker.ts', import.meta.url), { workerData: order });
  try {
    let asked = next(maker);
    for (let part = await asked; part; part = await asked) {
      asked = next(maker);
      yield part;
    }
  } finally {
    await maker.terminate();
  }
}

function next(maker: Worker): Promise<Part | null> {
  return new Promise((resolve, reject) => {
    const settle = (work: () => void) => {
      maker.off('message', answered);
      maker.off('error', failed);
      work();
    };
    const answered = (part: Part | null) => settle(() => resolve(part));
    const failed = (fault: unknown) => settle(() => reject(fault));
    maker.on('message', answered);
    maker.on('error', failed);
    maker.postMessage('next');
  });
}
