/**
 * Fills the drafts of a branch's stations with the rows of another system's export. What waits
 * there or was received before is not added again, so that the same
 * export can be imported any number of times.
 */
import { addDays, type Day } from '../calendar/day.ts';
import { forEachOf } from '../concurrency.ts';
import type { KnownPorts } from '../drafts/days.ts';
import type { Past } from '../drafts/items.ts';
import { readPast } from '../drafts/known.ts';
import type { DraftPorts } from '../drafts/objects.ts';
import { eventKey, likeness, Received } from '../drafts/received.ts';
import { addWaiting, MAX_WAITING, type NewRow, type Waiting } from '../drafts/waiting.ts';
import type { Names } from '../submissions/contract.ts';
import { LISTED_ERRORS } from '../submissions/errors.ts';
import { message } from '../submissions/messages.ts';
import type { ReferenceBook } from '../units/book.ts';
import type { Mapping } from './mapping.ts';
import { createJudge, type ImportError, type Importer, type JudgedRow } from './rows.ts';
import type { Table } from './table.ts';

export type ImportPorts = KnownPorts & DraftPorts;

export interface ImportResult {
  /** Rows of the file, the headings not counted. */
  readonly rows: number;
  readonly filled: number;
  /** Waiting or received before, or twice in the file. */
  readonly repeated: number;
  /** Stations whose drafts were filled, by code. */
  readonly stations: readonly {
    readonly station: string;
    readonly days: number;
    readonly rows: number;
  }[];
  /** By row, at most `LISTED_ERRORS`; a row with an error is in no draft. */
  readonly errors: readonly ImportError[];
  /** How many errors there are beyond. */
  readonly more: number;
}

/**
 * What was received is looked for so many days before and after the file's days, and in so many
 * documents that no form has asked for yet; an import of a hundred stations has to end in time.
 * What is not found here is when a station opens its draft, and not offered then.
 */
const LOOK_AROUND = 31;
const DOCUMENTS_LOOKED_UP = 1000;
const STATIONS_AT_ONCE = 8;

const TOO_MANY: Names = {
  zh: `该派出所待确认的记录已达 ${MAX_WAITING} 条，请派出所先确认`,
  en: `${MAX_WAITING} rows wait at this station already; let it confirm them first`,
};

/** A row with its number among the equal ones of its day, where its list has no ids. */
type Numbered = JudgedRow & { readonly nth?: number };

/** Imports a table's rows; with `dryRun` only says what would be done. Columns must all be there. */
export async function importRows(
  ports: ImportPorts,
  book: ReferenceBook,
  importer: Importer,
  {
    source,
    mapping,
    table,
    dryRun,
  }: {
    readonly source: string;
    readonly mapping: Mapping;
    readonly table: Table;
    readonly dryRun: boolean;
  },
): Promise<ImportResult> {
  const judge = createJudge(mapping, table.headings, book, importer);
  const errors: ImportError[] = [];
  const judged: JudgedRow[] = [];
  for (const row of table.rows) {
    const outcome = judge(row);
    if ('station' in outcome) judged.push(outcome);
    else errors.push(...outcome);
  }
  let repeated = 0;
  const stations: { station: string; days: number; rows: number }[] = [];
  const budget = { left: DOCUMENTS_LOOKED_UP };
  const byStation = Map.groupBy(judged, ({ station }) => station);
  await forEachOf(byStation, STATIONS_AT_ONCE, async ([station, rows]) => {
    const past = await pastAround(ports, book, station, rows, importer.today, budget);
    const fresh = withoutRepeats(rows, Received.of(past.days));
    let picked = pick(fresh, { count: 0, of: () => [] });
    await addWaiting(ports, { station, source, dryRun }, (waiting) => {
      picked = pick(fresh, waiting);
      return picked.added;
    });
    const { added, refused } = picked;
    repeated += rows.length - added.length - refused.length;
    errors.push(...refused);
    if (added.length === 0) return;
    stations.push({ station, days: new Set(added.map(({ day }) => day)).size, rows: added.length });
  });
  errors.sort((a, b) => a.row - b.row);
  return {
    rows: table.rows.length,
    filled: stations.reduce((total, { rows }) => total + rows, 0),
    repeated,
    stations: stations.sort((a, b) => (a.station < b.station ? -1 : 1)),
    errors: errors.slice(0, LISTED_ERRORS),
    more: Math.max(0, errors.length - LISTED_ERRORS),
  };
}

function pastAround(
  ports: ImportPorts,
  book: ReferenceBook,
  station: string,
  rows: readonly JudgedRow[],
  today: Day,
  budget: { left: number },
): Promise<Past> {
  const days = rows.map(({ day }) => day).sort();
  const [first = today, last = today] = [days[0], days.at(-1)];
  const to = addDays(last, LOOK_AROUND);
  const window = { from: addDays(first, -LOOK_AROUND), to: to < today ? to : today };
  return readPast(ports, book, { station, day: last, today }, window, budget);
}

/** The station's rows that neither stand earlier in the file nor were received. */
function withoutRepeats(rows: readonly JudgedRow[], received: Received): Numbered[] {
  const inFile = new Received();
  return rows.flatMap((judged) => {
    const { list, row, day } = judged;
    if (list === 'incidents') {
      const nth = inFile.count(row, day) + 1;
      inFile.add(list, row, day);
      return received.has(list, row, day, nth) ? [] : [{ ...judged, nth }];
    }
    if (inFile.has(list, row, day) || received.has(list, row, day)) return [];
    inFile.add(list, row, day);
    return [judged];
  });
}

/** The rows that do not wait yet, and those that there is no room for. */
function pick(
  rows: readonly Numbered[],
  waiting: Waiting,
): { readonly added: readonly Numbered[]; readonly refused: readonly ImportError[] } {
  const identity = ({ list, row, nth }: Omit<NewRow, 'day'>) =>
    nth === undefined ? eventKey(list, row) : `${nth}\n${likeness(row)}`;
  const keysOf = new Map<Day, ReadonlySet<string>>();
  const isWaiting = (one: Numbered) => {
    const keys = keysOf.get(one.day) ?? new Set(waiting.of(one.day).map(identity));
    keysOf.set(one.day, keys);
    return keys.has(identity(one));
  };
  const fresh = rows.filter((one) => !isWaiting(one));
  const room = Math.max(0, MAX_WAITING - waiting.count);
  return {
    added: fresh.slice(0, room),
    refused: fresh.slice(room).map(({ at }) => ({
      ...{ row: at, column: null, code: 'too_large' },
      messages: message({ zh: `第 ${at} 行`, en: `row ${at}` }, TOO_MANY),
    })),
  };
}
