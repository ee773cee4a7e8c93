/**
 * Giving valid documents their revisions: the raw object first, then revision, ledger entry and
 * partition version in one transaction with conditions.
 */
import { deadlineOf } from '../calendar/day.ts';
import { forEachOf } from '../concurrency.ts';
import type { Clock, ItemTable, ObjectStore } from '../ports.ts';
import { canonicalJson, countsOf, rawKey } from './content.ts';
import type { Submission } from './contract.ts';
import {
  entriesOf,
  type Revision,
  revisionsOf,
  SUCCESSIONS_PER_TRANSACTION,
  type Succession,
  writesOf,
} from './ledger.ts';
import { type Receipt, receiptOf } from './receipt.ts';

export interface ReceivePorts {
  /** The lake bucket: raw documents stand under `raw/`. */
  readonly objects: ObjectStore;
  readonly items: ItemTable;
  readonly clock: Clock;
  /** Told why new revisions could not be counted for the burden; their receipts stand. */
  readonly report?: ((fault: unknown) => void) | undefined;
}

export type Settled =
  | { readonly outcome: 'accepted' | 'unchanged'; readonly receipt: Receipt }
  /** `ifMatch` names another revision than the latest (0: none is held). */
  | { readonly outcome: 'conflict'; readonly latestRevision: number };

/** The latest revision by its number, or whichever it is; with neither held it is a conflict. */
export type IfMatch = number | 'any';

/** A valid document waiting for its revision. */
export interface Candidate {
  readonly submission: Submission;
  readonly hash: string;
  readonly city: string;
  readonly ifMatch: IfMatch | undefined;
  /** `<file> <line>` of a bulk file's line; null for what came alone. */
  readonly origin: string | null;
}

/** What became of the candidates of a day. */
export interface SettledDay {
  readonly settled: ReadonlyMap<Candidate, Settled>;
  /** Those that got a revision just now: a repeated line is accepted again, but is not here. */
  readonly added: readonly Candidate[];
}

/** Raw documents written, or ledgers read, at once for one day. */
const CALLS_AT_ONCE = 16;
/** Every lost race means that another writer won, so this many in a row is a fault. */
const MAX_RACES = 100;

interface Plan {
  readonly candidate: Candidate;
  readonly succession: Succession;
}

/**
 * Settles candidates of one day, each station's in their order, different stations together.
 * Throws where a store fails, or where other writers never let this one come to its turn.
 */
export async function settleDay(
  ports: ReceivePorts,
  account: string,
  candidates: readonly Candidate[],
): Promise<SettledDay> {
  const settled = new Map<Candidate, Settled>();
  const added: Candidate[] = [];
  const waiting = Map.groupBy(candidates, ({ submission }) => submission.station);
  const held = await heldRevisions(ports.items, candidates);
  for (let races = 0; waiting.size > 0; ) {
    const plans: Plan[] = [];
    for (const [station, queue] of waiting) {
      const revisions = held.get(station) ?? [];
      const candidate = firstUnsettled(queue, revisions, settled);
      if (!candidate) waiting.delete(station);
      else if (plans.length < SUCCESSIONS_PER_TRANSACTION) {
        plans.push({
          candidate,
          succession: succeed(revisions, candidate, account, ports.clock()),
        });
      }
    }
    if (plans.length === 0) continue;
    if (await store(ports, plans)) {
      races = 0;
      for (const { candidate, succession } of plans) {
        const { next } = succession;
        held.set(next.station, [...(held.get(next.station) ?? []), next]);
        settled.set(candidate, { outcome: 'accepted', receipt: receiptOf(next, next.revision) });
        added.push(candidate);
        waiting.get(next.station)?.shift();
      }
    } else {
      races += 1;
      if (races > MAX_RACES) throw new Error('the ledger changes faster than it can be read');
      await forEachOf(plans, CALLS_AT_ONCE, async ({ succession: { next } }) => {
        held.set(next.station, await revisionsOf(ports.items, next.station, next.day));
      });
    }
  }
  return { settled, added };
}

/** Settles a queue's candidates up to the first one that needs a revision written, and gives it. */
function firstUnsettled(
  queue: Candidate[],
  revisions: readonly Revision[],
  settled: Map<Candidate, Settled>,
): Candidate | undefined {
  for (let candidate = queue[0]; candidate; candidate = queue[0]) {
    const answer = answerFrom(revisions, candidate);
    if (!answer) return candidate;
    settled.set(candidate, answer);
    queue.shift();
  }
  return undefined;
}

/** Raw objects, then the ledger; false where another writer was there first. */
async function store({ objects, items }: ReceivePorts, plans: readonly Plan[]): Promise<boolean> {
  await forEachOf(plans, CALLS_AT_ONCE, async ({ candidate, succession }) => {
    // The canonical content, so that the object's SHA-256 is the hash that its key names.
    await objects.put(succession.next.key, canonicalJson(candidate.submission), {
      contentType: 'application/json',
      condition: { ifAbsent: true },
    });
  });
  return items.transact(writesOf(plans.map(({ succession }) => succession)));
}

/**
 * The revisions held of each candidate's station. For several stations one query of the ledger
 * tells those that have none (if that is wrong, because a station came to another city since,
 * the transaction's conditions notice) and those that have one only, which is the entry itself.
 */
async function heldRevisions(
  items: ItemTable,
  candidates: readonly Candidate[],
): Promise<Map<string, readonly Revision[]>> {
  const held = new Map<string, readonly Revision[]>();
  const day = candidates[0]?.submission.date;
  if (day === undefined) return held;
  const stations = new Set(candidates.map(({ submission }) => submission.station));
  const corrected = new Set(stations);
  if (stations.size > 1) {
    corrected.clear();
    for (const city of new Set(candidates.map((candidate) => candidate.city))) {
      for (const entry of await entriesOf(items, day, city)) {
        if (!stations.has(entry.station)) continue;
        if (entry.revision === 1) held.set(entry.station, [entry]);
        else corrected.add(entry.station);
      }
    }
  }
  await forEachOf(corrected, CALLS_AT_ONCE, async (station) => {
    held.set(station, await revisionsOf(items, station, day));
  });
  return held;
}

/**
 * The outcome that needs no new revision: a replay or a conflict; undefined where there is one
 * to write. A repeat of the change that `ifMatch` once allowed is a replay, not a conflict:
 * its first answer may have been lost.
 */
function answerFrom(revisions: readonly Revision[], candidate: Candidate): Settled | undefined {
  const { ifMatch, hash, origin } = candidate;
  // As at its first arrival, when no later line of its file had come yet.
  const latest = revisions.findLast((held) => !isOfLaterLine(held, origin));
  const latestRevision = latest?.revision ?? 0;
  const own = revisions.find((held) => held.origin !== null && held.origin === origin);
  const same = own?.hash === hash ? own : revisions.findLast((held) => held.hash === hash);
  const isRepeat = same !== undefined && same === latest && ifMatch === latestRevision - 1;
  const isLatest = ifMatch === 'any' ? latest !== undefined : ifMatch === latestRevision;
  if (ifMatch !== undefined && !isLatest && !isRepeat) {
    return { outcome: 'conflict', latestRevision };
  }
  if (!same || (ifMatch !== undefined && same !== latest)) return undefined;
  return {
    outcome: same === own ? 'accepted' : 'unchanged',
    receipt: receiptOf(same, Math.max(latestRevision, same.revision)),
  };
}

/** Whether a revision came with a later line of the file that the origin names a line of. */
function isOfLaterLine({ origin: other }: Revision, origin: string | null): boolean {
  if (other === null || origin === null) return false;
  const [file, line] = lineOf(origin);
  const [otherFile, otherLine] = lineOf(other);
  return file === otherFile && otherLine > line;
}

/** File and line that an origin names: `<file> <line>`. */
function lineOf(origin: string): readonly [file: string, line: number] {
  const end = origin.lastIndexOf(' ');
  return [origin.slice(0, end), Number(origin.slice(end + 1))];
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
