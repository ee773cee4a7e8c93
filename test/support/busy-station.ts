/** A station of 16 officers and 16 grids with three weeks behind it: what a clerk's day starts from. */
import { addDays, type Day, eachDay } from '../../shared/calendar/day.ts';
import type { Submission } from '../../shared/submissions/contract.ts';
import { type County, STATION, TODAY } from './county.ts';
import { COUNTY, type Json, PROVINCE } from './served.ts';

const NAMES = [
  ...['奋飞', '干河', '师灵', '健康', '温州路', '九龙山', '寺坡', '石漫滩'],
  ...['龙泉', '支鲁', '新华', '建设路', '滨湖', '铁山', '朝阳', '文化路'],
];
/**
 * Three weeks: a usual day needs three days of its kind, and two weekends are too few where one of
 * their days is missing. With two weeks the tests failed on Mondays.
 */
const DAYS = 21;

export const GRIDS = NAMES.map((name, index) => ({
  code: `${STATION.slice(0, 9)}${String(index + 1).padStart(3, '0')}`,
  name: `${name}社区`,
}));
export const OFFICERS = GRIDS.map((_, index) => `410481-${String(index + 201).padStart(4, '0')}`);

const UNITS = `code,name,level,parent,area
${PROVINCE},河南省,province,,rural
410400000000,平顶山市,city,${PROVINCE},rural
${COUNTY},舞钢市,county,410400000000,rural
${STATION},寺坡街道,station,${COUNTY},urban
410481003000,朱兰街道,station,${COUNTY},urban
`;

const lines = (...rows: string[]) => `${rows.join('\n')}\n`;

const filed = (date: Day, number: number) => ({
  case: `A410481-${date.slice(0, 4)}-${String(number + 290).padStart(5, '0')}`,
  event: 'filed' as const,
});

/** An ordinary day: eight hours an officer, a little different every day; one dispute found. */
export function ordinaryDay(date: Day, number: number): Submission {
  const at = <T>(list: readonly T[], index: number): T => list[index % list.length] as T;
  return {
    ...{ schemaVersion: 1, station: STATION, date },
    officerTime: OFFICERS.flatMap((officer, index) => {
      const grid = at(GRIDS, index).code;
      const visits = 180 + ((number + index) % 3) * 30;
      return [
        { officer, grid, activity: 'household_visit' as const, minutes: visits },
        { officer, grid, activity: 'community_patrol' as const, minutes: 390 - visits },
        index % 4 === 0
          ? { officer, activity: 'station_duty' as const, minutes: 90 }
          : { officer, activity: 'paperwork' as const, minutes: 90 },
      ];
    }),
    disputes: [
      {
        ...{ dispute: `D-${date}-01`, event: 'opened', category: 'neighbour' },
        ...{ grid: at(GRIDS, number).code, officer: at(OFFICERS, number) },
      },
    ],
    cases:
      number % 5 === 0
        ? [{ ...filed(date, number), category: 'theft', grid: at(GRIDS, number).code }]
        : [],
    followUps: [
      { item: `T-${date}-01`, kind: 'tip', event: 'raised', grid: at(GRIDS, number + 1).code },
    ],
    counts: GRIDS.slice(0, 6).map(({ code }, index) => ({
      ...{ kind: 'household_visited' as const, grid: code, officer: at(OFFICERS, index) },
      count: 5 + ((number + index) % 4),
    })),
    incidents: [],
  };
}

/**
 * Loads a county of today with the station's grids and roster and sends the station's three weeks
 * up to yesterday, but for the days in `missing`. Throws where anything is refused.
 */
export async function loadBusyStation(county: County, missing: readonly Day[] = []): Promise<void> {
  const grids = GRIDS.map(({ code, name }) => `${code},${name},${STATION},community,900,2600`);
  const roster = OFFICERS.map(
    (officer, index) => `${officer},${STATION},community_officer,${GRIDS[index]?.code}`,
  );
  for (const [kind, csv] of [
    ['units', UNITS],
    ['grids', lines('code,name,station,kind,households,population', ...grids)],
    ['roster', lines('officer,station,role,grids', ...roster)],
  ] as const) {
    const path = `/v1/reference/${kind}?effective=2024-01-01`;
    const { status, body } = await county.ask('administrator', PROVINCE, 'PUT', path, csv);
    if (status !== 200) throw new Error(`${kind}: ${status} ${JSON.stringify(body)}`);
  }
  for (const [number, day] of eachDay(addDays(TODAY, -DAYS), addDays(TODAY, -1)).entries()) {
    if (missing.includes(day)) continue;
    const document = ordinaryDay(day, number) as unknown as Json;
    const answer = await county.ask('clerk', STATION, 'POST', '/v1/submissions', document);
    if (answer.status !== 201) throw new Error(`${day}: ${JSON.stringify(answer.body)}`);
  }
}
