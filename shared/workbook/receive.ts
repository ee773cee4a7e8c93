/**
 * Checks or sends the days of a workbook or CSV file, through the same validation and with the
 * same receipts as every other way in, and brings each error back to the cell that it is about.
 */
import { type Day, dayAt } from '../calendar/day.ts';
import { forEachOf } from '../concurrency.ts';
import { contentHash } from '../submissions/content.ts';
import { LIST_NAMES, type ListName } from '../submissions/contract.ts';
import { LISTED_ERRORS, type RefusalError } from '../submissions/errors.ts';
import { revisionsOf } from '../submissions/ledger.ts';
import type { Receipt } from '../submissions/receipt.ts';
import { type Outcome, receiveSubmissions, type Sender } from '../submissions/receive.ts';
import type { ReceivePorts } from '../submissions/settle.ts';
import { type Validated, validateSubmission } from '../submissions/validate.ts';
import type { ReferenceBook } from '../units/book.ts';
import { type ReadDay, type ReadDays, readDays } from './days.ts';
import { csvEmpty, type Faulty, faulty, MAX_DAYS } from './faults.ts';
import { type LocatedError, locator } from './locate.ts';
import { openTables, type Table } from './tables.ts';

export interface DayAnswer {
  readonly date: Day;
  /** `ready`: it would be accepted. */
  readonly outcome: 'ready' | 'accepted' | 'unchanged' | 'refused';
  /** The revision that was held before; 0 where there was none that the sender may know of. */
  readonly latestRevision: number;
  /** Of an `unchanged` day the revision that has this content: it need not be the one that counts. */
  readonly revision?: number;
  /** Rows in each list. */
  readonly counts: Readonly<Record<ListName, number>>;
  /** Errors of the day itself. */
  readonly errors: number;
  readonly receipt?: Receipt;
}

export interface WorkbookAnswer {
  readonly station: string;
  /** Rows of all lists. */
  readonly rows: number;
  /** In their order. Where an error has no date, no day is sent. */
  readonly days: readonly DayAnswer[];
  /** First those of the file, then day by day; at most 1,000. */
  readonly errors: readonly LocatedError[];
  /** How many errors there are beyond those listed. */
  readonly more: number;
}

export type WorkbookOutcome =
  | {
      readonly ok: true;
      readonly answer: WorkbookAnswer;
      readonly format: 'xlsx' | 'csv';
      readonly tables: readonly Table[];
    }
  | Faulty
  /** The station is none of the sender's branch, neither today nor on any day of the file. */
  | { readonly ok: false; readonly fault: 'outside' };

export interface WorkbookUpload {
  readonly bytes: Uint8Array;
  readonly station: string;
  /** Whether the days that are right are received, or only checked. */
  readonly send: boolean;
}

/** Days looked up at once. */
const DAYS_AT_ONCE = 8;

/**
 * Reads the file as days of the station and checks or receives each on its own. What keeps a row
 * from being put into any day keeps the whole file from being sent. Throws only where a store
 * fails; what was stored until then is a replay next time.
 */
export async function receiveWorkbook(
  ports: ReceivePorts,
  book: ReferenceBook,
  sender: Sender,
  { bytes, station, send }: WorkbookUpload,
): Promise<WorkbookOutcome> {
  // Of another's station nothing is read, whatever the file is.
  if (!wasEverWithin(book, sender.unit, station)) return { ok: false, fault: 'outside' };
  const opened = await openTables(bytes);
  if (!opened.ok) return opened;
  const { tables, format } = opened;
  const today = dayAt(ports.clock());
  /** Whether the sender may know of the station's day. */
  const isOurs = (day: Day) =>
    [today, day].some((on) => book.unitsOn(on).isWithin(sender.unit, station));
  const read = readDays(tables, station, (day) => book.gridsOn(day).codesByName(station));
  if (![today, ...read.days.map(({ date }) => date)].some(isOurs)) {
    return { ok: false, fault: 'outside' };
  }
  if (!read.isTemplate) return faulty('workbook_not_template');
  if (read.days.length > MAX_DAYS) return faulty('workbook_too_large');
  if (read.days.length === 0 && read.problems.length === 0) {
    return format === 'csv' ? csvEmpty() : faulty('workbook_empty');
  }

  const isBlocked = read.problems.some(({ date }) => date === null);
  const context = { today, role: sender.role };
  const judged: Judged = new Map(
    read.days.map(({ date, document }) => {
      const reference = isOurs(date) ? book : undefined;
      return [date, validateSubmission(document, { ...context, reference })];
    }),
  );
  const spoilt = new Set(read.problems.map(({ date }) => date));
  const isGood = ({ date }: ReadDay) => !isBlocked && judged.get(date)?.ok && !spoilt.has(date);
  const good = read.days.filter(isGood);
  const known = read.days.filter(({ date }) => isOurs(date));
  const held = await heldBefore(ports, station, known);
  const received = send ? await sendDays(ports, book, sender, good) : undefined;
  const { errors, more, perDay } = errorsOf(read, tables, judged, received);
  return {
    ok: true,
    format,
    tables,
    answer: {
      station,
      rows: read.rows,
      days: read.days.map((day) => ({
        ...dayOutcome(day, good.includes(day) ? judged.get(day.date) : undefined, held, received),
        counts: countsOf(day),
        errors: perDay.get(day.date) ?? 0,
      })),
      errors,
      more,
    },
  };
}

type Judged = ReadonlyMap<Day, Validated>;

/** Whether the station is or was one of the branch, as any version of the units has it. */
function wasEverWithin(book: ReferenceBook, branch: string, station: string): boolean {
  if (!book.hasStation(station)) return false;
  const days = book.versions.flatMap(({ kind, effective }) => (kind === 'units' ? effective : []));
  return days.some((day) => book.unitsOn(day).isWithin(branch, station));
}

/** The revisions that are held of each day by their contents, and the one that counts. */
type Held = ReadonlyMap<
  Day,
  { readonly latest: number; readonly revisions: ReadonlyMap<string, number> }
>;

async function heldBefore(
  { items }: ReceivePorts,
  station: string,
  days: readonly ReadDay[],
): Promise<Held> {
  const held = new Map<Day, { latest: number; revisions: Map<string, number> }>();
  await forEachOf(days, DAYS_AT_ONCE, async ({ date }) => {
    const found = await revisionsOf(items, station, date);
    const revisions = new Map(found.map(({ hash, revision }) => [hash, revision]));
    held.set(date, { latest: found.at(-1)?.revision ?? 0, revisions });
  });
  return held;
}

type Received = ReadonlyMap<Day, Outcome>;

async function sendDays(
  ports: ReceivePorts,
  book: ReferenceBook,
  sender: Sender,
  days: readonly ReadDay[],
): Promise<Received> {
  const submittals = days.map(({ document }) => ({ document }));
  const outcomes = await receiveSubmissions(ports, book, sender, submittals);
  return new Map(
    days.flatMap(({ date }, index) => {
      const outcome = outcomes[index];
      return outcome ? [[date, outcome]] : [];
    }),
  );
}

function dayOutcome(
  { date }: ReadDay,
  validated: Validated | undefined,
  held: Held,
  received: Received | undefined,
): Pick<DayAnswer, 'date' | 'outcome' | 'latestRevision' | 'revision' | 'receipt'> {
  const before = held.get(date);
  const told = { date, latestRevision: before?.latest ?? 0 };
  if (!validated?.ok) return { ...told, outcome: 'refused' };
  if (!received) {
    const revision = before?.revisions.get(contentHash(validated.submission));
    return revision === undefined
      ? { ...told, outcome: 'ready' }
      : { ...told, outcome: 'unchanged', revision };
  }
  const settled = received.get(date);
  if (!settled || !('receipt' in settled)) return { ...told, outcome: 'refused' };
  const { outcome, receipt } = settled;
  const { revision } = receipt;
  return { ...told, outcome, receipt, ...(outcome === 'unchanged' && { revision }) };
}

function countsOf({ document }: ReadDay): Record<ListName, number> {
  const counts = LIST_NAMES.map((list) => [list, document[list].length]);
  return Object.fromEntries(counts) as Record<ListName, number>;
}

const NO_ERRORS: { readonly errors: readonly RefusalError[]; readonly more: number } = {
  errors: [],
  more: 0,
};

/** Every error with its cell: those of the file, then those of each day. */
function errorsOf(
  { days, problems }: ReadDays,
  tables: readonly Table[],
  judged: Judged,
  received: Received | undefined,
) {
  const locate = locator(tables);
  const perDay = new Map<Day, number>();
  const errors: LocatedError[] = [];
  let count = 0;
  const add = (make: () => LocatedError) => {
    if (errors.length < LISTED_ERRORS) errors.push(make());
    count += 1;
  };
  const addProblems = (date: Day | null) => {
    const ofDate = problems.filter((problem) => problem.date === date);
    for (const problem of ofDate) add(() => locate.problem(problem));
    return ofDate.length;
  };
  addProblems(null);
  for (const day of days) {
    const judgement = judged.get(day.date);
    const outcome = received?.get(day.date);
    const late = outcome && 'errors' in outcome ? outcome : NO_ERRORS;
    const refusal = judgement && 'errors' in judgement ? judgement : late;
    const own = addProblems(day.date);
    for (const error of refusal.errors) add(() => locate.refusal(day, error));
    count += refusal.more;
    perDay.set(day.date, own + refusal.errors.length + refusal.more);
  }
  return { errors, more: count - errors.length, perDay };
}
