/** What the system knows of a station before a day: what its form starts from. */
import { addDays, type Day } from '../calendar/day.ts';
import type { ReferenceBook } from '../units/book.ts';
import { ancestry } from '../units/successions.ts';
import { KEPT_DAYS, type KnownPorts, knownDays } from './days.ts';
import { type OpenItems, openBefore, type Past } from './items.ts';
import { PATTERN_DAYS, type Pattern, patternsBefore } from './patterns.ts';

export interface Known extends OpenItems {
  /** The station's villages and communities on the day. */
  readonly grids: readonly {
    readonly code: string;
    readonly name: string;
    readonly kind: 'village' | 'community';
  }[];
  /** Its roster of the day; before the first roster whoever worked in the four weeks before. */
  readonly officers: readonly {
    readonly officer: string;
    readonly role: string;
    readonly grids: readonly string[];
  }[];
  readonly patterns: readonly Pattern[];
  /** The next numbers of the day that no document has used. */
  readonly numbers: { readonly dispute: string; readonly item: string };
}

/**
 * Reads the past of a station and of those whose past it holds on the day; see `knownDays`, of
 * whose `most` documents each of them has its share.
 */
export async function readPast(
  ports: KnownPorts,
  book: ReferenceBook,
  { station, day, today }: { readonly station: string; readonly day: Day; readonly today: Day },
  window: { readonly from: Day; readonly to: Day } = windowOf(day, today),
  most = Number.POSITIVE_INFINITY,
): Promise<Past> {
  const ancestors = ancestry(book.successionsOn(day).rows);
  const ancestorsOf = (code: string) => ancestors.get(code) ?? [];
  const predecessors = ancestorsOf(station)
    .filter(({ since }) => since <= day)
    .map((ancestor) => ancestor.station);
  const stations = [station, ...predecessors];
  const share = Math.floor(most / stations.length);
  const read = await Promise.all(
    stations.map((code) => knownDays(ports, code, window, today, share)),
  );
  const days = read.flat().sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
  return { station, predecessors, ancestorsOf, days };
}

/** As far back as events are kept, and at least 400 days before the day. */
function windowOf(day: Day, today: Day) {
  const kept = addDays(today, -KEPT_DAYS);
  const needed = addDays(day, -400);
  return { from: needed < kept ? needed : kept, to: today };
}

/** What is known of a station before `date`; `drafted` are numbers that its draft has used. */
export function knownBefore(
  past: Past,
  book: ReferenceBook,
  date: Day,
  drafted: readonly string[] = [],
): Known {
  const grids = book.gridsOn(date).ofStation(past.station);
  const codes = new Set(grids.map(({ code }) => code));
  const roster = book.rosterOn(date)?.ofStation(past.station);
  const officers = roster ?? seenBefore(past, date);
  const rows = past.days.map(({ submission }) => submission);
  const numbers = [
    ...rows.flatMap(({ disputes = [] }) => disputes.map(({ dispute }) => dispute)),
    ...rows.flatMap(({ followUps = [] }) => followUps.map(({ item }) => item)),
    ...drafted,
  ];
  const ofDay = `${date.slice(0, 4)}-${date.slice(5, 7)}${date.slice(8)}`;
  return {
    grids: grids.map(({ code, name, kind }) => ({ code, name, kind })),
    officers: officers.map(({ officer, role, grids: own }) => ({ officer, role, grids: own })),
    ...openBefore(past, date),
    patterns: patternsBefore(
      past.days,
      date,
      officers.map(({ officer }) => officer),
      (code) => codes.has(code),
    ),
    numbers: {
      dispute: nextNumber(`D-${ofDay}-`, numbers),
      item: nextNumber(`T-${ofDay}-`, numbers),
    },
  };
}

function seenBefore({ days }: Past, date: Day): Known['officers'] {
  const near = days.filter(({ day }) => day < date && day >= addDays(date, -PATTERN_DAYS));
  const seen = near.flatMap(({ submission }) => submission.officerTime ?? []);
  const officers = [...new Set(seen.map(({ officer }) => officer))].sort();
  return officers.map((officer) => ({ officer, role: 'other', grids: [] }));
}

/** One more than the highest number in use: numbers after it are free, too. */
function nextNumber(prefix: string, used: readonly string[]): string {
  const counts = used
    .filter((id) => id.startsWith(prefix) && /^\d{1,6}$/.test(id.slice(prefix.length)))
    .map((id) => Number(id.slice(prefix.length)));
  const next = counts.reduce((highest, count) => Math.max(highest, count), 0) + 1;
  return `${prefix}${String(next).padStart(2, '0')}`;
}
