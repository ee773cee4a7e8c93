/** The patterns that must be found, each at its stated strength, planted into honest months. */
import type { Random } from '../../local/demo/generator/random.ts';
import { addDays, type Day, daysBetween } from '../../shared/calendar/day.ts';
import { groupOf } from '../../shared/submissions/contract.ts';
import { type Count, type Month, receivedAfter, reportAlso } from './honest.ts';
import { STEP, type Station, type TimeRow } from './province.ts';

export interface Planting {
  readonly station: Station;
  /** The station's months, oldest first; the last is the one under judgement. */
  readonly months: readonly Month[];
  /** The last month of every station. */
  readonly all: ReadonlyMap<string, Month>;
  /** An honest station that an officer may be borrowed from. */
  readonly other: Station;
  readonly random: Random;
}

const isWork = (row: TimeRow) => groupOf(row.activity) !== 'leave';
const isCommunity = (row: TimeRow) => groupOf(row.activity) === 'community';
const minutesOf = (rows: readonly TimeRow[]) => rows.reduce((sum, row) => sum + row.minutes, 0);

function lastOf({ months }: Planting): Month {
  const last = months.at(-1);
  if (!last) throw new Error('no months');
  return last;
}

/** Some of the items, each as likely as the next. */
function some<T>(items: readonly T[], count: number, random: Random): T[] {
  const left = [...items];
  return Array.from({ length: Math.min(count, left.length) }, () =>
    left.splice(random.whole(0, left.length - 1), 1),
  ).flat();
}

/**
 * Renames steps of half an hour until the share of time in the community is the one asked for, to
 * within a step: what was done stays as it was.
 */
function setShare(station: Station, month: Month, share: number, random: Random): void {
  const reports = [...month.days.values()];
  const work = minutesOf(reports.flatMap(({ time }) => time.filter(isWork)));
  let missing = share * work - minutesOf(reports.flatMap(({ time }) => time.filter(isCommunity)));
  for (let tries = 0; Math.abs(missing) >= STEP / 2 + 1 && tries < 1e6; tries += 1) {
    const report = random.pick(reports);
    const from = report.time.filter((row) => isWork(row) && isCommunity(row) === missing < 0);
    if (from.length === 0) continue;
    const row = random.pick(from);
    const step = Math.min(STEP, row.minutes);
    row.minutes -= step;
    if (row.minutes === 0) report.time.splice(report.time.indexOf(row), 1);
    const to = report.time.find(
      ({ officer, activity }) =>
        officer === row.officer && (missing > 0 ? 'community_patrol' : 'paperwork') === activity,
    );
    if (to) to.minutes += step;
    else {
      const { officer } = row;
      const home = station.officers.find(({ id }) => id === officer)?.home ?? station.code;
      report.time.push(
        missing > 0
          ? { officer, activity: 'community_patrol', grid: home, minutes: step }
          : { officer, activity: 'paperwork', grid: null, minutes: step },
      );
    }
    missing += missing > 0 ? -step : step;
  }
}

function copyDays(planting: Planting): void {
  const { random } = planting;
  const { days } = lastOf(planting);
  const long = [...days].filter(([, { time }]) => time.filter(isWork).length >= 3);
  const [source] = some(long, 1, random);
  if (!source) return;
  const others = [...days.keys()].filter((day) => day !== source[0]);
  for (const day of some(others, 5, random)) {
    const report = days.get(day);
    if (report) report.time = source[1].time.map((row) => ({ ...row }));
  }
}

function heap(planting: Planting): void {
  const { random } = planting;
  const rows = [...lastOf(planting).days.values()].flatMap(({ time }) => time.filter(isWork));
  const others = rows.filter(({ minutes }) => minutes % 120 !== 0);
  const wanted = Math.ceil(0.8 * rows.length) - (rows.length - others.length);
  for (const row of some(others, Math.max(0, wanted), random)) {
    row.minutes = 120 * Math.max(1, Math.round(row.minutes / 120));
  }
}

function overwork(planting: Planting): void {
  const { random, station } = planting;
  const { id: officer, home: grid } = random.pick(station.officers);
  for (const [, report] of some([...lastOf(planting).days], 6, random)) {
    const worked = minutesOf(report.time.filter((row) => row.officer === officer && isWork(row)));
    const minutes = STEP * random.whole(29, 36) - worked;
    if (minutes > 0) report.time.push({ officer, activity: 'community_patrol', grid, minutes });
  }
}

function borrow({ station, other, all, random }: Planting): void {
  // The neighbour's officer with the most days, so that there are four to borrow.
  const reports = [...(all.get(other.code)?.days.values() ?? [])];
  const days = (id: string) =>
    reports.filter(({ time }) => time.some(({ officer }) => officer === id)).length;
  const [busiest] = [...other.officers].sort((a, b) => days(b.id) - days(a.id));
  for (let left = 4; busiest && left > 0; left -= 1) reportAlso(busiest.id, station, all, random);
}

function resolveAtOnce(planting: Planting): void {
  const { random } = planting;
  const { disputes } = lastOf(planting);
  const chosen = new Set(some(disputes, Math.round(0.9 * disputes.length), random));
  for (const dispute of disputes) {
    if (chosen.has(dispute)) dispute.resolved = dispute.opened;
    else if (dispute.resolved === dispute.opened) dispute.resolved = addDays(dispute.opened, 2);
  }
}

function backFill(planting: Planting): void {
  const { random } = planting;
  const { days } = lastOf(planting);
  for (const [day, report] of days) report.received = receivedAfter(day, 0);
  for (const [day, report] of some([...days], Math.ceil(0.6 * days.size), random)) {
    report.received = receivedAfter(day, random.whole(9, 25));
  }
}

function equate(planting: Planting): void {
  const { random } = planting;
  const visiting = [...lastOf(planting).days.values()].filter(({ counts }) =>
    counts.some(({ kind }) => kind === 'household_visited'),
  );
  for (const report of some(visiting, 15, random)) {
    const visits = report.counts.filter(({ kind }) => kind === 'household_visited');
    const cards = visits.map((row): Count => ({ ...row, kind: 'contact_card_issued' }));
    report.counts = [
      ...report.counts.filter(({ kind }) => kind !== 'contact_card_issued'),
      ...cards,
    ];
  }
}

/** As many disputes as the target divides, and exactly so many of them resolved. */
function meetExactly({ months, station, random }: Planting): void {
  for (const month of some(months, 4, random)) {
    const { disputes, days } = month;
    const wanted = 20 * Math.max(1, Math.round(disputes.length / 20));
    const opened = [...days.keys()];
    while (disputes.length < wanted) {
      const officer = random.pick(station.officers);
      const day = random.pick(opened);
      const id = `X-${day}-${disputes.length}`;
      const resolved = addDays(day, 2);
      disputes.push({ id, opened: day, resolved, grid: officer.home, officer: officer.id });
    }
    disputes.length = wanted;
    const open = new Set(some(disputes, wanted / 20, random));
    for (const dispute of disputes) {
      const late = dispute.resolved === null || daysBetween(dispute.opened, dispute.resolved) > 6;
      if (open.has(dispute)) dispute.resolved = null;
      else if (late) dispute.resolved = addDays(dispute.opened, 4);
    }
  }
}

function waitForMonthEnd(planting: Planting): void {
  const { random } = planting;
  const { disputes, days } = lastOf(planting);
  const lastDay = [...days.keys()].at(-1) ?? '';
  const lastDays: readonly Day[] = [lastDay, addDays(lastDay, -1), addDays(lastDay, -2)];
  const early = disputes.filter(({ opened }) => !lastDays.includes(opened));
  const wanted = Math.round(0.7 * disputes.length) - (disputes.length - early.length);
  for (const dispute of some(early, Math.max(0, wanted), random)) {
    const { opened, resolved } = dispute;
    dispute.opened = random.pick(lastDays);
    dispute.resolved = resolved && addDays(dispute.opened, daysBetween(opened, resolved));
  }
}

function rename(planting: Planting): void {
  const { months, station, random } = planting;
  const before = months.at(-2);
  if (!before) return;
  const share = 0.55 + 0.13 * random.next();
  setShare(station, before, share, random);
  setShare(station, lastOf(planting), share + 0.25, random);
}

/** How each flag's pattern is planted. */
export const PLANTS: Readonly<Record<string, (planting: Planting) => void>> = {
  above_95: (planting) => setShare(planting.station, lastOf(planting), 0.97, planting.random),
  copied_days: copyDays,
  heaped_minutes: heap,
  implausible_hours: overwork,
  two_stations: borrow,
  target_hugging: ({ station, months, random }) => {
    for (const month of months) {
      setShare(station, month, 0.8005 + 0.004 * random.next(), random);
    }
  },
  same_day_resolution: resolveAtOnce,
  back_filled: backFill,
  equal_totals: equate,
  exact_target: meetExactly,
  month_end: waitForMonthEnd,
  jump: rename,
};
