/** Officers' time, presence in the grids and counts of work: rows that count by themselves. */
import { eachDay } from '../calendar/day.ts';
import { groupOf, type ListName } from '../submissions/contract.ts';
import { countsOn, ownersOf } from './facts.ts';
import { inPeriod, inYearBefore, type Placed, rowsIn, type Source, type Trace } from './trace.ts';

/** Where a row stands, and in which village it counts. */
function placeOf<T extends { readonly grid?: string }>(
  list: ListName,
  { station, day, position, row }: Placed<T>,
): Pick<Trace, 'station' | 'day' | 'row' | 'about' | 'grid'> {
  return { station, day, row: { list, position }, about: null, grid: row.grid ?? null };
}

const GROUP_MEASURE = {
  community: 'community_minutes',
  diverted: 'diverted_minutes',
  desk: 'desk_minutes',
} as const;

/** As `time.sql`. */
export const TIME_SOURCE: Source = {
  measures: ['working_minutes', ...Object.values(GROUP_MEASURE)],
  lists: ['officerTime'],
  stations: ({ own }) => own,
  reads: inPeriod,
  *trace({ book }, days) {
    for (const placed of rowsIn(days, 'officerTime')) {
      const { activity, officer, minutes } = placed.row;
      const group = groupOf(activity);
      if (group === 'leave' || !countsOn(book, officer, placed.day)) continue;
      const measures = { working_minutes: minutes, [GROUP_MEASURE[group]]: minutes };
      yield { ...placeOf('officerTime', placed), measures, kind: activity };
    }
  },
};

/** As `presence.sql`: the first row of a grid covers it, the first one of each day is its presence. */
export const PRESENCE_SOURCE: Source = {
  measures: ['grids_covered', 'grid_days_present'],
  lists: ['officerTime'],
  stations: ownersOf,
  reads: inPeriod,
  *trace({ book, grids }, days) {
    const covered = new Set<string>();
    const present = new Set<string>();
    for (const placed of rowsIn(days, 'officerTime')) {
      const { day, row } = placed;
      const { grid, activity, officer } = row;
      if (grid === undefined || !grids.has(grid) || groupOf(activity) !== 'community') continue;
      if (!countsOn(book, officer, day)) continue;
      const measures = {
        ...(!covered.has(grid) && { grids_covered: 1 }),
        ...(!present.has(`${grid} ${day}`) && { grid_days_present: 1 }),
      };
      covered.add(grid);
      present.add(`${grid} ${day}`);
      yield { ...placeOf('officerTime', placed), measures, kind: activity };
    }
  },
};

const KPI_MEASURE: Readonly<Record<string, string>> = {
  household_visited: 'household_visits',
  people_reached: 'people_reached',
  service_delivered: 'services_delivered',
  person_registered: 'records_registered',
  dwelling_registered: 'records_registered',
  business_registered: 'records_registered',
};

/** The measure that counts of a kind add to: a KPI's, or one of their own, which no KPI asks for. */
export const measureOfCount = (kind: string) => KPI_MEASURE[kind] ?? kind;

/** As `engagement.sql`. */
export const COUNTS_SOURCE: Source = {
  measures: [...new Set(Object.values(KPI_MEASURE)), 'records_registered_before'],
  lists: ['counts'],
  stations: ({ own }) => own,
  reads: (span, day) => inPeriod(span, day) || inYearBefore(span, day),
  *trace({ span }, days) {
    for (const placed of rowsIn(days, 'counts')) {
      const { kind, count } = placed.row;
      const measure = measureOfCount(kind);
      const name = inPeriod(span, placed.day) ? measure : `${measure}_before`;
      yield { ...placeOf('counts', placed), measures: { [name]: count }, kind };
    }
  },
};

/** As `reporting.sql`: a day is expected of each station in force on it. */
export const DAYS_SOURCE: Source = {
  measures: ['days_sent', 'days_on_time', 'days_expected'],
  lists: [],
  stations: ({ own }) => own,
  reads: inPeriod,
  *trace({ span, book, own }, days) {
    const sent = new Map(days.map((held) => [`${held.station} ${held.day}`, held]));
    for (const day of eachDay(span.first, span.last)) {
      const tree = book.unitsOn(day);
      for (const station of [...own].sort()) {
        const held = sent.get(`${station} ${day}`);
        const measures = {
          ...(tree.unit(station)?.level === 'station' && { days_expected: 1 }),
          ...(held && { days_sent: 1 }),
          ...(held?.onTime && { days_on_time: 1 }),
        };
        if (Object.keys(measures).length > 0) {
          yield { station, day, row: null, measures, about: null, grid: null, kind: null };
        }
      }
    }
  },
};
