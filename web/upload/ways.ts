/** How a file is checked and sent: a table as a whole, a JSON document as the day that it is. */
import type { CalendarDay } from '../../shared/submissions/calendar.ts';
import { LIST_NAMES, type ListName, type Names } from '../../shared/submissions/contract.ts';
import type { RefusalError } from '../../shared/submissions/errors.ts';
import { parseSubmission } from '../../shared/submissions/parse.ts';
import type { Receipt } from '../../shared/submissions/receipt.ts';
import type { List } from '../api.ts';
import { get } from '../resource.ts';
import { type Sent, send } from '../send.ts';
import type { FileAnswer, FileError } from './answer.ts';
import type { FileKind } from './file-kind.ts';

/** Checks (nothing is stored) or sends the days of a file. */
export type Way = (
  mode: 'check' | 'send',
  file: Blob,
  station: string,
  language: string,
) => Promise<Sent<FileAnswer>>;

export const WAYS: Readonly<Record<FileKind, Way>> = {
  table: (mode, file, station, language) =>
    send<FileAnswer>(workbookPath(station, mode), language, asBytes(file)),
  json: (mode, file, station, language) =>
    mode === 'check' ? checkJson(file, station, language) : sendJson(file, language),
};

/** The table again, its faulty cells coloured and commented. */
export const markedTable = (file: Blob, station: string, language: string): Promise<Sent<Blob>> =>
  send<Blob>(workbookPath(station, 'marked'), language, { ...asBytes(file), as: 'blob' });

const workbookPath = (station: string, mode: string) =>
  `/submissions/workbook?station=${station}&mode=${mode}`;

const asBytes = (file: Blob) => ({
  method: 'POST' as const,
  body: file,
  headers: { 'content-type': 'application/octet-stream' },
});

const OTHER_STATION: Names = {
  zh: '「派出所」：不是本所的代码，请核对文件',
  en: "station: this is not your station's code; check the file",
};

/** What can be told of a document before it is sent: whether it is one, of whom, of which day. */
async function checkJson(file: Blob, station: string, language: string): Promise<Sent<FileAnswer>> {
  const parsed = parseSubmission(new Uint8Array(await file.arrayBuffer()));
  if (!parsed.ok) return answered(refusedDay('', {}, parsed.errors));
  const document = membersOf(parsed.document);
  const date = String(document.date ?? '');
  const counts = countsOf(document);
  if (document.station !== station) {
    const error = { code: 'unknown_station', pointer: '/station', messages: OTHER_STATION };
    return answered(refusedDay(date, counts, [error]));
  }
  const path = `/submissions?station=${station}&from=${date}&to=${date}`;
  const held = /^\d{4}-\d{2}-\d{2}$/.test(date)
    ? await get<List<CalendarDay>>(path, language)
    : undefined;
  if (held?.ok === false && ['expired', 'unreachable'].includes(held.failure.kind)) {
    return {
      ok: false,
      failure: { kind: held.failure.kind === 'expired' ? 'expired' : 'offline' },
    };
  }
  const latestRevision = held?.ok ? (held.value.items[0]?.revision ?? 0) : 0;
  const day = { date, outcome: 'ready' as const, latestRevision, counts, errors: 0 };
  return answered({ days: [day], errors: [], more: 0 });
}

/** Sends the document as it is; what is wrong with it comes back as errors of its day. */
async function sendJson(file: Blob, language: string): Promise<Sent<FileAnswer>> {
  const headers = { 'content-type': 'application/json' };
  const sent = await send<Receipt>('/submissions', language, {
    ...{ method: 'POST', body: file, headers },
  });
  const parsed = parseSubmission(new Uint8Array(await file.arrayBuffer()));
  const document = parsed.ok ? membersOf(parsed.document) : {};
  const counts = countsOf(document);
  if (sent.ok) {
    const receipt = sent.value;
    const { date, revision } = receipt;
    const outcome = sent.status === 201 ? ('accepted' as const) : ('unchanged' as const);
    const latestRevision = outcome === 'accepted' ? revision - 1 : receipt.latestRevision;
    const same = outcome === 'unchanged' ? { revision } : {};
    const day = { date, outcome, latestRevision, ...same, counts, errors: 0, receipt };
    return answered({ days: [day], errors: [], more: 0 });
  }
  const { failure } = sent;
  if (failure.kind !== 'problem' || failure.errors.length === 0) return sent;
  const refused = refusedDay(String(document.date ?? ''), counts, failure.errors);
  return answered({ ...refused, more: failure.more });
}

const answered = (value: FileAnswer): Sent<FileAnswer> => ({ ok: true, status: 200, value });

function refusedDay(
  date: string,
  counts: Record<string, number>,
  refusals: readonly RefusalError[],
): FileAnswer {
  const errors = refusals.map(
    (error): FileError => ({ ...error, date, sheet: '', row: null, column: null, cell: null }),
  );
  const outcome = 'refused' as const;
  const day = { date, outcome, latestRevision: 0, counts: listed(counts), errors: errors.length };
  return { days: [day], errors, more: 0 };
}

function membersOf(document: unknown): Readonly<Record<string, unknown>> {
  return document !== null && typeof document === 'object' ? { ...document } : {};
}

function countsOf(document: Readonly<Record<string, unknown>>): Record<ListName, number> {
  return listed(
    Object.fromEntries(
      LIST_NAMES.map((list) => {
        const rows = document[list];
        return [list, Array.isArray(rows) ? rows.length : 0];
      }),
    ),
  );
}

const listed = (counts: Readonly<Record<string, number>>) =>
  Object.fromEntries(LIST_NAMES.map((list) => [list, counts[list] ?? 0])) as Record<
    ListName,
    number
  >;
