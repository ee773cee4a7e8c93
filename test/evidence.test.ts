import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AthenaClient } from '@aws-sdk/client-athena';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startAthena } from '../local/services/athena/server.ts';
import { clientSettings, testAccess } from '../local/services/testing.ts';
import { createQueryEngine } from '../shared/aws/athena.ts';
import { addDays } from '../shared/calendar/day.ts';
import { parsePeriod, spanOf } from '../shared/calendar/period.ts';
import { EVENT_LISTS } from '../shared/drafts/days.ts';
import { readStationDays, type Wanted } from '../shared/evidence/documents.ts';
import { evidenceOf } from '../shared/evidence/evidence.ts';
import {
  decodeManifest,
  encodeManifest,
  type Manifest,
  queryManifest,
} from '../shared/evidence/manifest.ts';
import type { StationDay } from '../shared/evidence/trace.ts';
import { KPIS } from '../shared/kpis/catalogue.ts';
import { queryParameters } from '../shared/kpis/parameters.ts';
import { compact } from '../shared/lake/compact.ts';
import { citiesOf, writeReferenceTables } from '../shared/lake/reference.ts';
import { LAKE_TABLES } from '../shared/lake/tables.ts';
import { BUILT_IN } from '../shared/scoring/scheme.ts';
import { LIST_NAMES } from '../shared/submissions/contract.ts';
import { revisionsOf } from '../shared/submissions/ledger.ts';
import { receiveSubmissions } from '../shared/submissions/receive.ts';
import { memoryItems, memoryObjects } from '../shared/testing/memory.ts';
import type { ReferenceKind } from '../shared/units/kinds.ts';
import { createReferenceStore } from '../shared/units/store.ts';
import { GOLDEN_PERIODS, goldenAnswers, goldenLines } from './support/golden.ts';

const FOLDER = fileURLToPath(new URL('./golden/wugang/', import.meta.url));
const TODAY = '2026-01-10';
const SENDER = { account: 'test', unit: '410000000000', role: 'administrator' } as const;

const objects = memoryObjects();
const items = memoryItems();
const clock = () => Date.UTC(2026, 0, 10, 4);
const ports = { objects, items, clock, today: TODAY };
const reference = createReferenceStore(ports);
const scratch = mkdtempSync(join(tmpdir(), 'fengqiao-'));
let close = async () => {};
let engine: ReturnType<typeof createQueryEngine>;

/** Writes the lake of the memory to disk, where the engine reads it. */
function writeLake(): void {
  for (const [key, body] of objects.contents) {
    if (!key.startsWith('lake/')) continue;
    const file = join(scratch, 'lake', key);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, body);
  }
}

async function startEngine(): Promise<void> {
  const server = await startAthena({
    access: testAccess,
    databases: ['fengqiao'],
    tables: LAKE_TABLES.map(({ name, columns, partition }) => ({
      ...{ database: 'fengqiao', name, columns, location: `s3://lake/lake/${name}/` },
      partitionKeys: partition ? [{ name: partition.name, type: 'string' }] : [],
      parameters: partition
        ? {
            'projection.enabled': 'true',
            [`projection.${partition.name}.type`]: 'date',
            [`projection.${partition.name}.format`]: partition.format,
            [`projection.${partition.name}.range`]:
              partition.name === 'day' ? '2020-01-01,NOW+1DAYS' : '2020-01,NOW+1MONTHS',
          }
        : {},
    })),
    workGroups: [
      {
        name: 'fengqiao',
        outputLocation: 's3://results/',
        bytesScannedCutoff: undefined,
        enforced: true,
      },
    ],
    folderOf: (bucket) => join(scratch, bucket),
    putObject: async () => {},
    now: clock,
  });
  const client = new AthenaClient(clientSettings(server.url));
  engine = createQueryEngine(client, { workGroup: 'fengqiao', database: 'fengqiao' });
  close = async () => {
    client.destroy();
    await server.close();
  };
}

async function manifestOf(id: string): Promise<Manifest> {
  const period = parsePeriod(id);
  const span = period && spanOf(period, TODAY);
  if (!period || !span) throw new Error('no period');
  const lists = { community: ['x'], diverted: ['x'], desk: ['x'] };
  const eight_major = BUILT_IN[0]?.eightMajor ?? [];
  const parameters = queryParameters(period, span, { ...lists, eight_major });
  const manifest = await queryManifest(engine, { span, parameters, book: await reference.book() });
  return decodeManifest(encodeManifest(manifest));
}

/** Every document of a station is read once a period: thousands of evidences rest on the same ones. */
function reader(manifest: Manifest) {
  const held = new Map<string, Promise<StationDay[]>>();
  return async ({ stations, reads }: Wanted): Promise<StationDay[]> => {
    const days: StationDay[] = [];
    for (const station of stations) {
      const whole = { stations: [station], reads: () => true, lists: LIST_NAMES };
      const all = held.get(station) ?? readStationDays(ports, manifest, whole);
      held.set(station, all);
      days.push(...(await all).filter(({ day }) => reads(day)));
    }
    return days;
  };
}

beforeAll(async () => {
  const files = JSON.parse(readFileSync(`${FOLDER}reference.json`, 'utf8')) as {
    kind: ReferenceKind;
    file: string;
    effective: string;
  }[];
  for (const { kind, file, effective } of files) {
    const uploaded = await reference.upload(kind, readFileSync(FOLDER + file), effective, 'test');
    if (!uploaded.ok) throw new Error(file);
  }
  const book = await reference.book();
  const submittals = goldenLines().map((line) => ({ document: JSON.parse(line) }));
  await receiveSubmissions(ports, book, SENDER, submittals);
  await compact(ports, citiesOf(book), async () => {});
  await writeReferenceTables(objects, book);
  writeLake();
  await startEngine();
});
afterAll(async () => {
  await close();
  rmSync(scratch, { recursive: true });
});

describe('evidence of the golden data', () => {
  it.each(GOLDEN_PERIODS)('adds up to the counts of every KPI of every unit: %s', async (id) => {
    const manifest = await manifestOf(id);
    const book = await reference.book();
    const read = reader(manifest);
    const wrong: unknown[] = [];
    let compared = 0;
    for (const [unit, answers] of Object.entries(goldenAnswers(id))) {
      for (const [kpiId, answer] of Object.entries(answers)) {
        const kpi = KPIS.find((one) => one.id === kpiId);
        if (!kpi) throw new Error(kpiId);
        const { addedUp, sum } = await evidenceOf({
          ...{ kpi, unit, manifest, book },
          read,
        });
        if (addedUp) continue;
        compared += 1;
        const close = (a: number, b: number) => Math.abs(a - b) <= 1e-9;
        if (
          !close(sum.numerator, answer.numerator) ||
          !close(sum.denominator, answer.denominator)
        ) {
          wrong.push({ unit, kpiId, sum, answer });
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(compared).toBeGreaterThan(480);
  });

  it('reads only the documents that have rows that matter, and their events once', async () => {
    const manifest = await manifestOf('2024-Q1');
    const station = '410481001000';
    const kept = `known/${station}.json.gz`;
    await objects.delete(kept);
    const read: string[] = [];
    const counted = {
      ...ports,
      objects: {
        ...objects,
        get(key: string) {
          read.push(key);
          return objects.get(key);
        },
      },
    };
    const { span } = manifest;
    const readDisputes = () =>
      readStationDays(counted, manifest, {
        stations: [station],
        reads: (day) => day >= span.first && day <= span.last,
        lists: ['disputes'],
      });
    const days = await readDisputes();
    const withRows = days.filter(({ submission }) => submission !== null);
    expect(days.length).toBeGreaterThan(80);
    expect(read.filter((key) => key.startsWith('raw/'))).toHaveLength(withRows.length);
    expect(withRows.every(({ submission }) => submission?.disputes?.length)).toBe(true);
    expect(withRows.length).toBeLessThan(days.length);

    read.length = 0;
    const again = await readDisputes();
    const rowsOf = (held: readonly StationDay[]) =>
      held.map(({ day, revision, submission }) => [day, revision, submission?.disputes]);
    expect(rowsOf(again)).toEqual(rowsOf(days));
    expect(read).toEqual([kept]);
  });

  it('reads a day that was corrected since in the revision that the run read', async () => {
    const manifest = await manifestOf('2024-Q1');
    const [station, ledger] = Object.entries(manifest.stations).find(([, { days }]) =>
      days.includes(':2'),
    ) ?? ['', { days: '' }];
    const [offset = ''] = ledger.days.split(',').filter((entry) => entry.endsWith(':2'));
    const day = addDays(manifest.span.readFrom, Number(offset.split(':')[0]));
    const before = {
      ...manifest,
      stations: { [station]: { days: offset.slice(0, -2), others: [] } },
    };
    const wanted = { stations: [station], reads: (one: string) => one === day, lists: EVENT_LISTS };
    const [now] = await readStationDays(ports, manifest, wanted);
    const [then] = await readStationDays(ports, before, wanted);
    expect([then?.day, then?.revision, now?.day, now?.revision]).toEqual([day, 1, day, 2]);
    const documents = (await revisionsOf(items, station, day)).map(({ key }) => objects.get(key));
    const [first] = await Promise.all(documents);
    expect(then?.submission).toEqual(JSON.parse(new TextDecoder().decode(first?.body)));
  });
});
