/** How far the demo's data are loaded, kept beside them. */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const bookmarkSchema = z.object({
  firstDay: z.iso.date(),
  /** When the other cities' counties join; never in a folder from before there were any. */
  rollout: z.iso.date().nullable().default(null),
  /** Steps of the plan that are done; the step after them may be half done, and can be repeated. */
  done: z.int().nonnegative(),
  /** The day up to which every step is done; null while the first load is under way. */
  through: z.iso.date().nullable(),
});

export type Bookmark = z.infer<typeof bookmarkSchema>;

const fileOf = (dataDir: string) => join(dataDir, 'demo.json');

/** The bookmark of a data folder; undefined where no demo was begun in it. */
export function readBookmark(dataDir: string): Bookmark | undefined {
  let text: string;
  try {
    text = readFileSync(fileOf(dataDir), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  return bookmarkSchema.parse(JSON.parse(text));
}

/** Replaces the bookmark as a whole: a reader sees the old one or the new. */
export function writeBookmark(dataDir: string, bookmark: Bookmark): void {
  const draft = `${fileOf(dataDir)}.new`;
  writeFileSync(draft, `${JSON.stringify(bookmark)}\n`);
  renameSync(draft, fileOf(dataDir));
}
