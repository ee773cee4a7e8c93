/**
 * Receiving submissions: validate, keep the raw document, then make its revision the one that
 * counts, then give the receipt. A receipt is only given once everything it says is stored.
 */
import { type BurdenOfOne, countBurden, fieldsOf } from '../burden/burden.ts';
import { dayAt, isDay } from '../calendar/day.ts';
import { forEachOf } from '../concurrency.ts';
import type { ReferenceBook } from '../units/book.ts';
import { contentHash } from './content.ts';
import type { RefusalError } from './errors.ts';
import {
  type Candidate,
  type IfMatch,
  type ReceivePorts,
  type Settled,
  settleDay,
} from './settle.ts';
import { validateSubmission } from './validate.ts';

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
  readonly ifMatch?: IfMatch;
  /** Which line of which file this is: repeated, it gets the same outcome as the first time. */
  readonly origin?: string;
  /** How long its form was open, in seconds; left out for what came in a file or from a program. */
  readonly formSeconds?: number;
}

export type Outcome =
  | Settled
  | (Refusal & { readonly outcome: 'refused' })
  /**
   * The station is none of the sender's branch, or none at all; the errors are those that the
   * document shows by itself.
   */
  | (Refusal & { readonly outcome: 'outside' });

interface Refusal {
  readonly errors: readonly RefusalError[];
  readonly more: number;
}

/** Days settled at once; each makes some six calls at once. */
const DAYS_AT_ONCE = 8;

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
  const today = dayAt(ports.clock());
  const judged = submittals.map((submittal) => judge(submittal, book, sender, today));
  const candidates = judged.flatMap((result) => ('outcome' in result ? [] : [result]));
  const days = Map.groupBy(candidates, ({ submission }) => submission.date);
  const settled = new Map<Candidate, Settled>();
  const added = new Set<Candidate>();
  await forEachOf(days.values(), DAYS_AT_ONCE, async (ofDay) => {
    const day = await settleDay(ports, sender.account, ofDay);
    for (const [candidate, outcome] of day.settled) settled.set(candidate, outcome);
    for (const candidate of day.added) added.add(candidate);
  });
  const counted = judged.flatMap((result, index) =>
    'outcome' in result || !added.has(result)
      ? []
      : [burdenOfOne(book, result, submittals[index]?.formSeconds)],
  );
  await countSafely(ports, counted);
  return judged.map((result) => {
    const outcome = 'outcome' in result ? result : settled.get(result);
    if (!outcome) throw new Error('a document without an outcome');
    return outcome;
  });
}

function burdenOfOne(
  book: ReferenceBook,
  { submission }: Candidate,
  formSeconds: number | undefined,
): BurdenOfOne {
  const { date: day, station } = submission;
  const county = book.unitsOn(day).unit(station)?.parent;
  if (!county) throw new Error('a valid station without a county');
  return { day, county, fields: fieldsOf(submission), formSeconds };
}

/** The receipts stand whether this succeeds or not; a count that is lost is not made up for. */
async function countSafely(
  { items, report }: ReceivePorts,
  counted: readonly BurdenOfOne[],
): Promise<void> {
  try {
    await countBurden(items, counted);
  } catch (fault) {
    report?.(fault);
  }
}

function judge(
  { document, ifMatch, origin }: Submittal,
  book: ReferenceBook,
  sender: Sender,
  today: string,
): Outcome | Candidate {
  const outside = isOutside(document, book, sender, today);
  const reference = outside ? undefined : book;
  const judged = validateSubmission(document, { today, role: sender.role, reference });
  if (!judged.ok) {
    const { errors, more } = judged;
    return { outcome: outside ? 'outside' : 'refused', errors, more };
  }
  const { submission } = judged;
  const city = book.unitsOn(submission.date).cityOf(submission.station);
  if (city === undefined) throw new Error('a valid station without a city');
  return {
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
 * nobody which units exist elsewhere. An administrator's branch is the root's, also while no
 * units are loaded.
 */
function isOutside(
  document: unknown,
  book: ReferenceBook,
  { unit: branch, role }: Sender,
  today: string,
): boolean {
  if (typeof document !== 'object' || document === null) return false;
  const station = 'station' in document ? document.station : undefined;
  const date = 'date' in document ? document.date : undefined;
  if (typeof station !== 'string') return false;
  const trees = [book.unitsOn(today)];
  if (typeof date === 'string' && isDay(date)) trees.push(book.unitsOn(date));
  if (trees.some((tree) => tree.isWithin(branch, station))) return false;
  const isUnit = trees.some((tree) => tree.unit(station) !== undefined);
  const isRoot =
    role === 'administrator' || trees.some((tree) => tree.unit(branch)?.parent === null);
  return isUnit || !isRoot;
}
