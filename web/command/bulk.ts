/** Bulk files: their state as the API answers it, their results line by line, sizes in words. */
import { points } from '../format.ts';

/** `GET /v1/submissions/bulk/{id}` */
export interface BulkState {
  readonly id: string;
  readonly filename: string | null;
  readonly state: 'waiting' | 'processing' | 'done' | 'failed';
  readonly lines: number;
  readonly accepted: number;
  readonly unchanged: number;
  readonly refused: number;
  /** Of the file as it was uploaded: read so far, and in all. */
  readonly bytes: number;
  readonly size: number | null;
  /** A link that holds for an hour. */
  readonly results: string | null;
  readonly error?: {
    readonly code: string;
    readonly messages: { readonly zh: string; readonly en: string };
  };
}

/** A line of the results that was refused. */
export interface RefusedLine {
  readonly line: number;
  readonly errors: readonly {
    readonly code: string;
    readonly pointer: string;
    readonly messages: { readonly zh: string; readonly en: string };
  }[];
  readonly more?: number;
}

export const isOver = ({ state }: BulkState) => state === 'done' || state === 'failed';

/** Milliseconds until the next look at a file, after so many: a second at first, then slower. */
export function pauseAfter(looks: number): number {
  return Math.min(1000 * 1.25 ** Math.max(0, looks - 5), 10_000);
}

/** `12.3 MB` of a number of bytes. */
export function sizeText(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 ** 2) return `${points(bytes / 1024)} KB`;
  if (bytes < 1024 ** 3) return `${points(bytes / 1024 ** 2)} MB`;
  return `${points(bytes / 1024 ** 3)} GB`;
}

/** What the results of a refused line hold, and hardly any other line. */
const REFUSED = '"refused"';

/**
 * The first lines of the results that were refused, at most so many. No more of the results is
 * read than that takes, and no more of them held than one chunk.
 */
export async function refusedLines(
  results: ReadableStream<Uint8Array<ArrayBuffer>>,
  most: number,
): Promise<RefusedLine[]> {
  const found: RefusedLine[] = [];
  const reader = results.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  const take = (line: string) => {
    if (found.length >= most || !line.includes(REFUSED)) return;
    const result: RefusedLine & { readonly outcome: string } = JSON.parse(line);
    if (result.outcome === 'refused') found.push(result);
  };
  while (found.length < most) {
    const { done, value } = await reader.read();
    if (done) break;
    const lines = (rest + value).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) take(line);
  }
  take(rest);
  await reader.cancel();
  return found;
}
