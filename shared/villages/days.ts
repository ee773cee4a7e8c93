/** One village day by day: whether somebody was there, and which document says what of it. */
import { type Day, eachDay } from '../calendar/day.ts';
import { casesIn, disputesIn, followUpsIn } from '../evidence/events.ts';
import { type Facts, factsOf } from '../evidence/facts.ts';
import { type History, inPeriod, type Placed, rowsIn } from '../evidence/trace.ts';
import { LIST_NAMES, type ListName } from '../submissions/contract.ts';
import { revisionsIn } from './reported.ts';
import { readVillages, type VillageRows } from './rows.ts';
import { byKind, sumOf } from './tally.ts';
import { type Village, type VillageInput, villagesFrom } from './villages.ts';

export interface VillageDay {
  readonly date: Day;
  /** Whose document it is: that of the station which the village belonged to. */
  readonly station: string;
  /** The revision that the run read; null for a day that never came. */
  readonly revision: number | null;
  /** Whether its first revision came by the deadline; null with the revision. */
  readonly onTime: boolean | null;
  /** Minutes of officers that count in the community: above 0, somebody was there. */
  readonly minutes: number;
  /** Rows of the document that name the village, or go on with what was opened in it. */
  readonly rows: Readonly<Record<ListName, number>>;
}

/** A row of a document about a village. */
interface About {
  readonly station: string;
  readonly day: Day;
  readonly list: ListName;
}

type WithGrid = Placed<{ readonly grid?: string }>;

/** Rows of the period about the village. */
function rowsAbout(facts: Facts, { days }: VillageRows, code: string): About[] {
  const { span } = facts;
  const inSpan = days.filter(({ day }) => inPeriod(span, day));
  const naming = (['officerTime', 'counts', 'incidents'] as const).map((list) => {
    const rows: readonly WithGrid[] = rowsIn(inSpan, list);
    return { list, rows: rows.filter(({ row }) => row.grid === code) };
  });
  const opened = (histories: readonly History<{ readonly grid?: string }>[]) =>
    histories.filter(({ opening }) => opening?.row.grid === code).flatMap(({ events }) => events);
  const going = [
    { list: 'disputes', rows: opened(disputesIn(facts, days)) },
    { list: 'cases', rows: opened(casesIn(facts, days)) },
    { list: 'followUps', rows: opened(followUpsIn(facts, days)) },
  ] as const;
  return [...naming, ...going].flatMap(({ list, rows }) =>
    rows.flatMap(({ station, day }) => (inPeriod(span, day) ? [{ station, day, list }] : [])),
  );
}

/** A year has no more than 366 days, and a day's entry some 200 bytes: they need no pages. */
function daysIn(facts: Facts, rows: VillageRows, code: string): VillageDay[] {
  const { span, book, manifest } = facts;
  const revisionOf = revisionsIn(manifest);
  const key = (station: string, day: Day) => `${day} ${station}`;
  const held = new Map(rows.days.map((one) => [key(one.station, one.day), one]));
  const about = rowsAbout(facts, rows, code);
  const aboutDay = Map.groupBy(about, ({ station, day }) => key(station, day));
  const minutes = Map.groupBy(
    [...rows.own, ...rows.others].filter(({ grid }) => grid === code),
    ({ station, day }) => key(station, day),
  );
  const entry = (station: string, date: Day): VillageDay => {
    const at = key(station, date);
    const lists = Map.groupBy(aboutDay.get(at) ?? [], ({ list }) => list);
    return {
      ...{ date, station },
      revision: revisionOf(station, date) ?? null,
      onTime: held.get(at)?.onTime ?? null,
      minutes: sumOf(minutes.get(at) ?? [], 'community_minutes'),
      rows: byKind(LIST_NAMES, (list) => lists.get(list)?.length ?? 0),
    };
  };
  return eachDay(span.first, span.last).flatMap((day) => {
    const owner = book.gridsOn(day).get(code)?.station;
    // What was opened here may be settled by another station: the village was its own before.
    const senders = new Set(about.filter((one) => one.day === day).map(({ station }) => station));
    if (owner !== undefined) senders.add(owner);
    return [...senders].sort().map((station) => entry(station, day));
  });
}

/** One village of a station with its days; undefined where it is not the station's on the last day. */
export async function villageOf(
  { unit, manifest, book, read }: VillageInput,
  code: string,
): Promise<{ readonly village: Village; readonly days: readonly VillageDay[] } | undefined> {
  const facts = factsOf(unit, manifest, book);
  if (!facts.grids.has(code)) return undefined;
  const rows = await readVillages(facts, read);
  const village = villagesFrom(facts, rows).villages.find(({ grid }) => grid.code === code);
  return village && { village, days: daysIn(facts, rows, code) };
}
