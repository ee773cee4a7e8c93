import { mkdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** Another process holds the data folder. */
export class DataFolderInUse extends Error {
  override readonly name = 'DataFolderInUse';
}

/** The data folder cannot be made or written to. */
export class DataFolderUnusable extends Error {
  override readonly name = 'DataFolderUnusable';
}

const SQLITE_BUSY = 5;

/**
 * Holds the data folder (made where it is missing) for this process alone and gives the way to
 * let go of it. The lock is the operating system's, on a file that SQLite opens, so it ends with
 * the process however that ends: there is no stale lock to find. Throws DataFolderInUse or
 * DataFolderUnusable.
 */
export function lockDataFolder(dataDir: string): () => void {
  let database: DatabaseSync | undefined;
  try {
    makeFolder(dataDir);
    database = new DatabaseSync(join(dataDir, 'lock'));
    database.exec('pragma locking_mode = exclusive; begin exclusive');
  } catch (cause) {
    database?.close();
    if ((cause as { errcode?: unknown }).errcode === SQLITE_BUSY) {
      throw new DataFolderInUse(`another process is using the data folder ${dataDir}`, { cause });
    }
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new DataFolderUnusable(`the data folder ${dataDir} cannot be used: ${why}`, { cause });
  }
  return () => database.close();
}

/**
 * Makes a folder and those above it. Not by mkdir's own `recursive`, which never ends where a
 * parent is there but takes no folders and says that there is no such file, as /proc does.
 */
function makeFolder(folder: string): void {
  const found = statSync(folder, { throwIfNoEntry: false });
  if (found?.isDirectory()) return;
  if (found) throw new Error('it is not a folder');
  makeFolder(dirname(folder));
  mkdirSync(folder);
}
