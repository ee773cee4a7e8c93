/** The reference files of the bench, as CSV. */
import { randomOf } from '../local/demo/generator/random.ts';
import {
  type Cells,
  countyAreaOf,
  csvOf,
  gridsCsv,
  type ReferenceFile,
  rosterCsv,
  staffingCsv,
  staffingOf,
  stationRows,
} from '../local/demo/generator/reference.ts';
import { markMadeUp } from '../web/made-up.ts';
import { type Province, SEED, stationsOf } from './province.ts';

/** Every file, in force from `effective` on; surveys and leaders' visits are those of `month`. */
export function referenceFiles(
  province: Province,
  effective: string,
  month: string,
): ReferenceFile[] {
  const counties = province.cities.flatMap((city) => city.counties);
  const stations = stationsOf(province);
  const file = (kind: ReferenceFile['kind'], csv: string) => ({ kind, effective, csv });
  const staffing = counties.map(({ code, stations: own }) => ({
    code,
    staffing: staffingOf(own, randomOf(SEED, 'staffing', code)),
  }));
  return [
    file('units', csvOf('code,name,level,parent,area', unitRows(province))),
    file('grids', gridsCsv(stations)),
    file('roster', rosterCsv(stations)),
    file('staffing', staffingCsv(staffing)),
    file(
      'surveys',
      csvOf(
        'unit,period,kind,respondents,positive',
        stations.flatMap(({ code, character }) =>
          ['awareness', 'satisfaction', 'safety'].map((kind) => {
            const respondents = randomOf(SEED, 'survey', code, kind).whole(60, 150);
            return [code, month, kind, respondents, Math.round(respondents * character.survey)];
          }),
        ),
      ),
    ),
    file(
      'leadership',
      csvOf(
        'unit,month,leader_visits,consultations',
        [...province.cities, ...counties].map(({ code }) => [
          ...[code, month, randomOf(SEED, 'leadership', code).whole(0, 2), 1],
        ]),
      ),
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
        unit(county, 'county', countyAreaOf(county.name)),
        ...stationRows(county),
      ]),
    ]),
  ];
}
