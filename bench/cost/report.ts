/** The cost model's page: what was measured, what a month uses at each scale and what it costs. */
import {
  type Activities,
  costOf,
  type Line,
  METER_NAMES,
  METERS,
  monthOf,
  type Scale,
  timesUse,
  type Use,
} from './model.ts';
import { PRICE_LISTS } from './prices.ts';

/** What `npm run cost` has measured, as it stands in `measured.json`. */
export interface Measured {
  readonly date: string;
  /** Stations of the two measurements that the lines go through. */
  readonly stations: readonly number[];
  readonly activities: Activities;
}

const HABITS = {
  correctedShare: 0.05,
  viewsPerStationDay: 10,
  coldLoadsPerStation: 8,
  extraRuns: 2,
  monthsKept: 12,
};

interface Named {
  readonly zh: string;
  readonly en: string;
  readonly stations: number;
  /** Of one of the systems that it takes, which are alike. */
  readonly scale: Scale;
  readonly systems: number;
}

/** Township-level divisions, cities (a municipality is one) and provinces of the mainland. */
const COUNTRY = { stations: 38_741, cities: 337, provinces: 31 };

export const SCALES: readonly Named[] = [
  {
    zh: '一个县',
    en: 'county',
    stations: 14,
    systems: 1,
    scale: { stations: 14, cities: 1, ...HABITS },
  },
  {
    zh: '全省（河南）',
    en: 'province',
    stations: 2586,
    systems: 1,
    scale: { stations: 2586, cities: 18, ...HABITS },
  },
  {
    zh: '全国',
    en: 'country',
    stations: COUNTRY.stations,
    systems: COUNTRY.provinces,
    scale: {
      stations: COUNTRY.stations / COUNTRY.provinces,
      cities: COUNTRY.cities / COUNTRY.provinces,
      ...HABITS,
    },
  },
];

/** What a month uses at a scale, all systems together. */
export const monthAt = ({ activities }: Measured, { scale, systems }: Named): Use =>
  timesUse(monthOf(activities, scale), systems);

const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |\n`;
const table = (head: readonly string[], rows: readonly (readonly string[])[]) =>
  row(head) +
  row(head.map((_, column) => (column === 0 ? '---' : '---:'))) +
  rows.map(row).join('');

/** Three significant digits, so that a page does not say more than was measured. */
export function figure(value: number): string {
  if (value === 0) return '0';
  const rounded = Number(value.toPrecision(3));
  return rounded >= 0.001
    ? rounded.toLocaleString('en', { maximumFractionDigits: 6 })
    : rounded.toExponential(2);
}

const ACTIVITIES = {
  submission: '一次报送 a submission',
  correction: '一次更正 a correction',
  coldLoad: '首次载入 a cold load',
  idleCompaction: '无事整理 an idle compaction',
} as const;
const LINES = {
  pageView: '一次浏览 a page view',
  compaction: '整理一市一日 a rebuilt city-day',
  reminding: '一次催报 a reminding',
  run: '一次计算 a run',
} as const;

function measuredTable({ activities }: Measured): string {
  const columns: (readonly [name: string, use: Use])[] = [
    ...Object.entries(ACTIVITIES).map(
      ([key, name]) => [name, activities[key as keyof typeof ACTIVITIES]] as const,
    ),
    ...Object.entries(LINES).flatMap(([key, name]) => {
      const { fixed, perStation }: Line = activities[key as keyof typeof LINES];
      return [
        [`${name}`, fixed],
        ['+ 每所 per station', perStation],
      ] as const;
    }),
    ['每月固定 standing, a month', activities.standing],
  ];
  const used = METER_NAMES.filter((meter) => columns.some(([, use]) => (use[meter] ?? 0) > 0));
  return table(
    ['', ...columns.map(([name]) => name)],
    used.map((meter) => [
      `${METERS[meter].zh} ${METERS[meter].en}`,
      ...columns.map(([, use]) => figure(use[meter] ?? 0)),
    ]),
  );
}

function monthTable(measured: Measured): string {
  const months = SCALES.map((named) => monthAt(measured, named));
  return table(
    ['', ...SCALES.map(({ zh, en, stations }) => `${zh} ${en} (${stations.toLocaleString('en')})`)],
    METER_NAMES.map((meter) => [
      `${METERS[meter].zh} ${METERS[meter].en}, ${METERS[meter].per}`,
      ...months.map((month) => figure(month[meter] ?? 0)),
    ]),
  );
}

function costTable(measured: Measured, list: (typeof PRICE_LISTS)[number]): string {
  const costs = SCALES.map((named) => costOf(monthAt(measured, named), list));
  const share = (value: number | null | undefined) =>
    value === null || value === undefined ? '待确认 n/a' : figure(value);
  return table(
    [`${list.currency}`, ...SCALES.map(({ zh, en }) => `${zh} ${en}`), '单价 price'],
    [
      ...METER_NAMES.map((meter) => [
        `${METERS[meter].zh} ${METERS[meter].en}`,
        ...costs.map(({ byMeter }) => share(byMeter[meter])),
        share(list.prices[meter].price),
      ]),
      [
        '**合计 total**',
        ...costs.map(
          ({ total, unpriced }) => `**${unpriced.length > 0 ? '≥ ' : ''}${figure(total)}**`,
        ),
        '',
      ],
    ],
  );
}

/** `docs/cost.md`, without its notice. */
export function costPage(measured: Measured): string {
  const [small, large] = measured.stations;
  const lists = PRICE_LISTS.map((list) => {
    const sources = Map.groupBy(METER_NAMES, (meter) => list.prices[meter].source);
    const notes = [...sources].map(
      ([source, meters]) => `- ${source}: ${meters.map((meter) => METERS[meter].en).join('; ')}`,
    );
    return `## ${list.region}, ${list.currency}, ${list.date}\n\n${costTable(measured, list)}\n${notes.join('\n')}\n`;
  });
  return `# 费用模型 Cost model

一个月的费用 = 各项工作的实测用量 × 次数 × 价目表。用量由 \`npm run cost\` 在单机版上实测；价目表在
\`bench/cost/prices/\`，**价格须由使用单位向云服务商确认**，未确认的记为「待确认」，合计前加「≥」。
不计免费额度、技术支持、税费、专线和域名。

A month costs what each activity was measured to use, times how often it happens, times a price list.
\`npm run cost\` measures on the embedded cloud and writes this page's figures. Prices stand in
\`bench/cost/prices/\`; **the operator has to confirm them**: one that nobody has confirmed is n/a, and
the total then begins with ≥. Without free tiers, support, taxes, lines and domains.

## 假定 What is assumed

- 县：${large} 个派出所，与实测相同；省：河南 2,586 个乡级单位（本系统的单位数据）；全国：31 个省级单位各部署
  一套，按 38,741 个乡级单位、337 个市级单位（2022 年底公开统计，4 个直辖市各按一个市计，须核实）平均。
  County: as measured. Province: the township-level units of Henan in the system's own data. Country: 31
  systems, one a province of average size, from the published count of township-level divisions at the
  end of 2022, to be checked.
- 每所每日 1 次报送，${HABITS.correctedShare * 100}% 更正，${HABITS.viewsPerStationDay} 次浏览（含上级）；每月 ${HABITS.coldLoadsPerStation} 次首次载入。
  A submission a day and station, ${HABITS.correctedShare * 100} % corrected, ${HABITS.viewsPerStationDay} page views, ${HABITS.coldLoadsPerStation} cold loads a month.
- 每日计算、月度计算各按一次完整月份的计算计，另有 ${HABITS.extraRuns} 次手工计算。
  Every run is counted as one of a whole month; ${HABITS.extraRuns} more by hand.
- 数据保留 ${HABITS.monthsKept} 个月时的存储。Storage when ${HABITS.monthsKept} months are kept.

## 实测 What was measured

${measured.date}，${small} 个和 ${large} 个派出所各一个月的虚构数据；随规模增长的部分取两次实测的直线。A month of
made-up data of ${small} and of ${large} stations; what grows with size is the line through both.

${measuredTable(measured)}
- 函数时长是本机的时间，Lambda 上会不同，首次启动更长；一次计算按函数时限（15 分钟）计。Function time is
  this machine's; a run counts as the longest that its function may take.
- 一次浏览：一张成绩单、其趋势、全部派出所排名、未报送情况，共 4 个请求。A page view: a card, its trend, the
  ranking of all stations, who is missing.
- 数据表单位按消息长度计，略高于账单；更新只计所送内容。Table units go by the length of messages.
- 查询按整个文件、两年的数据计，每条至少 10 MB；一次计算 ${measured.activities.queriesOfRun} 条。Athena 只读所需列，实际更少。
  Whole objects of two years are counted as scanned; a run has ${measured.activities.queriesOfRun} queries.
- 密钥请求按上限计：服务将数据密钥保留五分钟，每个角色、资源和用途每五分钟至多一次，与业务量无关。KMS
  requests are the most there can be: a service keeps a data key for five minutes, so each role asks for
  each resource once in that time, however much work there is.
- 全省一列把两次实测外推了近两百倍，只说明数量级。The province's column extrapolates almost two hundred
  times and tells the order only.

## 一个月的用量 What a month uses

${monthTable(measured)}
${lists.join('\n')}`;
}
