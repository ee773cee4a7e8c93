/** Lines of a bulk file, a batch at a time: each one's outcome. */
import type { ReferenceBook } from '../units/book.ts';
import type { Names } from './contract.ts';
import { refusedFor } from './errors.ts';
import { BrokenFile, type FileFault, type Line } from './lines.ts';
import { parseSubmission } from './parse.ts';
import { type Outcome, receiveSubmissions, type Sender, type Submittal } from './receive.ts';
import type { ReceivePorts } from './settle.ts';

/** Lines received together, and the bytes at which fewer make a batch. */
const BATCH_LINES = 256;
const BATCH_BYTES = 4 * 1024 ** 2;

const LINE_TOO_LARGE: Names = {
  zh: '这一行超过 4 MB，每行只能有一个派出所一天的内容',
  en: "This line is larger than 4 MB; a line is one station's day",
};

export interface Batch {
  readonly lines: readonly Line[];
  /** Why there is no batch after this one, where the file does not end well. */
  readonly fault: FileFault | undefined;
}

/** The lines in batches; only the last one may be empty. */
export async function* batchesOf(lines: AsyncIterable<Line>): AsyncGenerator<Batch> {
  let batch: Line[] = [];
  let bytes = 0;
  try {
    for await (const line of lines) {
      batch.push(line);
      bytes += line.bytes?.length ?? 0;
      if (batch.length < BATCH_LINES && bytes < BATCH_BYTES) continue;
      yield { lines: batch, fault: undefined };
      batch = [];
      bytes = 0;
    }
  } catch (broken) {
    if (!(broken instanceof BrokenFile)) throw broken;
    yield { lines: batch, fault: broken.fault };
    return;
  }
  if (batch.length > 0) yield { lines: batch, fault: undefined };
}

export type LineOutcome = Extract<Outcome, { outcome: 'accepted' | 'unchanged' | 'refused' }>;

/** The outcome of each line. `origin` names the file: with it a line has the same outcome again. */
export async function receiveLines(
  ports: ReceivePorts,
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
  const received = await receiveSubmissions(ports, book, sender, submittals);
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
