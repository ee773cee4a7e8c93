/** The reference files of the demo, as CSV. */
import { addDays, type Day, eachDay, monthOf } from '../../../shared/calendar/day.ts';
import { markMadeUp } from '../../../web/made-up.ts';
import type { County, Staffing, Station } from './county.ts';
import { type Random, randomOf } from './random.ts';

/** A reference file, as a department would upload it. */
export interface ReferenceFile {
  readonly kind:
    | 'units'
    | 'grids'
    | 'roster'
    | 'successions'
    | 'staffing'
    | 'surveys'
    | 'leadership';
  readonly effective: Day;
  readonly csv: string;
}

export type Cells = readonly (string | number)[];

/** A file with this header. */
export const csvOf = (header: string, rows: readonly Cells[]): string =>
  `${[header, ...rows.map((row) => row.join(','))].join('\n')}\n`;

/**
 * All units of the counties and what is known of them, in force from `effective` on: the files
 * replace those before, in the order in which they lean on each other.
 */
export function foundingFiles(counties: readonly County[], effective: Day): ReferenceFile[] {
  const stations = counties.flatMap((county) => county.stations);
  const file = (kind: ReferenceFile['kind'], csv: string): ReferenceFile => ({
    kind,
    effective,
    csv,
  });
  return [
    file('units', csvOf('code,name,level,parent,area', unitRows(counties))),
    file('grids', gridsCsv(stations)),
    file('roster', rosterCsv(stations)),
    file('successions', csvOf('from,to,since', [])),
    file('staffing', staffingCsv(counties)),
  ];
}

export function gridsCsv(stations: readonly Station[]): string {
  return csvOf(
    'code,name,station,kind,households,population',
    stations.flatMap(({ code: station, grids }) =>
      grids.map(({ code, name, kind, households, population }) => [
        ...[code, name, station, kind, households, population],
      ]),
    ),
  );
}

export function rosterCsv(stations: readonly Station[]): string {
  return csvOf(
    'officer,station,role,grids',
    stations.flatMap(({ code, officers }) =>
      officers.map(({ id, role, grids }) => [id, code, role, grids.join(';')]),
    ),
  );
}

export function staffingCsv(
  counties: readonly { readonly code: string; readonly staffing: Staffing }[],
): string {
  return csvOf(
    'county,county_police,station_police,community_police,offices,posts',
    counties.map(({ code, staffing }) => [
      ...[code, staffing.countyPolice, staffing.stationPolice, staffing.communityPolice],
      ...[staffing.offices, staffing.posts],
    ]),
  );
}

/** Made-up police of a county: between 35 and 50 % of each in the next smaller part. */
export function staffingOf(stations: readonly Station[], random: Random): Staffing {
  const grids = stations.reduce((sum, station) => sum + station.grids.length, 0);
  const countyPolice = 100 + stations.length * random.whole(18, 26);
  const stationPolice = Math.round(countyPolice * (0.35 + 0.15 * random.next()));
  const communityPolice = Math.round(stationPolice * (0.35 + 0.15 * random.next()));
  return {
    ...{ countyPolice, stationPolice, communityPolice },
    ...{ offices: Math.ceil(grids / 6), posts: grids },
  };
}

/** The province, then city after city with what lies in it. */
function unitRows(counties: readonly County[]): Cells[] {
  const [first] = counties;
  if (!first) return [];
  const { province } = first;
  const cities = Map.groupBy(counties, ({ city }) => city.code);
  return [
    [province.code, markMadeUp(province.name), 'province', '', 'rural'],
    ...[...cities].flatMap(([code, ofCity]) => [
      [code, markMadeUp(ofCity[0]?.city.name ?? ''), 'city', province.code, 'rural'],
      ...ofCity.flatMap((county) => [
        [county.code, markMadeUp(county.name), 'county', code, countyAreaOf(county.name)],
        ...stationRows(county),
      ]),
    ]),
  ];
}

/** Of a county, by its name: districts are of a town. */
export const countyAreaOf = (name: string) => (name.endsWith('区') ? 'urban' : 'rural');

export function stationRows(county: {
  readonly code: string;
  readonly stations: readonly Station[];
}): Cells[] {
  return county.stations.map(({ code, name, area }) => [
    ...[code, markMadeUp(name), 'station', county.code, area],
  ]);
}

/** Units whose surveys and leaders' visits are known, from the month of a day on. */
export interface Reporting {
  readonly counties: readonly County[];
  readonly surveysFrom: Day;
  readonly leadershipFrom: Day;
}

/** Surveys and leaders' visits up to the month of `last`. */
export function monthlyFiles(
  reporting: readonly Reporting[],
  seed: string,
  last: Day,
): ReferenceFile[] {
  const monthsFrom = (first: Day) => [...new Set(eachDay(first, last).map(monthOf))];
  const effective: Day = `${monthOf(addDays(last, 1))}-01`;
  const surveys = reporting.flatMap(({ counties, surveysFrom }) => {
    const stations = counties.flatMap((county) => county.stations);
    return monthsFrom(surveysFrom).flatMap((month) => surveyRows(stations, seed, month));
  });
  const leadership = reporting.flatMap(({ counties, leadershipFrom }) =>
    monthsFrom(leadershipFrom).flatMap((month) => leadershipRows(counties, seed, month)),
  );
  return [
    {
      kind: 'surveys',
      effective,
      csv: csvOf('unit,period,kind,respondents,positive', surveys),
    },
    {
      kind: 'leadership',
      effective,
      csv: csvOf('unit,month,leader_visits,consultations', leadership),
    },
  ];
}

function surveyRows(stations: readonly Station[], seed: string, month: string): Cells[] {
  return stations.flatMap((station) =>
    (['awareness', 'satisfaction', 'safety'] as const).map((kind) => {
      const random = randomOf(seed, 'survey', month, station.code, kind);
      const respondents = random.whole(60, 150);
      const lift = kind === 'safety' ? 0.05 : kind === 'satisfaction' ? 0.03 : -0.01;
      const share = Math.min(0.98, station.character.survey + lift);
      const positive = Array.from({ length: respondents }, () => random.chance(share));
      return [station.code, month, kind, respondents, positive.filter(Boolean).length];
    }),
  );
}

function leadershipRows(counties: readonly County[], seed: string, month: string): Cells[] {
  return counties.flatMap((county) =>
    [county.city.code, county.code].map((unit) => {
      const random = randomOf(seed, 'leadership', month, unit);
      const visits = unit === county.code ? random.whole(0, 2) : random.whole(0, 1);
      return [unit, month, visits, random.chance(0.85) ? 1 : 0];
    }),
  );
}
