/**
 * Bulk files: NDJSON (also gzip) in the inbox bucket, a submission a line, and what becomes of
 * each line. A file asked for through the API stands under `inbox/<unit>/<id>` and is received
 * on the account that asked; any other file under `inbox/<unit code>/` is received on that
 * unit's behalf. The results stand under `results/` at the same place, with `.ndjson`.
 */
import { z } from 'zod';
import { dayAt } from '../calendar/day.ts';
import type {
  Clock,
  ItemKey,
  ItemTable,
  ItemValue,
  ObjectStore,
  PresignedUpload,
} from '../ports.ts';
import type { ReferenceBook } from '../units/book.ts';
import type { Names } from './contract.ts';
import { refusedFor } from './errors.ts';
import { BrokenFile, type FileFault, type Line, linesOf, unpacked } from './lines.ts';
import { MAX_DOCUMENT_BYTES, parseSubmission } from './parse.ts';
import { type Outcome, receiveSubmissions, type Sender, type Submittal } from './receive.ts';

/** A file may have so many bytes when unpacked (1 GiB). */
export const MAX_FILE_BYTES = 1024 ** 3;
/** So many bytes of results are kept; a file that makes more of them is stopped. */
const MAX_RESULT_BYTES = 200 * 1024 ** 2;
/** Lines received together, and the bytes at which fewer make a batch. */
const BATCH_LINES = 512;
const BATCH_BYTES = 8 * 1024 ** 2;
const UPLOAD_SECONDS = 3600;
/** The state of a file is forgotten with the file and its results. */
const KEPT_SECONDS = 90 * 86_400;

export type BulkFault = FileFault | 'results_too_large';

const FAULTS: Readonly<Record<BulkFault, Names>> = {
  gzip_broken: {
    zh: '压缩文件已损坏或不完整；结果文件列出的行已处理，请重新压缩后再次上传整个文件',
    en: 'The gzip file is damaged or cut off; the lines that the results list were received. Pack it again and send the whole file once more',
  },
  file_too_large: {
    zh: '文件解压后超过 1 GiB；之前的行已处理，请拆分后上传其余部分',
    en: 'The file is larger than 1 GiB unpacked; the lines before that were received. Split it and send the rest',
  },
  results_too_large: {
    zh: '结果过多，处理已停止；请先改正已列出的错误，再次上传整个文件',
    en: 'There are too many results; correct the errors listed and send the whole file once more',
  },
};

const LINE_TOO_LARGE: Names = {
  zh: '这一行超过 4 MB，每行只能有一个派出所一天的内容',
  en: "This line is larger than 4 MB; a line is one station's day",
};

const stateSchema = z.object({
  id: z.string(),
  unit: z.string(),
  account: z.string(),
  role: z.enum(['clerk', 'reviewer', 'administrator']),
  /** The name that the account gave it; null for a file that was dropped into the bucket. */
  filename: z.string().nullable(),
  state: z.enum(['waiting', 'processing', 'done', 'failed']),
  /** Lines that are not blank, so far. */
  lines: z.int(),
  accepted: z.int(),
  unchanged: z.int(),
  refused: z.int(),
  fault: z.enum(['gzip_broken', 'file_too_large', 'results_too_large']).nullable(),
  /** Key of the results in the inbox bucket, once they are there. */
  results: z.string().nullable(),
  /** The upload that this state tells about: one object may be written more than once. */
  event: z.string().nullable(),
});

/** What has become of a bulk file. */
export type BulkState = Readonly<z.infer<typeof stateSchema>>;

const stateKey = (id: string): ItemKey => ({ pk: `BULK#${id}`, sk: 'STATE' });

/** The words for a fault of a whole file. */
export function describeFault(fault: BulkFault): Names {
  return FAULTS[fault];
}

/** Asks for an upload: a link for one PUT, good for an hour, and the state to follow. */
export async function registerUpload(
  ports: { readonly inbox: ObjectStore; readonly items: ItemTable; readonly clock: Clock },
  sender: Sender,
  id: string,
  filename: string,
): Promise<PresignedUpload> {
  await saveState(ports, newState(id, sender, filename));
  return ports.inbox.presignPut(`inbox/${sender.unit}/${id}`, UPLOAD_SECONDS);
}

/** The state of a file; undefined where no such upload was asked for. */
export async function bulkStateOf(items: ItemTable, id: string): Promise<BulkState | undefined> {
  const item = await items.get(stateKey(id));
  return item && stateSchema.parse(item);
}

/** Where results are written line by line before they become one object. */
export interface Spool {
  append(text: string): Promise<void>;
  contents(): Promise<Uint8Array>;
}

export interface BulkPorts {
  readonly inbox: ObjectStore;
  readonly lake: ObjectStore;
  readonly items: ItemTable;
  readonly clock: Clock;
  readonly book: () => Promise<ReferenceBook>;
}

/**
 * Receives a file's lines. One bad line never blocks the others; where the file itself breaks
 * off, the whole lines that could be read before it are received, and the state says so. Run again for the same
 * `event` (the name that the store gives to one upload) it comes to the same outcomes; run again
 * for another one it finds every line unchanged. Resolves to undefined where there is no such
 * object any more, or none that is a bulk file; throws where a store fails.
 */
export async function processFile(
  ports: BulkPorts,
  key: string,
  event: string,
  spool: Spool,
): Promise<BulkState | undefined> {
  const [, unit, name] = /^inbox\/(\d{12})\/(.+)$/.exec(key) ?? [];
  if (unit === undefined || name === undefined) return undefined;
  if (!(await ports.inbox.head(key))) return undefined;
  const book = await ports.book();
  const asked = await bulkStateOf(ports.items, name);
  const known = asked?.unit === unit ? asked : await bulkStateOf(ports.items, `${unit}/${name}`);
  if (known?.event === event && (known.state === 'done' || known.state === 'failed')) return known;
  const sender = known ?? dropSender(unit, book, dayAt(ports.clock()));
  const id = known?.id ?? `${unit}/${name}`;
  const origin = `${id} ${event}`;

  let state: BulkState = {
    ...newState(id, sender, known?.filename ?? null),
    state: 'processing',
    event,
  };
  await saveState(ports, state);
  const receive = async (batch: readonly Line[]) => {
    const outcomes = await receiveLines(ports, book, sender, batch, origin);
    state = { ...state, ...tally(state, outcomes) };
    await saveState(ports, state);
    return outcomes
      .map((outcome, index) => `${JSON.stringify(resultOf(batch[index]?.number, outcome))}\n`)
      .join('');
  };
  const fault = await receiveBatches(await ports.inbox.stream(key), receive, spool);
  const results = `results/${unit}/${name}.ndjson`;
  await ports.inbox.put(results, await spool.contents(), { contentType: 'application/x-ndjson' });
  state = { ...state, state: fault ? 'failed' : 'done', fault: fault ?? null, results };
  await saveState(ports, state);
  return state;
}

/** Files dropped into the bucket are the unit's own: a station's clerk, else a reviewer. */
function dropSender(unit: string, book: ReferenceBook, today: string): Sender {
  const isStation = book.unitsOn(today).unit(unit)?.level === 'station';
  return { account: `inbox/${unit}`, unit, role: isStation ? 'clerk' : 'reviewer' };
}

/** Batch after batch until the file ends; the fault where it does not end well. */
async function receiveBatches(
  file: AsyncIterable<Uint8Array>,
  receive: (batch: readonly Line[]) => Promise<string>,
  spool: Spool,
): Promise<BulkFault | undefined> {
  let written = 0;
  let batch: Line[] = [];
  let bytes = 0;
  const flush = async () => {
    const results = batch.length > 0 ? await receive(batch) : '';
    batch = [];
    bytes = 0;
    written += Buffer.byteLength(results);
    await spool.append(results);
  };
  try {
    for await (const line of linesOf(unpacked(file, MAX_FILE_BYTES), MAX_DOCUMENT_BYTES)) {
      batch.push(line);
      bytes += line.bytes?.length ?? 0;
      if (batch.length < BATCH_LINES && bytes < BATCH_BYTES) continue;
      await flush();
      if (written > MAX_RESULT_BYTES) return 'results_too_large';
    }
  } catch (broken) {
    if (!(broken instanceof BrokenFile)) throw broken;
    await flush();
    return broken.fault;
  }
  await flush();
  return undefined;
}

type LineOutcome = Extract<Outcome, { outcome: 'accepted' | 'unchanged' | 'refused' }>;

async function receiveLines(
  ports: BulkPorts,
  book: ReferenceBook,
  sender: Sender,
  batch: readonly Line[],
  origin: string,
): Promise<LineOutcome[]> {
  const outcomes: LineOutcome[] = [];
  const submittals: Submittal[] = [];
  const places: number[] = [];
  for (const [place, { number, bytes }] of batch.entries()) {
    const parsed = bytes ? parseSubmission(bytes) : refusedFor('too_large', LINE_TOO_LARGE);
    if (parsed.ok) {
      places.push(place);
      submittals.push({ document: parsed.document, origin: `${origin} ${number}` });
    } else {
      outcomes[place] = { outcome: 'refused', errors: parsed.errors, more: parsed.more };
    }
  }
  const { lake: objects, items, clock } = ports;
  const received = await receiveSubmissions({ objects, items, clock }, book, sender, submittals);
  for (const [index, outcome] of received.entries()) {
    const place = places[index] ?? 0;
    switch (outcome.outcome) {
      case 'outside':
        // The station is unknown to the sender, whatever it is.
        outcomes[place] = { ...outcome, outcome: 'refused' };
        break;
      case 'conflict':
        throw new Error('a line of a file names no revision to match');
      default:
        outcomes[place] = outcome;
    }
  }
  return outcomes;
}

/** A line of the results. */
function resultOf(line: number | undefined, outcome: LineOutcome) {
  if (outcome.outcome !== 'refused') return { line, ...outcome };
  const { errors, more } = outcome;
  return { line, outcome: 'refused', errors, ...(more > 0 && { more }) };
}

function tally(state: BulkState, outcomes: readonly LineOutcome[]) {
  const count = (kind: LineOutcome['outcome']) =>
    outcomes.reduce((sum, { outcome }) => sum + (outcome === kind ? 1 : 0), 0);
  return {
    lines: state.lines + outcomes.length,
    accepted: state.accepted + count('accepted'),
    unchanged: state.unchanged + count('unchanged'),
    refused: state.refused + count('refused'),
  };
}

function newState(id: string, sender: Sender, filename: string | null): BulkState {
  const { unit, account, role } = sender;
  return {
    id,
    unit,
    account,
    role,
    filename,
    state: 'waiting',
    lines: 0,
    accepted: 0,
    unchanged: 0,
    refused: 0,
    fault: null,
    results: null,
    event: null,
  };
}

async function saveState(
  ports: { readonly items: ItemTable; readonly clock: Clock },
  state: BulkState,
): Promise<void> {
  const expires = Math.floor(ports.clock() / 1000) + KEPT_SECONDS;
  const item: { readonly [name: string]: ItemValue } = { ...state, expires };
  await ports.items.putAll([{ ...stateKey(state.id), ...item }]);
}
