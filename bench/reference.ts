/** The reference files of the bench, as CSV. */
import { randomOf } from '../local/demo/generator/random.ts';
import type { ReferenceFile } from '../local/demo/generator/reference.ts';
import { markMadeUp } from '../web/made-up.ts';
import { type County, type Province, SEED, stationsOf } from './province.ts';

type Cells = readonly (string | number)[];

const csvOf = (header: string, rows: readonly Cells[]): string =>
  `${[header, ...rows.map((row) => row.join(','))].join('\n')}\n`;

/** Every file, in force from `effective` on; surveys and leaders' visits are those of `month`. */
export function referenceFiles(
  province: Province,
  effective: string,
  month: string,
): ReferenceFile[] {
  const counties = province.cities.flatMap((city) => city.counties);
  const stations = stationsOf(province);
  const file = (kind: ReferenceFile['kind'], header: string, rows: readonly Cells[]) => ({
    kind,
    effective,
    csv: csvOf(header, rows),
  });
  return [
    file('units', 'code,name,level,parent,area', unitRows(province)),
    file(
      'grids',
      'code,name,station,kind,households,population',
      stations.flatMap(({ code: station, grids }) =>
        grids.map(({ code, name, kind, households, population }) => [
          ...[code, name, station, kind, households, population],
        ]),
      ),
    ),
    file(
      'roster',
      'officer,station,role,grids',
      stations.flatMap(({ code, officers }) =>
        officers.map(({ id, role, grids }) => [id, code, role, grids.join(';')]),
      ),
    ),
    file(
      'staffing',
      'county,county_police,station_police,community_police,offices,posts',
      counties.map(staffingRow),
    ),
    file(
      'surveys',
      'unit,period,kind,respondents,positive',
      stations.flatMap(({ code, character }) =>
        ['awareness', 'satisfaction', 'safety'].map((kind) => {
          const respondents = randomOf(SEED, 'survey', code, kind).whole(60, 150);
          return [code, month, kind, respondents, Math.round(respondents * character.survey)];
        }),
      ),
    ),
    file(
      'leadership',
      'unit,month,leader_visits,consultations',
      [...province.cities, ...counties].map(({ code }) => [
        ...[code, month, randomOf(SEED, 'leadership', code).whole(0, 2), 1],
      ]),
    ),
  ];
}

function unitRows(province: Province): Cells[] {
  const unit = ({ code, name, parent }: Omit<Province, 'cities'>, level: string, area: string) => [
    ...[code, markMadeUp(name), level, parent ?? '', area],
  ];
  return [
    unit(province, 'province', 'rural'),
    ...province.cities.flatMap((city) => [
      unit(city, 'city', 'urban'),
      ...city.counties.flatMap((county) => [
        unit(county, 'county', county.name.endsWith('区') ? 'urban' : 'rural'),
        ...county.stations.map(({ code, name, area }) => [
          ...[code, markMadeUp(name), 'station', county.code, area],
        ]),
      ]),
    ]),
  ];
}

function staffingRow({ code, stations }: County): Cells {
  const random = randomOf(SEED, 'staffing', code);
  const grids = stations.reduce((sum, station) => sum + station.grids.length, 0);
  const police = 100 + stations.length * random.whole(18, 26);
  const inStations = Math.round(police * (0.35 + 0.15 * random.next()));
  const inCommunity = Math.round(inStations * (0.35 + 0.15 * random.next()));
  return [code, police, inStations, inCommunity, Math.ceil(grids / 6), grids];
}
