import { open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Spool } from '../../shared/submissions/bulk.ts';

/** Runs `work` with a spool on a file of its own in the temporary folder, then removes it. */
export async function withSpool<T>(work: (spool: Spool) => Promise<T>): Promise<T> {
  const path = join(tmpdir(), `results-${crypto.randomUUID()}.ndjson`);
  const file = await open(path, 'wx+', 0o600);
  try {
    return await work({
      append: (text) => file.appendFile(text),
      async contents() {
        const { size } = await file.stat();
        const bytes = new Uint8Array(size);
        let filled = 0;
        while (filled < size) {
          const { bytesRead } = await file.read(bytes, filled, size - filled, filled);
          if (bytesRead === 0) throw new Error('the results file became shorter');
          filled += bytesRead;
        }
        return bytes;
      },
    });
  } finally {
    await file.close();
    await rm(path, { force: true });
  }
}
