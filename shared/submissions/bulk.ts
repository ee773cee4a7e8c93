/**
 * Bulk files: NDJSON (also gzip) in the inbox bucket, a submission a line, and what becomes of
 * each line. A file asked for through the API stands under `inbox/<unit>/<id>` and is received
 * on the account that asked; any other file under `inbox/<unit code>/` is received on that
 * unit's behalf. The results stand under `results/` at the same place, with `.ndjson`.
 *
 * After every batch of lines the state says where the next line begins and which results are
 * kept, so whoever takes the file up next, after a fault or when a function's time is short,
 * goes on from there.
 */
import { dayAt } from '../calendar/day.ts';
import type { Clock, ItemTable, ObjectStore, PresignedUpload } from '../ports.ts';
import type { ReferenceBook } from '../units/book.ts';
import { batchesOf, type LineOutcome, receiveLines } from './bulk-lines.ts';
import { addPiece, hasProgressed, joinPieces, resultsOf } from './bulk-results.ts';
import {
  type BulkFault,
  type BulkState,
  bulkStateOf,
  hasEnded,
  isHeldByAnother,
  isLater,
  newState,
  saveState,
  takeUp,
} from './bulk-state.ts';
import { MAX_DOCUMENT_BYTES, MAX_FILE_BYTES } from './limits.ts';
import { linesOf, unpacked } from './lines.ts';
import type { Sender } from './receive.ts';

/** So many bytes of results are kept; a file that makes more of them is stopped. */
const MAX_RESULT_BYTES = 2 * 1024 ** 3;
const UPLOAD_SECONDS = 3600;
/** With less time left than this a batch, or joining the results, is left to the next message. */
const MARGIN_MILLISECONDS = 120_000;
/** A file is handed over so many times at most: a day's work, of functions of a quarter of an hour. */
const MAX_HOPS = 96;

export interface BulkPorts {
  readonly inbox: ObjectStore;
  readonly lake: ObjectStore;
  readonly items: ItemTable;
  readonly clock: Clock;
  readonly book: () => Promise<ReferenceBook>;
  /** As of the ports of receiving. */
  readonly report?: (fault: unknown) => void;
}

/** One writing of an object, as the store's message tells of it. */
export interface Upload {
  readonly key: string;
  /** The object's tag without quotes; empty where the message does not say. */
  readonly etag: string;
  /** Hexadecimal; of two writings of one object the later has the greater one. */
  readonly sequencer: string;
}

/** One delivery of the message that tells of an upload. */
export interface Delivery {
  /** Names the message: the same when it is delivered again. */
  readonly message: string;
  /** How often it has been delivered, this time included. */
  readonly count: number;
  /** Whether it is set aside if this fails. */
  readonly isLast: boolean;
  /** Milliseconds left to work. */
  readonly timeLeft: () => number;
  /** Sends the same message anew, to be delivered once this one is done with. */
  readonly sendAgain: () => Promise<void>;
}

export type Processed =
  /** All that could be received is, and the results stand. */
  | { readonly outcome: 'ended'; readonly state: BulkState }
  /** Another message goes on. */
  | { readonly outcome: 'handed_over'; readonly state: BulkState }
  /** Another has taken the file up meanwhile; the message shall come again, to see that it ended. */
  | { readonly outcome: 'superseded' }
  /**
   * No bulk file, or none any more; or another message is at work on it, or tells of a later one;
   * or it came by a link that was used before, whose file has its end.
   */
  | { readonly outcome: 'ignored'; readonly why: 'no_file' | 'held' | 'replaced' | 'used' };

/** Asks for an upload: a link for one PUT, good for an hour, and the state to follow. */
export async function registerUpload(
  ports: Pick<BulkPorts, 'inbox' | 'items' | 'clock'>,
  sender: Sender,
  id: string,
  filename: string,
): Promise<PresignedUpload> {
  await saveState(ports, newState(id, sender, filename));
  return ports.inbox.presignPut(`inbox/${sender.unit}/${id}`, UPLOAD_SECONDS);
}

/**
 * Receives a file's lines, from where the last delivery stopped. One bad line never blocks the
 * others; where the file itself breaks off, the whole lines that could be read before it are
 * received, and the state says so. However often it is interrupted, the results are those of one
 * go; the same file uploaded again finds every line unchanged.
 *
 * Throws where a store fails, and on the last delivery has then noted that the file has failed.
 * A message that finds another one at work does nothing: that one comes again until it is done.
 */
export async function processFile(
  ports: BulkPorts,
  upload: Upload,
  delivery: Delivery,
): Promise<Processed> {
  const [, unit, name] = /^inbox\/(\d{12})\/(.+)$/.exec(upload.key) ?? [];
  if (unit === undefined || name === undefined) return { outcome: 'ignored', why: 'no_file' };
  const file: UploadedFile = {
    ...{ unit, name, key: upload.key, etag: upload.etag },
    ...{ sequencer: upload.sequencer, event: `${upload.sequencer}-${upload.etag}` },
  };
  try {
    return await goOn(ports, file, delivery);
  } catch (fault) {
    if (delivery.isLast) await giveUp(ports, file, delivery);
    throw fault;
  }
}

interface UploadedFile extends Upload {
  readonly unit: string;
  readonly name: string;
  /** Names this very writing of the object. */
  readonly event: string;
}

/** What is known of the file: by the id that it was asked for under, else by its place. */
async function stateOf(ports: BulkPorts, { unit, name }: UploadedFile) {
  const asked = await bulkStateOf(ports, name);
  return asked?.unit === unit ? asked : bulkStateOf(ports, `${unit}/${name}`);
}

async function goOn(ports: BulkPorts, file: UploadedFile, delivery: Delivery): Promise<Processed> {
  const { unit, name, key, etag, sequencer, event } = file;
  const known = await stateOf(ports, file);
  const isSame = known?.event === event;
  // What was interrupted goes on where its message is put back among the others.
  if (known && isSame && hasEnded(known) && known.fault !== 'interrupted') {
    return { outcome: 'ended', state: known };
  }
  if (known && !isSame && isLater(known.event, sequencer)) {
    return { outcome: 'ignored', why: 'replaced' };
  }
  // A link is for one upload: what became of it stays. A file that was dropped may come again.
  if (known?.id === name && !isSame && hasEnded(known)) return { outcome: 'ignored', why: 'used' };
  if (known && isSame && isHeldByAnother(known, delivery.message, ports.clock())) {
    return { outcome: 'ignored', why: 'held' };
  }

  const object = await ports.inbox.head(key);
  if (!object) {
    const lost = known && !hasEnded(known) && (await fail(ports, { ...known, event }));
    return lost ? { outcome: 'ended', state: lost } : { outcome: 'ignored', why: 'no_file' };
  }
  // Of what was written over it another message tells.
  const isReplaced = etag !== '' && object.etag.replaceAll('"', '') !== etag;
  if (isReplaced) return { outcome: 'ignored', why: 'replaced' };

  const book = await ports.book();
  const begun: BulkState =
    known && isSame
      ? known
      : {
          ...newState(
            known?.id ?? `${unit}/${name}`,
            known ?? dropSender(unit, book, dayAt(ports.clock())),
            known?.filename ?? null,
          ),
          ...{ event, size: object.size, term: known?.term ?? 0 },
        };
  const taken = await takeUp(ports, begun, delivery.message);
  if (!taken) return { outcome: 'superseded' };
  const work = { ports, delivery, book, key, etag: object.etag };
  if (object.size > MAX_FILE_BYTES) return finish(work, taken, 'file_too_large');
  // The next faults shall not count with those that were before some lines were received.
  if (delivery.count > 1 && hasProgressed(begun)) return handOver(work, taken);
  return receiveRest(work, taken);
}

/** Files dropped into the bucket are the unit's own: a station's clerk, else a reviewer. */
function dropSender(unit: string, book: ReferenceBook, today: string): Sender {
  const isStation = book.unitsOn(today).unit(unit)?.level === 'station';
  return { account: `inbox/${unit}`, unit, role: isStation ? 'clerk' : 'reviewer' };
}

interface Work {
  readonly ports: BulkPorts;
  readonly delivery: Delivery;
  readonly book: ReferenceBook;
  readonly key: string;
  readonly etag: string;
}

/** Batch after batch until the file ends or the time does; at least one. */
async function receiveRest(work: Work, taken: BulkState): Promise<Processed> {
  const { ports, delivery, book, key, etag } = work;
  let state = taken;
  let bytes = 0;
  const read = async (offset: number) => {
    const chunks = await ports.inbox.stream(key, offset, etag);
    bytes = offset;
    return (async function* () {
      for await (const chunk of chunks) {
        bytes += chunk.length;
        yield chunk;
      }
    })();
  };
  const { lake: objects, items, clock, report } = ports;
  const receiving = { objects, items, clock, report };
  const { next: from } = taken;
  const chunks = unpacked(read, from.offset, MAX_FILE_BYTES);
  for await (const batch of batchesOf(linesOf(chunks, MAX_DOCUMENT_BYTES, from))) {
    const { lines, fault } = batch;
    const last = lines.at(-1);
    if (last) {
      const origin = `${state.id} ${state.event}`;
      const outcomes = await receiveLines(receiving, book, state, lines, origin);
      const added = await addPiece(ports.inbox, state, resultsOf(lines, outcomes));
      const saved = await saveState(ports, {
        ...added,
        ...tally(state, outcomes),
        ...{ next: last.next, bytes: Math.max(state.bytes, bytes) },
      });
      if (!saved) return { outcome: 'superseded' };
      state = saved;
    }
    if (fault) return finish(work, state, fault);
    if (state.written > MAX_RESULT_BYTES) return finish(work, state, 'results_too_large');
    if (delivery.timeLeft() < MARGIN_MILLISECONDS) return handOver(work, state);
  }
  return finish(work, state, null);
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

/**
 * Leaves the rest to another message, which is sent once anyone may take the file up: if sending
 * fails, this message comes again and does it. A file that is never done is given up.
 */
async function handOver(work: Work, state: BulkState): Promise<Processed> {
  const { ports, delivery } = work;
  if (state.hops >= MAX_HOPS) return finish(work, state, 'interrupted');
  const left = await saveState(ports, { ...state, hops: state.hops + 1, holder: null });
  if (!left) return { outcome: 'superseded' };
  await delivery.sendAgain();
  return { outcome: 'handed_over', state: left };
}

/** The results as one object, then the end. */
async function finish(
  { ports, key }: Work,
  state: BulkState,
  fault: BulkFault | null,
): Promise<Processed> {
  // Nothing is joined for one that another has taken over from.
  const renewed = await saveState(ports, state);
  if (!renewed) return { outcome: 'superseded' };
  const results = `${key.replace(/^inbox/, 'results')}.ndjson`;
  await joinPieces(ports.inbox, renewed, results);
  const ended = await saveState(ports, {
    ...renewed,
    ...{ state: fault ? 'failed' : 'done', fault, results, holder: null },
    ...(!fault && { bytes: renewed.size ?? renewed.bytes }),
  });
  return ended ? { outcome: 'ended', state: ended } : { outcome: 'superseded' };
}

/** Notes that a file will not be received any further. */
function fail(ports: BulkPorts, state: BulkState): Promise<BulkState | undefined> {
  return saveState(ports, { ...state, state: 'failed', fault: 'interrupted', holder: null });
}

/** The same when the last delivery has failed; the store that failed may do so again. */
async function giveUp(ports: BulkPorts, file: UploadedFile, { message }: Delivery): Promise<void> {
  try {
    const state = await stateOf(ports, file);
    if (!state || hasEnded(state) || isHeldByAnother(state, message, ports.clock())) return;
    if (state.event === null || state.event === file.event) {
      await fail(ports, { ...state, event: file.event });
    }
  } catch {
    // The fault that led here is the one to tell of; the state is known for given up in a day.
  }
}
