import { expect, it } from 'vitest';
import { kpiOf } from '../kpis/catalogue.ts';
import { card } from '../reports/testing.ts';
import type { KpiRow } from '../scorecards/by-kpi.ts';
import { historyBook } from './history.ts';
import { kpiRankingBook } from './kpi-ranking.ts';
import type { ExportBook } from './table.ts';

const WITHIN = { code: '410481000000', name: '舞钢市' };

/** What the first table holds in the row that begins with `first`, under a heading. */
function cellOf({ tables: [table] }: ExportBook, first: string, heading: string) {
  const column = table?.columns.findIndex(({ name }) => name === heading) ?? -1;
  return table?.rows.find(([name]) => name === first)?.[column];
}

function rankedBy(id: string, rows: readonly KpiRow[]) {
  const kpi = kpiOf(id);
  if (!kpi) throw new Error(`no KPI ${id}`);
  const of = {
    ...{ period: '2026-10', revision: 1, state: 'published', scheme: 'x@1', schemeName: null },
    ...{ computedAt: '2026-11-09T02:00:00+08:00', level: 'station', within: WITHIN },
    ...{ kpi, rows, nameOf: () => null, before: null },
  };
  const book = kpiRankingBook(of, 'zh');
  return (name: string, heading: string) => cellOf(book, name, heading);
}

function row(name: string, rank: number | null, of: Partial<KpiRow['figure']>): KpiRow {
  return {
    unit: {
      ...{ code: name, name, level: 'station', parent: null, area: 'urban', population: 1500 },
      peerGroup: 'station-urban-1',
    },
    figure: {
      ...{ numerator: 3, denominator: 4, value: 20, interval: null, shrunken: null, note: null },
      error: null,
      ...of,
    },
    ...{ rank, of: 2 },
  };
}

it('says of a KPI without a direction that nobody is ranked by it', () => {
  const cell = rankedBy('disputes_opened', [row('甲所', null, {})]);
  expect(cell('甲所', '数值')).toBe(20);
  expect(cell('甲所', '名次')).toEqual({ absent: '该指标不分好坏，不排名' });
});

it('says why a rank or a shrunken value is missing, each by its own reason', () => {
  const cell = rankedBy('case_rate', [
    row('甲所', 1, { shrunken: 21 }),
    row('乙所', 2, {}),
    row('丙所', null, { value: null, note: 'not_applicable' }),
  ]);
  expect(cell('甲所', '收缩值')).toBe(21);
  expect(cell('乙所', '收缩值')).toEqual({ absent: '该单位的数值未作收缩' });
  expect(cell('丙所', '收缩值')).toEqual({ absent: '没有数值' });
  expect(cell('丙所', '名次')).toEqual({ absent: '没有数值，或报送不全，不参加排名' });
});

it('explains a score without an interval by chance, and one that is not there by its KPIs', () => {
  const base = card().score;
  const cards = [
    card({ period: '2026-09', score: { ...base, interval: null } }),
    card({ period: '2026-10', score: { ...base, value: null, interval: null } }),
  ];
  const book = historyBook(WITHIN, cards, 'zh');
  expect(cellOf(book, '2026年9月', '总分')).toBe(94.98);
  expect(cellOf(book, '2026年9月', '总分区间下限')).toEqual({ absent: '没有推算偶然波动' });
  expect(cellOf(book, '2026年9月', '总分区间上限')).toEqual({ absent: '没有推算偶然波动' });
  expect(cellOf(book, '2026年10月', '总分区间下限')).toEqual({ absent: '没有可计分的指标' });
});
