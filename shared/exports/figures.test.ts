import { expect, test } from 'vitest';
import { writeBook } from './book.ts';
import { matrixBook } from './figures.ts';
import { readBook } from './testing.ts';

const unit = (code: string, name: string, level: string, parent: string) => ({
  ...{ code, name, level, parent },
});

const MATRIX = {
  ...{ period: '2026-10', revision: 2, state: 'draft', scheme: 'henan-baseline@1' },
  ...{ schemeName: null, computedAt: '2026-11-09T02:00:00+08:00' },
  within: {
    ...{ code: '410400000000', name: '平顶山市(演示)' },
    kpis: {
      time_in_community: {
        ...{ value: 0.3, numerator: 3000, denominator: 10_000, interval: null, note: null },
      },
    },
  },
  kpis: ['time_in_community', 'criminal_case_change', 'no_such_kpi', 'leader_visits'],
  nameOf: (code: string) => (code === '410481000000' ? '舞钢市(演示)' : null),
  rows: [
    {
      unit: unit('410481001000', '垭口街道(演示)', 'station', '410481000000'),
      kpis: {
        time_in_community: {
          ...{ value: 0.2845, numerator: 2845, denominator: 10_000, note: null },
          interval: [0.27, 0.29],
        },
        criminal_case_change: {
          ...{ value: -8 / 57, numerator: 49, denominator: 57, note: null },
          interval: [-0.4, 0.3],
        },
      },
    },
    {
      unit: unit('410481000000', '舞钢市(演示)', 'county', '410400000000'),
      kpis: {
        time_in_community: {
          ...{ value: null, numerator: 0, denominator: 0, interval: null },
          note: 'not_applicable',
        },
        criminal_case_change: {
          ...{ value: 3.5, numerator: 181, denominator: 40, note: 'base_incomplete' },
          interval: [2, 5],
        },
        leader_visits: { value: 1, numerator: 12, denominator: 12, interval: null, note: null },
      },
    },
  ],
} as const;

test('a matrix has a row a unit, and of every KPI what the pages show of it', async () => {
  const [sheet, notes] = await readBook(await writeBook(matrixBook(MATRIX, 'zh'), 'zh'));
  const [heads = [], station = [], county = []] = sheet?.rows ?? [];
  expect(heads.slice(0, 16)).toEqual([
    ...['单位', '代码', '上级单位', '级别', '在社区工作时间占比'],
    ...['在社区工作时间占比：95%区间下限', '在社区工作时间占比：95%区间上限'],
    ...['在社区工作时间占比：分子', '在社区工作时间占比：分母'],
    ...['在社区工作时间占比：与平顶山市(演示)相比', '刑事立案同比'],
    ...['刑事立案同比：95%区间下限', '刑事立案同比：95%区间上限'],
    ...['刑事立案同比：去年同期数', '刑事立案同比：本期数', '刑事立案同比：与平顶山市(演示)相比'],
  ]);
  expect(station.slice(0, 16)).toEqual([
    ...['垭口街道(演示)', '410481001000', '舞钢市(演示)', '派出所'],
    ...[0.2845, 0.27, 0.29, 2845, 10_000, '显著低于'],
    ...[-8 / 57, -0.4, 0.3, 57, 49, '无从判断'],
  ]);
  // Each missing value by its own reason; a parent without a name keeps its code. Of a change since
  // a year of which too little is known the counts alone are there.
  expect(county.slice(2)).toEqual([
    ...[
      '410400000000',
      '县(市、区)',
      '—②',
      '—②',
      '—②',
      0,
      0,
      '—②',
      '—③',
      '—③',
      '—③',
      40,
      181,
      '—③',
    ],
    ...[1, '—④', '—④', 12, 12, '无从判断'],
  ]);
  expect(sheet?.format('垭口街道(演示)', '刑事立案同比')).toMatch(/^\+#,##0\.0%/);
  const lines = notes?.rows.map((row) => row.filter((cell) => cell !== null).join('：')) ?? [];
  expect(lines).toContain('平顶山市(演示)2026年10月各单位指标');
  expect(lines).toContain('状态：草稿(未公布)');
  expect(lines).toContain('—①：该级别没有这一指标');
  expect(lines).toContain('—③：去年同期报送不足80%，不能公平比较');
  expect(lines.find((line) => line.startsWith('演示数据'))).toBeDefined();
});
