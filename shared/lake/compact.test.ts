import fc from 'fast-check';
import { parquetMetadata } from 'hyparquet';
import { describe, expect, it } from 'vitest';
import { takeLease } from '../lease.ts';
import type { Submission } from '../submissions/contract.ts';
import {
  GRID,
  NEIGHBOUR,
  NEIGHBOUR_GRID,
  OFFICER,
  REFERENCE,
  STATION,
} from '../submissions/fixture.ts';
import { receiveSubmission } from '../submissions/receive.ts';
import { memoryItems, memoryObjects } from '../testing/memory.ts';
import { compact, LakeBusy, RowsExpired, requireOfficerRows, withLake } from './compact.ts';
import { decodeParquet, encodeParquet, parquetSchema } from './parquet.ts';
import { referenceRows } from './reference.ts';
import { LAKE_TABLES, lakeKey, lakeTable } from './tables.ts';

const CITY = '410400000000';
const SENDER = { account: 'test', unit: '410000000000', role: 'administrator' } as const;

function submission(station: string, date: string, minutes: number): Submission {
  const grid = station === STATION ? GRID : NEIGHBOUR_GRID;
  return {
    schemaVersion: 1,
    station,
    date,
    officerTime: [{ officer: OFFICER, grid, activity: 'publicity', minutes }],
    disputes: [{ dispute: `D-${minutes}`, event: 'reopened' }],
    cases: [],
    followUps: [],
    counts: [{ kind: 'people_reached', grid, count: minutes }],
    incidents: [],
  };
}

function world() {
  const objects = memoryObjects();
  const items = memoryItems();
  let now = Date.parse('2024-05-20T10:00:00+08:00');
  const clock = () => {
    now += 1000;
    return now;
  };
  const ports = { objects, items, clock };
  const send = async (document: Submission) => {
    const result = await receiveSubmission(ports, REFERENCE, SENDER, { document });
    expect(result.outcome).toMatch(/accepted|unchanged/);
  };
  const lake = () =>
    new Map(
      [...objects.contents]
        .filter(([key]) => key.startsWith('lake/'))
        .map(([key, body]) => [key, Buffer.from(body).toString('base64')] as const)
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    );
  return {
    ports,
    turnTo(instant: number) {
      now = instant;
    },
    objects,
    send,
    lake,
    compact: () => withLake(ports, 'test', (keep) => compact(ports, [CITY], keep)),
  };
}

describe('compaction', () => {
  it('writes the revision that counts, one object a table', async () => {
    const { ports, send, ...w } = world();
    await send(submission(STATION, '2024-04-15', 30));
    await send(submission(STATION, '2024-04-15', 60));
    await send(submission(NEIGHBOUR, '2024-04-16', 90));
    expect(await w.compact()).toEqual({ done: 2, of: 2 });
    const read = async (table: string, partition: string) => {
      const object = await ports.objects.get(lakeKey(table, partition, CITY));
      return object ? decodeParquet(lakeTable(table), object.body) : undefined;
    };
    expect(await read('officer_time', '2024-04-15')).toEqual([
      {
        station: STATION,
        position: 0,
        officer: OFFICER,
        activity: 'publicity',
        grid: GRID,
        minutes: 60,
      },
    ]);
    expect((await read('counts', '2024-04'))?.map(({ day, quantity }) => [day, quantity])).toEqual([
      ['2024-04-15', 60],
      ['2024-04-16', 90],
    ]);
    expect(await read('station_days', '2024-04')).toMatchObject([
      { station: STATION, revision: 2, on_time: false },
      { station: NEIGHBOUR, revision: 1 },
    ]);
    expect(await read('cases', '2024-04')).toEqual([]);
    expect(await w.compact()).toEqual({ done: 0, of: 0 });
  });

  it("brings no officer's rows of more than 36 months ago back, and a run of them is refused", async () => {
    const { ports, send, turnTo, ...w } = world();
    await send(submission(STATION, '2024-04-15', 30));
    await send(submission(STATION, '2024-04-16', 30));
    await w.compact();
    const [old, young] = ['2024-04-15', '2024-04-16'].map((day) =>
      lakeKey('officer_time', day, CITY),
    );
    turnTo(Date.UTC(2027, 3, 16, 4));
    const required = (first: string) => requireOfficerRows(ports, [CITY], first, '2024-04-30');
    await required('2024-04-01');
    for (const key of [old, young]) await ports.objects.delete(key ?? '');
    expect(await w.compact()).toEqual({ done: 1, of: 1 });
    expect(await ports.objects.head(old ?? '')).toBeUndefined();
    expect(await ports.objects.head(young ?? '')).toBeDefined();
    await expect(required('2024-04-01')).rejects.toThrow(RowsExpired);
    await required('2024-04-16');
  });

  it('gives the same objects whatever the order and the pauses, and from raw alone', async () => {
    const day = fc.constantFrom('2024-03-30', '2024-04-01', '2024-04-02', '2024-04-30');
    const sent = fc.tuple(fc.constantFrom(STATION, NEIGHBOUR), day, fc.integer({ min: 1, max: 4 }));
    await fc.assert(
      fc.asyncProperty(
        fc.array(sent, { minLength: 1, maxLength: 12 }),
        fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }),
        async (all, pauses) => {
          const stepwise = world();
          const atOnce = world();
          for (const [index, [station, date, minutes]] of all.entries()) {
            await stepwise.send(submission(station, date, minutes * 30));
            await atOnce.send(submission(station, date, minutes * 30));
            if (pauses[index]) await stepwise.compact();
          }
          await stepwise.compact();
          await atOnce.compact();
          // Receipt times differ by what the compactions took of the clock: leave them out.
          const withoutTimes = (lake: Map<string, string>) =>
            [...lake].filter(([key]) => !key.includes('station_days'));
          expect(withoutTimes(stepwise.lake())).toEqual(withoutTimes(atOnce.lake()));

          const before = stepwise.lake();
          for (const key of before.keys()) stepwise.objects.contents.delete(key);
          await stepwise.compact();
          expect(stepwise.lake()).toEqual(before);
        },
      ),
      { numRuns: 25 },
    );
  });

  it('leaves the lake alone while another compacts', async () => {
    const { ports, compact: run } = world();
    await takeLease(ports.items, { name: 'lake', owner: 'another' }, ports.clock);
    await expect(run()).rejects.toThrow(LakeBusy);
  });
});

describe('the Parquet objects', () => {
  it('have the columns of their table, also without rows', () => {
    for (const table of LAKE_TABLES) {
      const { buffer } = encodeParquet(table, []);
      const { schema } = parquetMetadata(buffer as ArrayBuffer);
      expect(
        schema.slice(1).map(({ name, type, converted_type }) => [name, type, converted_type]),
      ).toEqual(
        parquetSchema(table)
          .slice(1)
          .map(({ name, type, converted_type }) => [name, type, converted_type]),
      );
    }
  });
});

describe('reference tables', () => {
  it('have the days on which each version is in force', () => {
    expect(referenceRows(REFERENCE).get('grids')?.[0]).toMatchObject({
      code: GRID,
      valid_from: '2023-01-01',
      valid_to: '9999-12-31',
    });
  });
});
