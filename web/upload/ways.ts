/** How a file is checked and sent: a table as a whole, a JSON document as the day that it is. */
import { LIST_NAMES, type ListName } from '../../shared/submissions/contract.ts';
import type { Refused } from '../../shared/submissions/errors.ts';
import { parseSubmission } from '../../shared/submissions/parse.ts';
import type { Receipt } from '../../shared/submissions/receipt.ts';
import { today } from '../clock.ts';
import type { DayStart } from '../form/shapes.ts';
import { type Sent, send } from '../send.ts';
import { isSender } from '../station/standing.ts';
import type { FileAnswer, FileError } from './answer.ts';
import { isOpen, refusalOf } from './document.ts';
import type { FileKind } from './file-kind.ts';

/** Whose file it is, and as what it is sent. */
export interface FileSender {
  readonly station: string;
  readonly role: string;
}

/** Checks (nothing is stored) or sends the days of a file. */
export type Way = (
  mode: 'check' | 'send',
  file: Blob,
  sender: FileSender,
  language: string,
) => Promise<Sent<FileAnswer>>;

export const WAYS: Readonly<Record<FileKind, Way>> = {
  table: (mode, file, { station }, language) =>
    send<FileAnswer>(workbookPath(station, mode), language, asBytes(file)),
  json: (mode, file, sender, language) =>
    mode === 'check' ? checkJson(file, sender, language) : sendJson(file, language),
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

/** Validates a document as the server will, against what the server knows of its day. */
async function checkJson(
  file: Blob,
  { station, role }: FileSender,
  language: string,
): Promise<Sent<FileAnswer>> {
  const parsed = parseSubmission(new Uint8Array(await file.arrayBuffer()));
  if (!parsed.ok) return answered(refusedDay('', {}, parsed));
  const document = membersOf(parsed.document);
  const date = String(document.date ?? '');
  // What a viewer may not do, the server says.
  const sender = { station, role: isSender(role) ? role : 'clerk', today: today() };
  const path = `/submissions/drafts/${station}/${date}`;
  const start = isOpen(date, sender)
    ? await send<DayStart>(path, language, { method: 'GET' })
    : undefined;
  if (start?.ok === false) return start;
  const counts = countsOf(document);
  const refused = refusalOf(parsed.document, sender, start?.value.known);
  if (refused) return answered(refusedDay(date, counts, refused));
  const latestRevision = start?.value.latestRevision ?? 0;
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
  return answered(refusedDay(String(document.date ?? ''), counts, failure));
}

const answered = (value: FileAnswer): Sent<FileAnswer> => ({ ok: true, status: 200, value });

function refusedDay(
  date: string,
  counts: Record<string, number>,
  refusal: Pick<Refused, 'errors' | 'more'>,
): FileAnswer {
  const { more } = refusal;
  const errors = refusal.errors.map(
    (error): FileError => ({ ...error, date, sheet: '', row: null, column: null, cell: null }),
  );
  const outcome = 'refused' as const;
  const inAll = errors.length + more;
  const day = { date, outcome, latestRevision: 0, counts: listed(counts), errors: inAll };
  return { days: [day], errors, more };
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
