/** The folder that backups stand in, side by side, each under the time it was begun. */
import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { MANIFEST } from './manifest.ts';

const NAME = /^fengqiao-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-\d{3}Z$/;
/** No backup is called so: what is being made, and what is being removed. */
const UNFINISHED = '.unfinished-';

export const nameAt = (instant: number): string =>
  `fengqiao-${new Date(instant).toISOString().replaceAll(/[:.]/g, '-')}`;

export const unfinished = (shelf: string, name: string): string =>
  join(shelf, `${UNFINISHED}${name}`);

/** The whole backups, the oldest first. */
export function backupsOn(shelf: string): string[] {
  return readdirSync(shelf)
    .filter((name) => NAME.test(name) && existsSync(join(shelf, name, MANIFEST)))
    .sort();
}

/** Removes what a backup that was cut off has left. */
export function clearUnfinished(shelf: string): void {
  for (const name of readdirSync(shelf)) {
    if (name.startsWith(UNFINISHED)) rmSync(join(shelf, name), { recursive: true });
  }
}

/** Removes all but the latest so many; gives the names of those that went. */
export function keepLatest(shelf: string, count: number): string[] {
  const old = backupsOn(shelf).slice(0, -count);
  for (const name of old) {
    // Renamed first: one that is half removed must not look whole.
    renameSync(join(shelf, name), unfinished(shelf, name));
    rmSync(unfinished(shelf, name), { recursive: true });
  }
  return old;
}
