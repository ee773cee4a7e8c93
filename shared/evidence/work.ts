/** Officers' time, presence in the grids and counts of work: rows that count by themselves. */
import { eachDay } from '../calendar/day.ts';
import { groupOf } from '../submissions/contract.ts';
import { countsOn, ownersOf } from './facts.ts';
import { inPeriod, inYearBefore, rowsIn, type Source, type Trace } from './trace.ts';

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
    for (const { station, day, position, row } of rowsIn(days, 'officerTime')) {
      const group = groupOf(row.activity);
      if (group === 'leave' || !countsOn(book, row.officer, day)) continue;
      const measures = { working_minutes: row.minutes, [GROUP_MEASURE[group]]: row.minutes };
      yield { station, day, row: { list: 'officerTime', position }, measures, about: null };
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
    for (const { station, day, position, row } of rowsIn(days, 'officerTime')) {
      const { grid, activity, officer } = row;
      if (grid === undefined || !grids.has(grid) || groupOf(activity) !== 'community') continue;
      if (!countsOn(book, officer, day)) continue;
      const measures = {
        ...(!covered.has(grid) && { grids_covered: 1 }),
        ...(!present.has(`${grid} ${day}`) && { grid_days_present: 1 }),
      };
      covered.add(grid);
      present.add(`${grid} ${day}`);
      yield { station, day, row: { list: 'officerTime', position }, measures, about: null };
    }
  },
};

const COUNT_MEASURE: Readonly<Record<string, string>> = {
  household_visited: 'household_visits',
  people_reached: 'people_reached',
  service_delivered: 'services_delivered',
  person_registered: 'records_registered',
  dwelling_registered: 'records_registered',
  business_registered: 'records_registered',
};

/** As `engagement.sql`. */
export const COUNTS_SOURCE: Source = {
  measures: [...new Set(Object.values(COUNT_MEASURE)), 'records_registered_before'],
  lists: ['counts'],
  stations: ({ own }) => own,
  reads: (span, day) => inPeriod(span, day) || inYearBefore(span, day),
  *trace({ span }, days) {
    for (const { station, day, position, row } of rowsIn(days, 'counts')) {
      const measure = COUNT_MEASURE[row.kind];
      if (measure === undefined) continue;
      const name = inPeriod(span, day) ? measure : `${measure}_before`;
      const measures = { [name]: row.count };
      yield { station, day, row: { list: 'counts', position }, measures, about: null };
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
          yield { station, day, row: null, measures, about: null } satisfies Trace;
        }
      }
    }
  },
};
