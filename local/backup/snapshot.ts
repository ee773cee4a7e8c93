/** A moment of an SQLite file that others go on writing to. */
import { backup, DatabaseSync } from 'node:sqlite';

export interface Snapshot {
  /** Writes the moment to a new file that stands alone, and gives its rows by table. */
  copyTo(file: string): Promise<Record<string, number>>;
  close(): void;
}

/** Pages copied before others of this process have their turn. */
const PAGES_AT_ONCE = 1000;

/**
 * Holds the file as it is now: what is committed later is in no copy. (A read transaction of a
 * write-ahead log sees one state for as long as it is open, and SQLite's backup reads through it.)
 */
export function holdSnapshot(file: string): Snapshot {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    database.exec('pragma busy_timeout = 5000; begin');
    database.prepare('select count(*) from sqlite_schema').get();
  } catch (error) {
    database.close();
    throw error;
  }
  return {
    async copyTo(target) {
      await backup(database, target, { rate: PAGES_AT_ONCE });
      return finish(target);
    },
    close: () => database.close(),
  };
}

/** Makes the copy one file without a log of its own, checks it and counts its rows. */
function finish(file: string): Record<string, number> {
  const copy = new DatabaseSync(file);
  try {
    copy.exec('pragma journal_mode = delete');
    const found = String(copy.prepare('pragma quick_check').get()?.quick_check);
    if (found !== 'ok') throw new Error(`${file} is not sound: ${found}`);
    const tables = copy
      .prepare("select name from sqlite_schema where type = 'table' and name not like 'sqlite_%'")
      .all();
    return Object.fromEntries(
      tables.map(({ name }) => {
        const quoted = `"${String(name).replaceAll('"', '""')}"`;
        const count = copy.prepare(`select count(*) as count from ${quoted}`).get()?.count;
        return [String(name), Number(count)];
      }),
    );
  } finally {
    copy.close();
  }
}
