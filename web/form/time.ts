/** Working time by officer: who is confirmed, and how much of it was spent in the community. */
import { ACTIVITIES, type ActivityGroup } from '../../shared/submissions/contract.ts';
import { containsPersonalData } from '../../shared/submissions/personal-data.ts';
import type { FormLists, FormRow, Values } from './rows.ts';
import { valuesOf } from './rows.ts';
import type { Known, KnownOfficer } from './shapes.ts';

/** The share in the community that is asked for: the province's 80 %, the city standard's 85 %. */
export const BAND = { low: 0.8, high: 0.85 } as const;
/** Minutes of a whole working day: of leave, and of the first activity until others are typed. */
export const WHOLE_DAY = 480;
/** Minutes go up and down by this step. */
export const STEP = 30;

export type Minutes = Readonly<Record<ActivityGroup, number>>;

/** An officer's line in the table. */
export interface OfficerLine extends KnownOfficer {
  readonly rows: readonly FormRow[];
  /** The usual day; empty where none is known. */
  readonly suggestion: readonly Values[];
  /** `opened`: rows stand there, but nobody has confirmed them. */
  readonly state: 'confirmed' | 'opened' | 'suggested' | 'empty';
  /** Of the rows, or of the suggestion where there are none. */
  readonly minutes: Minutes;
}

const NO_MINUTES: Minutes = { community: 0, diverted: 0, desk: 0, leave: 0 };

/** Minutes of each group; a row that is not right yet counts nothing. */
export function minutesOf(rows: readonly Values[]): Minutes {
  const sums: Record<ActivityGroup, number> = { ...NO_MINUTES };
  for (const { activity, minutes } of rows) {
    if (typeof activity !== 'string' || !Object.hasOwn(ACTIVITIES, activity)) continue;
    if (typeof minutes !== 'number' || !Number.isInteger(minutes) || minutes < 1) continue;
    sums[ACTIVITIES[activity as keyof typeof ACTIVITIES].group] += minutes;
  }
  return sums;
}

export const addMinutes = (all: readonly Minutes[]): Minutes =>
  all.reduce(
    (sum, one) => ({
      community: sum.community + one.community,
      diverted: sum.diverted + one.diverted,
      desk: sum.desk + one.desk,
      leave: sum.leave + one.leave,
    }),
    NO_MINUTES,
  );

/** Working time: all but leave. */
export const workingMinutes = ({ community, diverted, desk }: Minutes): number =>
  community + diverted + desk;

/** Share of the working time that was spent in the community; null where there was none. */
export function communityShare(minutes: Minutes): number | null {
  const working = workingMinutes(minutes);
  return working === 0 ? null : minutes.community / working;
}

/**
 * The officers of the roster in its order, then those of whom there are rows all the same; and
 * the rows that name no officer, who must be told what is wrong with them.
 */
export function officerLines(
  lists: FormLists,
  confirmed: readonly string[],
  known: Known,
): { readonly lines: readonly OfficerLine[]; readonly strays: readonly FormRow[] } {
  const rowsOf = Map.groupBy(lists.officerTime, (row) => officerOf(row));
  const listed = new Set(known.officers.map(({ officer }) => officer));
  const others = [...rowsOf.keys()].filter((one) => one !== undefined && !listed.has(one));
  const patterns = new Map(known.patterns.map((pattern) => [pattern.officer, pattern.rows]));
  const officers = [
    ...known.officers,
    ...others.map((officer) => ({ officer: officer ?? '', role: '', grids: [] })),
  ];
  const lines = officers.map((one): OfficerLine => {
    const rows = rowsOf.get(one.officer) ?? [];
    const suggestion = (patterns.get(one.officer) ?? []).map((row) => ({
      ...{ officer: one.officer, activity: row.activity },
      ...(row.grid !== undefined && { grid: row.grid }),
      minutes: row.minutes,
    }));
    const state =
      rows.length === 0
        ? suggestion.length > 0
          ? 'suggested'
          : 'empty'
        : confirmed.includes(one.officer)
          ? 'confirmed'
          : 'opened';
    const minutes = minutesOf(rows.length > 0 ? rows.map(valuesOf) : suggestion);
    return { ...one, rows, suggestion, state, minutes };
  });
  return { lines, strays: rowsOf.get(undefined) ?? [] };
}

/** The officer whose row it is; undefined where it names none, or something never to be repeated. */
function officerOf(row: FormRow): string | undefined {
  const { officer } = valuesOf(row);
  return typeof officer === 'string' && officer !== '' && !containsPersonalData(officer)
    ? officer
    : undefined;
}

/** The station's day as the bar shows it; only what is confirmed counts. */
export interface DayTotals {
  readonly officers: number;
  readonly confirmed: number;
  /** Officers with a suggestion or rows that nobody has confirmed. */
  readonly unconfirmed: number;
  readonly minutes: Minutes;
}

export function totalsOf(lines: readonly OfficerLine[]): DayTotals {
  const confirmed = lines.filter(({ state }) => state === 'confirmed');
  return {
    officers: lines.length,
    confirmed: confirmed.length,
    unconfirmed: lines.filter(({ state }) => state === 'suggested' || state === 'opened').length,
    minutes: addMinutes(confirmed.map(({ minutes }) => minutes)),
  };
}
