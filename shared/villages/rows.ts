/** What is read for a station's villages, and what each row adds. */
import { eachDay } from '../calendar/day.ts';
import type { Wanted } from '../evidence/documents.ts';
import {
  CASES_SOURCE,
  DISPUTES_SOURCE,
  FOLLOW_UPS_SOURCE,
  TROUBLE_SOURCE,
} from '../evidence/events.ts';
import { type Facts, kinOf, ownersOf } from '../evidence/facts.ts';
import { inPeriod, isKnown, type Source, type StationDay, type Trace } from '../evidence/trace.ts';
import { COUNTS_SOURCE, PRESENCE_SOURCE, TIME_SOURCE } from '../evidence/work.ts';
import { LIST_NAMES } from '../submissions/contract.ts';

/** What counts for the station that sent it, wherever it was. */
const BY_SENDER = [TIME_SOURCE, DISPUTES_SOURCE, CASES_SOURCE, COUNTS_SOURCE, FOLLOW_UPS_SOURCE];
/** What counts for the village that it was in, whoever sent it. */
const BY_GRID = [PRESENCE_SOURCE, TROUBLE_SOURCE];

export interface VillageRows {
  /** All that was read, by day and station. */
  readonly days: readonly StationDay[];
  /** What the station and those whose past it holds have sent, */
  readonly own: readonly Trace[];
  /** what others have sent of its villages, as these were theirs at the time, */
  readonly others: readonly Trace[];
  /** and presence, cases and incidents of its villages. */
  readonly byGrid: readonly Trace[];
}

/**
 * The stations that the unit's villages belonged to in the period or in the same months a year
 * before, but for those whose past it holds.
 */
function otherOwnersOf(facts: Facts): ReadonlySet<string> {
  const { span } = facts;
  const before = eachDay(span.previousFirst, span.previousLast);
  const owners = ownersOf(facts, [...before, ...eachDay(span.first, span.last)]);
  return new Set([...owners].filter((station) => !facts.own.has(station)));
}

function tracesOf(source: Source, facts: Facts, days: readonly StationDay[]): Iterable<Trace> {
  const stations = new Set(source.stations(facts));
  const isRead = ({ station, day }: StationDay) =>
    stations.has(station) && source.reads(facts.span, day);
  return source.trace(facts, days.filter(isRead));
}

/**
 * Reads the period's documents whole, and of the other days that the run knew the events: what a
 * dispute, case or item of the period is depends on whether it was opened before.
 */
export async function readVillages(
  facts: Facts,
  read: (wanted: Wanted) => Promise<readonly StationDay[]>,
): Promise<VillageRows> {
  const { span } = facts;
  const others = otherOwnersOf(facts);
  const stations = kinOf(facts, [...facts.own, ...others]);
  const parts = await Promise.all([
    read({ stations, reads: (day) => inPeriod(span, day), lists: LIST_NAMES }),
    read({
      stations,
      reads: (day) => isKnown(span, day) && !inPeriod(span, day),
      lists: ['disputes', 'cases', 'followUps'],
    }),
  ]);
  const days = parts
    .flat()
    .sort((a, b) => (a.day < b.day || (a.day === b.day && a.station < b.station) ? -1 : 1));
  const bySender = (own: ReadonlySet<string>) =>
    BY_SENDER.flatMap((source) => [...tracesOf(source, { ...facts, own }, days)]);
  return {
    days,
    own: bySender(facts.own),
    others: others.size > 0 ? bySender(others) : [],
    byGrid: BY_GRID.flatMap((source) => [...tracesOf(source, facts, days)]),
  };
}
