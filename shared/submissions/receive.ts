/**
 * Receiving submissions: validate, keep the raw document, then make its revision the one that
 * counts, then give the receipt. A receipt is only given once everything it says is stored.
 */
import { dayAt, deadlineOf, isDay, shanghaiTime } from '../calendar/day.ts';
import { forEachOf } from '../concurrency.ts';
import type { Clock, ItemTable, ObjectStore } from '../ports.ts';
import type { ReferenceBook } from '../units/book.ts';
import { canonicalJson, contentHash, countsOf, rawKey } from './content.ts';
import type { Submission } from './contract.ts';
import type { RefusalError } from './errors.ts';
import {
  entriesOf,
  type Revision,
  revisionsOf,
  SUCCESSIONS_PER_TRANSACTION,
  type Succession,
  writesOf,
} from './ledger.ts';
import { validateSubmission } from './validate.ts';

export interface ReceivePorts {
  /** The lake bucket: raw documents stand under `raw/`. */
  readonly objects: ObjectStore;
  readonly items: ItemTable;
  readonly clock: Clock;
}

/** On whose account documents arrive. */
export interface Sender {
  /** The token's `sub`, kept with every revision. */
  readonly account: string;
  /** The branch that the documents may touch. */
  readonly unit: string;
  /** Decides how far back days are open. */
  readonly role: 'clerk' | 'reviewer' | 'administrator';
}

/** A parsed document on its way in. */
export interface Submittal {
  readonly document: unknown;
  /** The latest revision as the sender knows it: needed to go back to an earlier content. */
  readonly ifMatch?: number;
  /** Which line of which file this is: repeated, it gets the same outcome as the first time. */
  readonly origin?: string;
}

export interface Receipt {
  readonly station: string;
  readonly date: string;
  readonly revision: number;
  /** The revision that counts. */
  readonly latestRevision: number;
  /** With Shanghai's offset, to the second. */
  readonly receivedAt: string;
  /** SHA-256 of the content, hexadecimal. */
  readonly contentHash: string;
  /** Whether the day's first revision came by its deadline. */
  readonly onTime: boolean;
  /** Rows in each list. */
  readonly counts: Readonly<Record<string, number>>;
}

export type Outcome =
  | { readonly outcome: 'accepted' | 'unchanged'; readonly receipt: Receipt }
  | { readonly outcome: 'refused'; readonly errors: readonly RefusalError[]; readonly more: number }
  /** The station is none of the sender's branch, or none at all. */
  | { readonly outcome: 'outside' }
  /** `ifMatch` names another revision than the latest (0: none is held). */
  | { readonly outcome: 'conflict'; readonly latestRevision: number };

/** The receipt of a revision; `latestRevision` tells which one counts now. */
export function receiptOf(revision: Revision, latestRevision: number): Receipt {
  return {
    station: revision.station,
    date: revision.day,
    revision: revision.revision,
    latestRevision,
    receivedAt: shanghaiTime(revision.receivedAt),
    contentHash: revision.hash,
    onTime: revision.onTime,
    counts: revision.counts,
  };
}

/** A valid document waiting for its revision. */
interface Candidate {
  readonly index: number;
  readonly submission: Submission;
  readonly hash: string;
  readonly city: string;
  readonly ifMatch: number | undefined;
  readonly origin: string | null;
}

/** Days settled at once, and raw documents written at once for each: some 50 connections. */
const DAYS_AT_ONCE = 8;
const PUTS_AT_ONCE = 6;
/** Every lost race means that another writer won, so this many in a row is a fault. */
const MAX_RACES = 100;

/** Receives one document; see `receiveSubmissions`. */
export async function receiveSubmission(
  ports: ReceivePorts,
  book: ReferenceBook,
  sender: Sender,
  submittal: Submittal,
): Promise<Outcome> {
  const [outcome] = await receiveSubmissions(ports, book, sender, [submittal]);
  if (!outcome) throw new Error('a document without an outcome');
  return outcome;
}

/**
 * Receives documents: one outcome for each, in their order. Documents of the same station and
 * day apply in their order, also against other writers at the same time: content that is
 * already held gets its revision's receipt and changes nothing, other content becomes the next
 * revision. Throws only where a store fails; what was stored until then is a replay next time.
 */
export async function receiveSubmissions(
  ports: ReceivePorts,
  book: ReferenceBook,
  sender: Sender,
  submittals: readonly Submittal[],
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  const days = new Map<string, Candidate[]>();
  const today = dayAt(ports.clock());
  for (const [index, submittal] of submittals.entries()) {
    const judged = judge(submittal, index, book, sender, today);
    if ('outcome' in judged) {
      outcomes[index] = judged;
    } else {
      const day = judged.submission.date;
      const candidates = days.get(day);
      if (candidates) candidates.push(judged);
      else days.set(day, [judged]);
    }
  }
  await forEachOf(days.values(), DAYS_AT_ONCE, (candidates) =>
    settleDay(ports, sender, candidates, outcomes),
  );
  return outcomes;
}

function judge(
  { document, ifMatch, origin }: Submittal,
  index: number,
  book: ReferenceBook,
  sender: Sender,
  today: string,
): Outcome | Candidate {
  if (isOutside(document, book, sender.unit, today)) return { outcome: 'outside' };
  const judged = validateSubmission(document, { today, role: sender.role, reference: book });
  if (!judged.ok) return { outcome: 'refused', errors: judged.errors, more: judged.more };
  const { submission } = judged;
  const city = book.unitsOn(submission.date)?.cityOf(submission.station);
  if (city === undefined) throw new Error('a valid station without a city');
  return {
    index,
    submission,
    hash: contentHash(submission),
    city,
    ifMatch,
    origin: origin ?? null,
  };
}

/**
 * Whether the document names a station that is none of the branch, neither on its day nor now.
 * A code that is no unit is outside of every branch but the root's, so that the answer tells
 * nobody which units exist elsewhere.
 */
function isOutside(document: unknown, book: ReferenceBook, branch: string, today: string): boolean {
  if (typeof document !== 'object' || document === null) return false;
  const station = 'station' in document ? document.station : undefined;
  const date = 'date' in document ? document.date : undefined;
  if (typeof station !== 'string') return false;
  const trees = [book.unitsOn(today)];
  if (typeof date === 'string' && isDay(date)) trees.push(book.unitsOn(date));
  if (trees.some((tree) => tree?.isWithin(branch, station))) return false;
  const isUnit = trees.some((tree) => tree?.unit(station) !== undefined);
  const isRoot = trees.some((tree) => tree?.unit(branch)?.parent === null);
  return isUnit || !isRoot;
}

/** Settles one day's candidates: for each station in order, all stations together. */
async function settleDay(
  ports: ReceivePorts,
  sender: Sender,
  candidates: readonly Candidate[],
  outcomes: Outcome[],
): Promise<void> {
  const waiting = new Map<string, Candidate[]>();
  for (const candidate of candidates) {
    const { station } = candidate.submission;
    const queue = waiting.get(station);
    if (queue) queue.push(candidate);
    else waiting.set(station, [candidate]);
  }
  const held = await heldRevisions(ports.items, candidates);
  for (let races = 0; waiting.size > 0; ) {
    const planned: { readonly candidate: Candidate; readonly succession: Succession }[] = [];
    for (const [station, queue] of waiting) {
      const revisions = held.get(station) ?? [];
      let candidate = queue[0];
      for (; candidate; candidate = queue[0]) {
        const settled = answerFrom(revisions, candidate);
        if (!settled) break;
        outcomes[candidate.index] = settled;
        queue.shift();
      }
      if (!candidate) waiting.delete(station);
      else if (planned.length < SUCCESSIONS_PER_TRANSACTION) {
        const succession = succeed(revisions, candidate, sender.account, ports.clock());
        planned.push({ candidate, succession });
      }
    }
    if (planned.length === 0) continue;
    await forEachOf(planned, PUTS_AT_ONCE, ({ candidate, succession }) =>
      putRaw(ports.objects, succession.next.key, candidate.submission),
    );
    const successions = planned.map(({ succession }) => succession);
    if (await ports.items.transact(writesOf(successions))) {
      races = 0;
      for (const { candidate, succession } of planned) {
        const { next } = succession;
        held.set(next.station, [...(held.get(next.station) ?? []), next]);
        outcomes[candidate.index] = {
          outcome: 'accepted',
          receipt: receiptOf(next, next.revision),
        };
        waiting.get(next.station)?.shift();
      }
    } else {
      races += 1;
      if (races > MAX_RACES) throw new Error('the ledger changes faster than it can be read');
      await forEachOf(successions, PUTS_AT_ONCE, async ({ next }) => {
        held.set(next.station, await revisionsOf(ports.items, next.station, next.day));
      });
    }
  }
}

/**
 * The revisions held of each candidate's station. For several stations one query of the ledger
 * spares those that have none; if that is wrong (a station that came to another city since),
 * the transaction's conditions notice.
 */
async function heldRevisions(
  items: ItemTable,
  candidates: readonly Candidate[],
): Promise<Map<string, Revision[]>> {
  const held = new Map<string, Revision[]>();
  const day = candidates[0]?.submission.date;
  if (day === undefined) return held;
  let stations = [...new Set(candidates.map(({ submission }) => submission.station))];
  if (stations.length > 1) {
    const known = new Set<string>();
    for (const city of new Set(candidates.map((candidate) => candidate.city))) {
      for (const { station } of await entriesOf(items, day, city)) known.add(station);
    }
    stations = stations.filter((station) => known.has(station));
  }
  await forEachOf(stations, PUTS_AT_ONCE, async (station) => {
    held.set(station, await revisionsOf(items, station, day));
  });
  return held;
}

/**
 * The outcome that needs no new revision: a replay or a conflict; undefined where there is one
 * to write. A repeat of the change that `ifMatch` once allowed is a replay, not a conflict:
 * its first answer may have been lost.
 */
function answerFrom(revisions: readonly Revision[], candidate: Candidate): Outcome | undefined {
  const { ifMatch, hash, origin } = candidate;
  const latest = revisions.at(-1);
  const latestRevision = latest?.revision ?? 0;
  const own = revisions.find((held) => held.origin !== null && held.origin === origin);
  const same = own?.hash === hash ? own : revisions.findLast((held) => held.hash === hash);
  const isRepeat = same !== undefined && same === latest && ifMatch === latestRevision - 1;
  if (ifMatch !== undefined && ifMatch !== latestRevision && !isRepeat) {
    return { outcome: 'conflict', latestRevision };
  }
  if (!same || (ifMatch !== undefined && same !== latest)) return undefined;
  return {
    outcome: same === own ? 'accepted' : 'unchanged',
    receipt: receiptOf(same, latestRevision),
  };
}

function succeed(
  revisions: readonly Revision[],
  candidate: Candidate,
  account: string,
  now: number,
): Succession {
  const { submission, hash, city, origin } = candidate;
  const { station, date: day } = submission;
  const latest = revisions.at(-1);
  const revision = (latest?.revision ?? 0) + 1;
  const firstReceivedAt = revisions[0]?.receivedAt ?? now;
  const next: Revision = {
    station,
    day,
    city,
    revision,
    hash,
    key: rawKey(station, day, revision, hash),
    receivedAt: now,
    onTime: firstReceivedAt <= deadlineOf(day),
    sender: account,
    origin,
    counts: countsOf(submission),
  };
  return { next, latest, firstReceivedAt };
}

/** The canonical content, so that the object's SHA-256 is the hash that its key names. */
async function putRaw(objects: ObjectStore, key: string, submission: Submission): Promise<void> {
  await objects.put(key, canonicalJson(submission), {
    contentType: 'application/json',
    condition: { ifAbsent: true },
  });
}
