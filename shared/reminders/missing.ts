/** Which stations owe a day's submission, by county. */
import { addDays, type Day, dayAt, deadlineOf } from '../calendar/day.ts';
import type { ItemTable } from '../ports.ts';
import { entriesOf, type LedgerEntry } from '../submissions/ledger.ts';
import type { Unit } from '../units/kinds.ts';
import type { UnitTree } from '../units/tree.ts';

/** Station-days of one day. */
export interface DayCounts {
  readonly expected: number;
  readonly submitted: number;
  /** Of these, whose first revision came by the deadline. */
  readonly onTime: number;
}

export interface CountyDay extends DayCounts {
  /** The unit above the stations: a county, or a city that has no counties. */
  readonly county: Unit;
  /** The stations that have sent nothing, in the order of the file. */
  readonly missing: readonly Unit[];
}

/** The last day whose deadline has passed. `now` is in milliseconds since 1970. */
export function lastDayDue(now: number): Day {
  const yesterday = addDays(dayAt(now), -1);
  return now > deadlineOf(yesterday) ? yesterday : addDays(yesterday, -1);
}

/**
 * How a day stands in each county of a branch, as far as the branch goes: of a station's branch
 * that is the station alone. `tree` is the units of the day, `entries` the ledger's of that day;
 * those of other stations are passed over.
 */
export function missingOf(
  tree: UnitTree,
  branch: string,
  entries: readonly LedgerEntry[],
): CountyDay[] {
  const held = new Map(entries.map((entry) => [entry.station, entry]));
  const byCounty = Map.groupBy(tree.stationsOf(branch), ({ parent }) => parent ?? '');
  return [...byCounty].map(([code, stations]) => {
    const county = tree.unit(code);
    if (!county) throw new Error('a station that is below no unit');
    const received = stations.flatMap((station) => held.get(station.code) ?? []);
    return {
      county,
      expected: stations.length,
      submitted: received.length,
      onTime: received.filter(({ onTime }) => onTime).length,
      missing: stations.filter((station) => !held.has(station.code)),
    };
  });
}

/** The same from the ledger: one query for each city of the branch. */
export async function readMissing(
  items: ItemTable,
  tree: UnitTree,
  branch: string,
  day: Day,
): Promise<CountyDay[]> {
  const cities = new Set(tree.stationsOf(branch).flatMap(({ code }) => tree.cityOf(code) ?? []));
  const entries = await Promise.all([...cities].map((city) => entriesOf(items, day, city)));
  return missingOf(tree, branch, entries.flat());
}

/** The counts of all counties together. */
export function totalOf(counties: readonly DayCounts[]): DayCounts {
  const sum = (value: (county: DayCounts) => number) =>
    counties.reduce((total, county) => total + value(county), 0);
  return {
    expected: sum(({ expected }) => expected),
    submitted: sum(({ submitted }) => submitted),
    onTime: sum(({ onTime }) => onTime),
  };
}
