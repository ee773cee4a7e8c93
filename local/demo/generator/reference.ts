/** The reference files of the demo, as CSV. */
import { addDays, type Day, eachDay, monthOf } from '../../../shared/calendar/day.ts';
import { markMadeUp } from '../../../web/made-up.ts';
import type { County } from './county.ts';
import { randomOf } from './random.ts';

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

const csvOf = (header: string, rows: readonly (readonly (string | number)[])[]): string =>
  `${[header, ...rows.map((row) => row.join(','))].join('\n')}\n`;

/** What is loaded before the first day, in the order in which the files lean on each other. */
export function foundingFiles(county: County, effective: Day): ReferenceFile[] {
  const { stations, city, province } = county;
  const population = stations.flatMap(({ grids }) => grids);
  const file = (kind: ReferenceFile['kind'], csv: string): ReferenceFile => ({
    kind,
    effective,
    csv,
  });
  const offices = population.filter(({ kind }) => kind === 'community').length + 21;
  return [
    file(
      'units',
      csvOf('code,name,level,parent,area', [
        [province.code, markMadeUp(province.name), 'province', '', 'rural'],
        [city.code, markMadeUp(city.name), 'city', province.code, 'rural'],
        [county.code, markMadeUp(county.name), 'county', city.code, 'rural'],
        ...stations.map(({ code, name, area }) => [
          ...[code, markMadeUp(name), 'station', county.code, area],
        ]),
      ]),
    ),
    file(
      'grids',
      csvOf(
        'code,name,station,kind,households,population',
        stations.flatMap((station) =>
          station.grids.map((grid) => [
            grid.code,
            grid.name,
            station.code,
            grid.kind,
            grid.households,
            grid.population,
          ]),
        ),
      ),
    ),
    file(
      'roster',
      csvOf(
        'officer,station,role,grids',
        stations.flatMap((station) =>
          station.officers.map(({ id, role, grids }) => [id, station.code, role, grids.join(';')]),
        ),
      ),
    ),
    file('successions', csvOf('from,to,since', [])),
    file(
      'staffing',
      csvOf('county,county_police,station_police,community_police,offices,posts', [
        [county.code, 398, 174, 77, offices, 206],
      ]),
    ),
  ];
}

/** Surveys and leaders' visits of every month from `first` to the month of `last`. */
export function monthlyFiles(county: County, seed: string, first: Day, last: Day): ReferenceFile[] {
  const months = [...new Set(eachDay(first, last).map(monthOf))];
  const surveys = months.flatMap((month) =>
    county.stations.flatMap((station) =>
      (['awareness', 'satisfaction', 'safety'] as const).map((kind) => {
        const random = randomOf(seed, 'survey', month, station.code, kind);
        const respondents = random.whole(60, 150);
        const lift = kind === 'safety' ? 0.05 : kind === 'satisfaction' ? 0.03 : -0.01;
        const share = Math.min(0.98, station.character.survey + lift);
        const positive = Array.from({ length: respondents }, () => random.chance(share));
        return [station.code, month, kind, respondents, positive.filter(Boolean).length];
      }),
    ),
  );
  const leadership = months.flatMap((month) =>
    [county.city.code, county.code].map((unit) => {
      const random = randomOf(seed, 'leadership', month, unit);
      const visits = unit === county.code ? random.whole(0, 2) : random.whole(0, 1);
      return [unit, month, visits, random.chance(0.85) ? 1 : 0];
    }),
  );
  const effective = `${monthOf(addDays(last, 1))}-01`;
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
