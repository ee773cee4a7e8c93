/** The county's latest published ranking, with the figures people ask for first, as text. */
import type { Scorecard } from '../../shared/scorecards/card.ts';
import { NOTHING, percent, periodName, points } from '../../web/format.ts';
import { placeName } from '../../web/made-up.ts';
import type { Client } from './client.ts';
import { COUNTY } from './generator/county.ts';
import { type Column, tableOf } from './table.ts';

const FIGURES = [
  ['time_in_community', '在社区时间', 'community'],
  ['dispute_resolution_rate', '化解率', 'resolved'],
  ['zero_case_grids', '零发案村', 'no case'],
  ['completeness', '报送', 'reported'],
] as const;

const COLUMNS: readonly Column[] = [
  { heading: ['名次', 'rank'], align: 'right' },
  { heading: ['派出所', 'station'], align: 'left' },
  { heading: ['得分', 'score'], align: 'right' },
  { heading: ['等级', 'grade'], align: 'left' },
  ...FIGURES.map(([, zh, en]): Column => ({ heading: [zh, en], align: 'right' })),
  { heading: ['较上月', 'change'], align: 'right' },
];

/** The lines of the table; none where nothing is published yet. */
export async function printedRanking(client: Client): Promise<string[]> {
  const period = await client.latestMonth();
  if (period === undefined) return [];
  const rows = await client.ranking(period, COUNTY);
  const cards = await Promise.all(rows.map(({ unit }) => client.scorecard(period, unit.code)));
  const lines = rows.map(({ unit, rank, score, change }, index) => [
    rank === null ? NOTHING : String(rank),
    placeName(unit.name),
    score.value === null ? NOTHING : points(score.value),
    score.grade ?? NOTHING,
    ...FIGURES.map(([id]) => shareOf(cards[index], id)),
    change === null ? NOTHING : change === 0 ? '=' : change > 0 ? `↑${change}` : `↓${-change}`,
  ]);
  return [
    `舞钢市 ${periodName(period, 'zh')} 考核排名(已公布) · Wugang, ${periodName(period, 'en')}, published`,
    '演示数据，纯属虚构 · demo data, made up',
    '',
    ...tableOf(COLUMNS, lines),
  ];
}

function shareOf(card: Scorecard | undefined, id: string): string {
  const value = card?.kpis.find((kpi) => kpi.id === id)?.value;
  return value === null || value === undefined ? NOTHING : percent(value);
}
