/** Disputes, cases and follow-ups: rows that count for what became of the thing they tell of. */
import { daysBetween } from '../calendar/day.ts';
import type { Measures } from '../kpis/evaluate.ts';
import type { CaseRow, DisputeRow, FollowUpRow, ListName } from '../submissions/contract.ts';
import { type Facts, kinOf, ownersOf } from './facts.ts';
import {
  type History,
  historiesOf,
  inPeriod,
  inYearBefore,
  isKnown,
  type Placed,
  rowsIn,
  type Source,
  type StationDay,
  type Trace,
} from './trace.ts';

type Days = Parameters<typeof rowsIn>[0];
type Kin = Parameters<typeof historiesOf>[0];

/** The disputes that rows tell of, */
export const disputesIn = (facts: Kin, days: Days): History<DisputeRow>[] =>
  historiesOf(
    facts,
    rowsIn(days, 'disputes'),
    ({ dispute }) => dispute,
    ({ event }) => event === 'opened',
  );

/** the cases, also those that do not count, */
export const casesIn = (facts: Kin, days: Days): History<CaseRow>[] =>
  historiesOf(
    facts,
    rowsIn(days, 'cases'),
    (row) => row.case,
    ({ event }) => event === 'filed',
  );

/** and the follow-ups. */
export const followUpsIn = (facts: Kin, days: Days): History<FollowUpRow>[] =>
  historiesOf(
    facts,
    rowsIn(days, 'followUps'),
    ({ item }) => item,
    ({ event }) => event === 'raised',
  );

/** A trace of every event of a thing, in the village of its opening; what an event adds is looked up. */
function tracesOf<T extends { readonly grid?: string }>(
  list: ListName,
  { home, id, opening, events }: History<T>,
  kind: string | undefined,
  adds: ReadonlyMap<Placed<T>, Measures>,
): Trace[] {
  return events.map((event) => ({
    station: event.station,
    day: event.day,
    row: { list, position: event.position },
    measures: adds.get(event) ?? {},
    about: `${list} ${home} ${id}`,
    grid: opening?.row.grid ?? null,
    kind: kind ?? null,
  }));
}

/** Sums that grow one addition at a time, by event. */
function ledger<T>() {
  const adds = new Map<Placed<T>, Record<string, number>>();
  return {
    adds,
    add(event: Placed<T> | undefined, measure: string, amount = 1) {
      if (!event) return;
      const sums = adds.get(event) ?? {};
      sums[measure] = (sums[measure] ?? 0) + amount;
      adds.set(event, sums);
    },
  };
}

/** As `disputes.sql`. What an officer reached is told by the resolution that reached the quota. */
export const DISPUTES_SOURCE: Source = {
  measures: [
    'disputes_opened',
    'disputes_resolved',
    'disputes_escalated',
    'days_to_resolution',
    'settled_in_village',
    'settled_in_town',
    'officers_on_quota',
  ],
  lists: ['disputes'],
  stations: (facts) =>
    kinOf(facts, [
      ...facts.own,
      ...[...facts.own].flatMap((station) => facts.manifest.stations[station]?.others ?? []),
    ]),
  reads: isKnown,
  *trace(facts, days) {
    const { span, own, book, manifest } = facts;
    const rows = rowsIn(days, 'disputes');
    const cohort = disputesIn(facts, days).filter(
      ({ opening }) => opening && inPeriod(span, opening.day),
    );
    const quotaOfficers = new Set(
      book
        .rosterOn(span.last)
        ?.rows.filter(({ station, role }) => own.has(station) && role === 'community_officer')
        .map(({ officer }) => officer),
    );
    const resolutions: { officer: string; last: Placed<DisputeRow> }[] = [];
    const { adds, add } = ledger<DisputeRow>();
    for (const { home, opening, events } of cohort) {
      const last = events.at(-1);
      const escalated = events.find(({ row }) => row.event === 'escalated');
      const resolved = last?.row.event === 'resolved' && !escalated ? last : undefined;
      if (resolved) resolutions.push({ officer: opening?.row.officer ?? '', last: resolved });
      if (!own.has(home) || !opening) continue;
      add(opening, 'disputes_opened');
      add(escalated, 'disputes_escalated');
      if (!resolved) continue;
      const { level } = resolved.row;
      add(resolved, 'disputes_resolved');
      add(resolved, 'days_to_resolution', daysBetween(opening.day, resolved.day));
      if (level === 'post' || level === 'office') add(resolved, 'settled_in_village');
      if (level !== 'bureau') add(resolved, 'settled_in_town');
    }
    const place = new Map(
      rows.map((row, index) => [`${row.station} ${row.day} ${row.position}`, index]),
    );
    const placeOf = ({ station, day, position }: Placed<unknown>) =>
      place.get(`${station} ${day} ${position}`) ?? 0;
    for (const [officer, reached] of Map.groupBy(resolutions, (one) => one.officer)) {
      if (!quotaOfficers.has(officer)) continue;
      reached.sort((a, b) => placeOf(a.last) - placeOf(b.last));
      // The others add nothing, but the quota rests on them.
      reached.forEach(({ last }, index) => {
        add(last, 'officers_on_quota', index === manifest.quota - 1 ? 1 : 0);
      });
    }
    for (const history of cohort) {
      yield* tracesOf('disputes', history, history.opening?.row.category, adds);
    }
  },
};

/** As `follow_ups.sql`. */
export const FOLLOW_UPS_SOURCE: Source = {
  measures: ['items_raised', 'items_closed', 'hazards_raised', 'hazards_closed'],
  lists: ['followUps'],
  stations: (facts) => kinOf(facts, facts.own),
  reads: isKnown,
  *trace(facts, days) {
    for (const history of followUpsIn(facts, days)) {
      const { home, opening, events } = history;
      if (!opening || !inPeriod(facts.span, opening.day) || !facts.own.has(home)) continue;
      const closed = events.find(({ row }) => row.event === 'closed');
      const { adds, add } = ledger<FollowUpRow>();
      add(opening, 'items_raised');
      add(closed, 'items_closed');
      if (opening.row.kind === 'hazard') {
        add(opening, 'hazards_raised');
        add(closed, 'hazards_closed');
      }
      yield* tracesOf('followUps', history, opening.row.kind, adds);
    }
  },
};

interface KnownCase {
  readonly history: History<CaseRow>;
  readonly category: NonNullable<CaseRow['category']>;
  readonly solved: Placed<CaseRow> | undefined;
}

/** The cases that count: not withdrawn, and filed or, where old, solved with their category named. */
function knownCases(facts: Facts, days: readonly StationDay[]): KnownCase[] {
  return casesIn(facts, days).flatMap((history) => {
    if (history.events.some(({ row }) => row.event === 'withdrawn')) return [];
    const solved = history.events.find(({ row }) => row.event === 'solved');
    const category = history.opening?.row.category ?? solved?.row.category;
    return category === undefined ? [] : [{ history, category, solved }];
  });
}

const isCriminal = ({ category }: KnownCase) => category !== 'public_order';

/** Groups of cases by the measure that counts their filings; of public order no KPI asks. */
const GROUPS: Readonly<Record<string, (known: KnownCase, facts: Facts) => boolean>> = {
  criminal: isCriminal,
  public_order: (known) => !isCriminal(known),
  eight_major: ({ category }, { manifest }) => manifest.eightMajor.includes(category),
  theft: ({ category }) => category === 'theft',
  theft_robbery_fraud: ({ category }) =>
    ['theft', 'snatching', 'robbery', 'fraud'].includes(category),
  telecom_fraud: ({ category }) => category === 'telecom_fraud',
  homicide: ({ category }) => category === 'homicide',
};

/** As `cases.sql`. */
export const CASES_SOURCE: Source = {
  measures: [
    ...Object.keys(GROUPS).flatMap((group) => [`${group}_filed`, `${group}_filed_before`]),
    'criminal_solved',
    'criminal_solved_before',
    'homicide_filed_this_year',
    'homicide_cleared_this_year',
  ],
  lists: ['cases'],
  stations: (facts) => kinOf(facts, facts.own),
  reads: isKnown,
  *trace(facts, days) {
    const { span, own } = facts;
    for (const known of knownCases(facts, days)) {
      const { history, category, solved } = known;
      const filed = history.opening;
      if (!own.has(history.home)) continue;
      const { adds, add } = ledger<CaseRow>();
      const addIn = (event: Placed<CaseRow> | undefined, measure: string) => {
        if (!event) return;
        if (inPeriod(span, event.day)) add(event, measure);
        else if (inYearBefore(span, event.day)) add(event, `${measure}_before`);
      };
      for (const [group, includes] of Object.entries(GROUPS)) {
        if (includes(known, facts)) addIn(filed, `${group}_filed`);
      }
      if (isCriminal(known)) addIn(solved, 'criminal_solved');
      if (
        category === 'homicide' &&
        filed &&
        filed.day >= span.yearFirst &&
        filed.day <= span.last
      ) {
        add(filed, 'homicide_filed_this_year');
        add(solved, 'homicide_cleared_this_year');
      }
      yield* tracesOf('cases', history, category, adds);
    }
  },
};

/**
 * The grids' part of `cases.sql`, told by what speaks against it: every grid counts as free (a row
 * of the reference data), and the first case or incident in it takes that away.
 */
export const TROUBLE_SOURCE: Source = {
  measures: ['zero_case_grids', 'three_zero_grids'],
  lists: ['cases', 'incidents'],
  stations: (facts) => kinOf(facts, [...facts.own, ...ownersOf(facts)]),
  reads: isKnown,
  *trace(facts, days) {
    const { span, grids } = facts;
    const withCase = new Set<string>();
    const troubled = new Set<string>();
    const filings = knownCases(facts, days)
      .filter((known) => isCriminal(known))
      .flatMap(({ history: { opening }, category }) =>
        opening ? [{ placed: opening, list: 'cases', kind: category, adds: {} } as const] : [],
      );
    // Incidents count by their kind too, which no KPI asks for.
    const incidents = rowsIn(days, 'incidents').map((placed) => {
      const { kind, count } = placed.row;
      return { placed, list: 'incidents', kind, adds: { [kind]: count } } as const;
    });
    for (const { placed, list, kind, adds } of [...filings, ...incidents]) {
      const { station, day, position, row } = placed;
      const { grid } = row;
      if (grid === undefined || !grids.has(grid) || !inPeriod(span, day)) continue;
      const measures = {
        ...adds,
        ...(list === 'cases' && !withCase.has(grid) && { zero_case_grids: -1 }),
        ...(!troubled.has(grid) && { three_zero_grids: -1 }),
      };
      if (list === 'cases') withCase.add(grid);
      troubled.add(grid);
      yield { station, day, row: { list, position }, measures, about: null, grid, kind };
    }
  },
};
