/**
 * Fills the drafts of a branch's stations with the rows of another system's export. What waits
 * there, was turned down or was received before is not added again, so that the same export can
 * be imported any number of times.
 */
import { addDays, type Day } from '../calendar/day.ts';
import { forEachOf } from '../concurrency.ts';
import type { KnownPorts } from '../drafts/days.ts';
import type { Past } from '../drafts/items.ts';
import { readPast } from '../drafts/known.ts';
import type { DraftPorts } from '../drafts/objects.ts';
import { Received } from '../drafts/received.ts';
import { addWaiting, MAX_WAITING } from '../drafts/waiting.ts';
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
  /** Waiting, turned down or received before, or twice in the file. */
  readonly repeated: number;
  /** Stations whose drafts were filled, by code. */
  readonly stations: readonly {
    readonly station: string;
    /** The last of the days. */
    readonly last: Day;
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
 * documents that no form has asked for yet, each station having its share of them; an import of
 * a hundred stations has to end in time.
 * What is not found here is when a station opens its draft, and not offered then.
 */
const LOOK_AROUND = 31;
const DOCUMENTS_LOOKED_UP = 1000;
const STATIONS_AT_ONCE = 8;

const TOO_MANY: Names = {
  zh: `该派出所待确认的记录已达 ${MAX_WAITING} 条，请派出所先确认`,
  en: `${MAX_WAITING} rows wait at this station already; let it confirm them first`,
};

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
  const errors: ImportError[] = [];
  let more = 0;
  const judge = createJudge(mapping, table.headings, book, importer, (describe) => {
    if (errors.length < LISTED_ERRORS) errors.push(describe());
    else more += 1;
  });
  const judged = table.rows.flatMap((row) => judge(row) ?? []);
  let repeated = 0;
  const stations: ImportResult['stations'][number][] = [];
  const withoutRoom: number[] = [];
  const byStation = Map.groupBy(judged, ({ station }) => station);
  const share = Math.floor(DOCUMENTS_LOOKED_UP / byStation.size);
  await forEachOf(byStation, STATIONS_AT_ONCE, async ([station, rows]) => {
    const past = await pastAround(ports, book, station, rows, importer.today, share);
    const received = Received.of(past.days);
    const fresh = withoutRepeats(rows, received);
    const to = { station, source, dryRun };
    const { added, refused } = await addWaiting(ports, to, fresh, received);
    repeated += rows.length - added.length - refused.length;
    for (const { at } of refused) withoutRoom.push(at);
    const days = [...new Set(added.map(({ day }) => day))].sort();
    const last = days.at(-1);
    if (last !== undefined) stations.push({ station, last, days: days.length, rows: added.length });
  });
  const found = errors.length + more + withoutRoom.length;
  withoutRoom.sort((a, b) => a - b);
  const listed = [...errors, ...withoutRoom.slice(0, LISTED_ERRORS).map(noRoomFor)]
    .sort((a, b) => a.row - b.row)
    .slice(0, LISTED_ERRORS);
  return {
    rows: table.rows.length,
    filled: stations.reduce((total, { rows }) => total + rows, 0),
    repeated,
    stations: stations.sort((a, b) => (a.station < b.station ? -1 : 1)),
    errors: listed,
    more: found - listed.length,
  };
}

function pastAround(
  ports: ImportPorts,
  book: ReferenceBook,
  station: string,
  rows: readonly JudgedRow[],
  today: Day,
  most: number,
): Promise<Past> {
  const days = rows.map(({ day }) => day).sort();
  const [first = today, last = today] = [days[0], days.at(-1)];
  const to = addDays(last, LOOK_AROUND);
  const window = { from: addDays(first, -LOOK_AROUND), to: to < today ? to : today };
  return readPast(ports, book, { station, day: last, today }, window, most);
}

/** The station's rows, in the order of days, that neither stand twice in the file nor were received. */
function withoutRepeats(rows: readonly JudgedRow[], received: Received): JudgedRow[] {
  const known = received.among(rows);
  const inFile = new Received();
  const inOrder = rows.toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
  return inOrder.filter((judged) => {
    if (known.has(judged)) return false;
    // An export may list equal accidents; each of its rows is one.
    if (judged.list === 'incidents') return true;
    if (inFile.among([judged]).size > 0) return false;
    inFile.add(judged);
    return true;
  });
}

const noRoomFor = (row: number): ImportError => ({
  ...{ row, column: null, code: 'too_large' },
  messages: message({ zh: `第 ${row} 行`, en: `row ${row}` }, TOO_MANY),
});
