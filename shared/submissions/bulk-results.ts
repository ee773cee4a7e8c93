/**
 * The results of a bulk file: written piece by piece as its lines are received, and joined into
 * one object at the end. Pieces of their own rather than the parts of one upload, which S3 wants
 * 5 MiB large: a batch's results are kept before its lines count as received.
 */
import { createHash } from 'node:crypto';
import { readAhead } from '../concurrency.ts';
import type { ObjectStore } from '../ports.ts';
import type { LineOutcome } from './bulk-lines.ts';
import type { BulkState } from './bulk-state.ts';
import type { Line } from './lines.ts';

const CONTENT_TYPE = 'application/x-ndjson';

/** By a hash, since the name of a dropped file may be as long as a key. The bucket clears them away. */
function pieceKey({ id, event }: BulkState, term: number, number: number): string {
  const file = createHash('sha256').update(`${id} ${event}`).digest('hex');
  const [of, at] = [String(term).padStart(4, '0'), String(number).padStart(6, '0')];
  return `pieces/${file}/${of}-${at}.ndjson`;
}

/** The results of a batch, a line each. */
export function resultsOf(batch: readonly Line[], outcomes: readonly LineOutcome[]): string {
  return outcomes
    .map((outcome, index) => `${JSON.stringify(resultOf(batch[index]?.number, outcome))}\n`)
    .join('');
}

function resultOf(line: number | undefined, outcome: LineOutcome) {
  if (outcome.outcome !== 'refused') return { line, ...outcome };
  const { errors, more } = outcome;
  return { line, outcome: 'refused', errors, ...(more > 0 && { more }) };
}

/** Keeps the next piece; it counts once the state that this gives is saved. */
export async function addPiece(
  inbox: ObjectStore,
  state: BulkState,
  text: string,
): Promise<BulkState> {
  const { term, pieces } = state;
  const last = pieces.at(-1);
  const [before, count] = last?.term === term ? [pieces.slice(0, -1), last.count] : [pieces, 0];
  await inbox.put(pieceKey(state, term, count + 1), text, { contentType: CONTENT_TYPE });
  return {
    ...state,
    pieces: [...before, { term, count: count + 1 }],
    written: state.written + Buffer.byteLength(text),
  };
}

/** Whether any line was received under the term that the state is of. */
export function hasProgressed({ term, pieces }: BulkState): boolean {
  return pieces.at(-1)?.term === term;
}

/** Pieces are read ahead while one is joined: so many, and no more than have so many bytes together. */
const PIECES_AHEAD = 8;
const BYTES_AHEAD = 8 * 1024 ** 2;

/** Joins the pieces that count into the results. */
export async function joinPieces(
  inbox: ObjectStore,
  state: BulkState,
  results: string,
): Promise<void> {
  const keys = state.pieces.flatMap(({ term, count }) =>
    Array.from({ length: count }, (_, index) => pieceKey(state, term, index + 1)),
  );
  // Pieces of errors are far larger than those of receipts, and a file's are much alike.
  const ahead = Math.min(
    PIECES_AHEAD,
    Math.floor((BYTES_AHEAD * keys.length) / Math.max(1, state.written)),
  );
  const pieces = readAhead(keys, ahead, async (key) => {
    const piece = await inbox.get(key);
    if (!piece) throw new Error('a piece of the results is gone');
    return piece.body;
  });
  await inbox.putStream(results, pieces, { contentType: CONTENT_TYPE });
}
