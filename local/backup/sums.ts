/**
 * The list of a backup's files in the form that `sha256sum` writes and checks, so that a backup can
 * be verified without this program: `sha256sum --check SHA256SUMS`.
 */
import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';

/** SHA-256 in hex by path. */
export type Sums = ReadonlyMap<string, string>;

export function encodeSums(sums: Sums): string {
  return [...sums]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([path, sum]) => {
      const escaped = path.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
      return `${escaped === path ? '' : '\\'}${sum}  ${escaped}\n`;
    })
    .join('');
}

/** Undefined where a line is none, or names a file outside. */
export function decodeSums(text: string): Sums | undefined {
  const sums = new Map<string, string>();
  for (const line of text.split('\n').slice(0, -1)) {
    const [, escaped, sum, name] = /^(\\?)([0-9a-f]{64}) {2}(.+)$/.exec(line) ?? [];
    if (sum === undefined || name === undefined) return undefined;
    const path = escaped
      ? name.replace(/\\(.)/g, (_, mark: string) => (mark === 'n' ? '\n' : mark))
      : name;
    if (path.split('/').some((part) => ['', '.', '..'].includes(part))) return undefined;
    sums.set(path, sum);
  }
  return sums;
}

export const sha256 = (bytes: string | Uint8Array): string =>
  createHash('sha256').update(bytes).digest('hex');

export interface Read {
  readonly bytes: number;
  readonly sum: string;
}

const CHUNK_BYTES = 1024 * 1024;

/** Reads a file to its end. */
export async function readThrough(path: string): Promise<Read> {
  const source = await open(path, 'r');
  try {
    const { size } = await source.stat();
    return await drain(source, size, async () => {});
  } finally {
    await source.close();
  }
}

/** Copies a file with its time, readable by its owner alone; the copy must not be there yet. */
export async function copyThrough(from: string, to: string): Promise<Read> {
  // First: where it is gone, there is no copy.
  const source = await open(from, 'r');
  try {
    const { size, mtimeMs } = await source.stat();
    const target = await open(to, 'wx', 0o600);
    try {
      const read = await drain(source, size, async (part) => {
        await target.writeFile(part);
      });
      await target.utimes(mtimeMs / 1000, mtimeMs / 1000);
      return read;
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}

/** `size` is how much there is likely to be. */
async function drain(
  source: FileHandle,
  size: number,
  take: (part: Uint8Array) => Promise<void>,
): Promise<Read> {
  const hash = createHash('sha256');
  const chunk = Buffer.allocUnsafe(Math.min(CHUNK_BYTES, size + 1));
  for (let bytes = 0; ; ) {
    const { bytesRead } = await source.read(chunk, 0, chunk.length, bytes);
    if (bytesRead === 0) return { bytes, sum: hash.digest('hex') };
    const part = chunk.subarray(0, bytesRead);
    hash.update(part);
    await take(part);
    bytes += bytesRead;
  }
}
