import { createHash } from 'node:crypto';
import { describe, expect, it, onTestFinished } from 'vitest';
import { scratchFolder } from '../../local/services/testing.ts';
import { addDays } from '../calendar/day.ts';
import { parsePeriod, spanOf } from '../calendar/period.ts';
import { openTestLake } from '../flags/testing.ts';
import { queryParameters } from '../kpis/parameters.ts';
import type { Row } from '../lake/tables.ts';
import { auditSample, sampleSizeOf } from './sample.ts';

const STATIONS = ['410481001000', '410481002000'];

function monthOf(id: string) {
  const period = parsePeriod(id);
  const span = period && spanOf(period, '2025-01-09');
  if (!period || !span) throw new Error(`${id} is no period`);
  const lists = { community: ['x'], diverted: ['x'], desk: ['x'], eight_major: ['x'] };
  return { period, parameters: queryParameters(period, span, lists) };
}

/** Ten days of both stations in April 2024, each with a dispute, three rows of visits and a tip. */
function rows(): Record<'disputes' | 'counts' | 'follow_ups', Row[]> {
  const days = Array.from({ length: 10 }, (_, index) => addDays('2024-04-01', index));
  const each = (of: (day: string, station: string) => Row[]) =>
    STATIONS.flatMap((station) => days.flatMap((day) => of(day, station)));
  return {
    disputes: each((day, station) => [
      { day, station, position: 0, dispute: `D-${day}`, event: 'opened' },
      { day, station, position: 1, dispute: `D-${day}`, event: 'resolved' },
    ]),
    counts: each((day, station) => [
      ...[0, 1, 2].map((position) => ({
        ...{ day, station, position, grid: `${station.slice(0, 9)}00${position}` },
        ...{ kind: 'household_visited', quantity: 4 },
      })),
      { day, station, position: 3, grid: 'g', kind: 'people_reached', quantity: 100 },
    ]),
    follow_ups: each((day, station) => [
      { day, station, position: 0, item: `T-${day}`, kind: 'tip', event: 'raised' },
      { day, station, position: 1, item: `T-${day}`, kind: 'tip', event: 'closed' },
    ]),
  };
}

async function sample(tables: Record<string, Row[]>, month = '2024-04', seed = 'seed', size = 5) {
  const lake = await openTestLake(scratchFolder());
  onTestFinished(() => lake.close());
  for (const [table, own] of Object.entries(tables)) await lake.write(table, own);
  return auditSample(lake, { ...monthOf(month), seed, perQuarter: size });
}

describe('the size', () => {
  it('of three months adds up to the quarter’s', () => {
    const sizes = (perQuarter: number) =>
      ['2024-04', '2024-05', '2024-06'].map((id) => sampleSizeOf(monthOf(id).period, perQuarter));
    expect(sizes(5)).toEqual([2, 2, 1]);
    expect(sizes(6)).toEqual([2, 2, 2]);
    expect(sizes(1)).toEqual([1, 0, 0]);
  });
});

describe('the sample', () => {
  it('draws by lot within each kind, the kinds in turn', async () => {
    const drawn = await sample(rows(), '2024-04', 'seed', 18);
    for (const station of STATIONS) {
      const own = drawn.filter((row) => row.station === station);
      expect(own).toHaveLength(6);
      const ofKind = (kind: string) => own.filter((row) => row.kind === kind);
      expect(['dispute', 'visit', 'follow_up'].map((kind) => ofKind(kind).length)).toEqual([
        2, 2, 2,
      ]);
      // The lot is MD5 of the seed, the month and the row's own key, as anybody can work out.
      const lot = (ref: string) =>
        createHash('md5').update(`seed|2024-04|${station}|dispute|${ref}`).digest('hex');
      const ids = rows()
        .disputes.filter((row) => row.station === station && row.event === 'opened')
        .map(({ dispute }) => String(dispute));
      const [first, second] = ids.sort((a, b) => (lot(a) < lot(b) ? -1 : 1));
      expect(ofKind('dispute').map(({ ref }) => ref)).toEqual([first, second]);
      expect(ofKind('dispute')[0]).toEqual({
        ...{ station, kind: 'dispute', list: 'disputes', position: 0, ref: first },
        date: first?.slice(2),
      });
    }
  });

  it('is the same for rows in another order, and another for another seed or month', async () => {
    const tables = rows();
    const turned = Object.fromEntries(
      Object.entries(tables).map(([table, own]) => [table, own.toReversed()]),
    );
    const drawn = await sample(tables);
    expect(drawn).toHaveLength(4);
    expect(await sample(turned)).toEqual(drawn);
    expect(await sample(tables, '2024-04', 'other', 12)).not.toEqual(
      await sample(tables, '2024-04', 'seed', 12),
    );
    expect(await sample(tables, '2024-05')).toEqual([]);
    expect(await sample(tables, '2024-Q2')).toEqual([]);
  });

  it('stays when other rows are corrected', async () => {
    const tables = rows();
    const drawn = await sample(tables);
    const kept = new Set(drawn.map((row) => `${row.station} ${row.list} ${row.date}`));
    const corrected = {
      ...tables,
      disputes: tables.disputes.filter(({ station, day }) =>
        kept.has(`${station} disputes ${day}`),
      ),
    };
    expect(await sample(corrected)).toEqual(drawn);
  });
});
