/** A topic's messages on this machine: one file of them, a JSON object a line. */
import { open, readFile, truncate } from 'node:fs/promises';
import { dirname } from 'node:path';

/** A line of the file. */
export interface Publication {
  readonly messageId: string;
  /** `2024-04-16T04:05:00.000Z` */
  readonly publishedAt: string;
  readonly subject: string | null;
  readonly message: string;
  readonly attributes: Readonly<Record<string, string>>;
}

export interface Outbox {
  /** Resolves when the disk has the message. */
  append(publication: Publication): Promise<void>;
  /** Every message that the file still has, the first one first. */
  all(): Promise<Publication[]>;
}

/**
 * The outbox in a file, which is made with the first message. It is opened anew for each, so that
 * whoever forwards messages may move the file away at any time and will get the later ones in a
 * new one. What a crash has left of a line that was never answered for is cut off.
 */
export async function openOutbox(file: string): Promise<Outbox> {
  const held = await readIfThere(file);
  const whole = held.lastIndexOf(NEWLINE) + 1;
  if (whole < held.length) await truncate(file, whole);
  let last: Promise<unknown> = Promise.resolve();

  /** One after the other, whether the one before succeeded or not. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = last.then(work, work);
    last = turn;
    return turn;
  }

  return {
    append: (publication) => inTurn(() => appendLine(file, `${JSON.stringify(publication)}\n`)),
    all: () =>
      inTurn(async () => {
        const lines = (await readIfThere(file)).toString('utf8').split('\n').slice(0, -1);
        return lines.map((line) => JSON.parse(line) as Publication);
      }),
  };
}

const NEWLINE = 10;

async function readIfThere(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
      return Buffer.alloc(0);
    throw error;
  }
}

async function appendLine(file: string, line: string): Promise<void> {
  const handle = await open(file, 'a');
  try {
    const { size } = await handle.stat();
    try {
      await handle.appendFile(line);
      await handle.datasync();
    } catch (error) {
      // Half a line would spoil the next one.
      await handle.truncate(size);
      throw error;
    }
    if (size === 0) await syncFolder(dirname(file));
  } finally {
    await handle.close();
  }
}

/** A new file is there for good once its folder is on the disk. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
