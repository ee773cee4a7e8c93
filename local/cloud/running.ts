/** The note in the data folder of the cloud that runs on it, for other processes to find. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const runningSchema = z.object({ pid: z.int(), url: z.url() });

export const DEFAULT_PORT = 8080;

const fileOf = (dataDir: string) => join(dataDir, 'cloud.json');

/** Writes the note and gives the way to remove it. */
export function noteRunning(dataDir: string, url: string): () => void {
  writeFileSync(fileOf(dataDir), `${JSON.stringify({ pid: process.pid, url })}\n`);
  return () => rmSync(fileOf(dataDir), { force: true });
}

/** The address of the cloud that runs on the folder; undefined where none does. */
export function runningUrl(dataDir: string): string | undefined {
  try {
    const { pid, url } = runningSchema.parse(JSON.parse(readFileSync(fileOf(dataDir), 'utf8')));
    // Signal 0 only asks whether the process is there; a killed one leaves its note behind.
    process.kill(pid, 0);
    return url;
  } catch {
    return undefined;
  }
}
