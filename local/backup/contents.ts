/** What of a data folder a backup holds, and in which order. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Left out, by path in the data folder. Whatever else stands there is kept: a store that is added
 * later is in the backup without a word here.
 */
const LEFT_OUT: readonly RegExp[] = [
  // Of the process that runs, and of the release.
  /^lock(-journal)?$/,
  /^cloud\.json$/,
  /^(code|logs)\//,
  // Drafts of small files, uploads that nobody was told had arrived, and what is made from the files.
  /\.new$/,
  /^s3\/\.(incoming|uploads)\//,
  /^s3\/\.objects\.sqlite$/,
  // Rebuilt from raw documents and ledger by the next compaction; a copy taken beside a running
  // service could hold days that the ledger of the backup does not know.
  /^s3\/[^/]+\/lake\//,
  // Answers of the query engine, read once and at once.
  /^s3\/[^/]*queryresultsbucket\//,
  // Secrets. Who held the issuer's key could sign in as anybody; the next start makes another.
  /\.(pem|key)(\.\d+)?$/,
  // SQLite's own beside its files, which are copied by SQLite.
  /\.sqlite-(wal|shm|journal)$/,
];

export const isLeftOut = (path: string): boolean => LEFT_OUT.some((rule) => rule.test(path));

/**
 * Copied first and in this order. A backup is to look like the data folder after a crash, which
 * the system is made for: work that was handed on may be handed on again, and must not be missing.
 * So what remembers that it was handed on (the schedules' times) is older than the queue that
 * holds it, and the queue older than the table that its work ends in. Objects come last: what a
 * table names was stored before it was named, and is not changed after.
 */
const FIRST: readonly string[] = ['schedules.json', 'sqs.sqlite', 'dynamodb.sqlite'];

export interface Contents {
  /** SQLite files, of which a moment is held. */
  readonly databases: readonly string[];
  /** Small files that come before the databases. */
  readonly before: readonly string[];
}

/** The files of the folder itself that come before the others. */
export function firstOf(dataDir: string): Contents {
  const there = readdirSync(dataDir, { withFileTypes: true })
    .filter((entry) => entry.isFile() && !isLeftOut(entry.name))
    .map(({ name }) => name)
    .sort((one, other) => rank(one) - rank(other));
  return {
    databases: there.filter(isDatabase),
    before: there.filter((name) => !isDatabase(name)),
  };
}

const isDatabase = (path: string): boolean => path.endsWith('.sqlite');

const rank = (name: string): number => {
  const place = FIRST.indexOf(name);
  return place < 0 ? FIRST.length : place;
};

/** The files below the folder's own folders, as they are now: objects, and whatever else stands there. */
export function filesBelow(dataDir: string): string[] {
  const found: string[] = [];
  const visit = (folder: string) => {
    for (const entry of readdirSync(join(dataDir, folder), { withFileTypes: true })) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) {
        if (!isLeftOut(`${path}/`)) visitIfThere(path);
      } else if (folder !== '' && entry.isFile() && !isLeftOut(path)) found.push(path);
    }
  };
  const visitIfThere = (folder: string) => {
    try {
      visit(folder);
    } catch (error) {
      // The last object of a folder takes the folder with it.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  };
  visit('');
  return found;
}
