import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** Another process holds the data folder. */
export class DataFolderInUse extends Error {
  override readonly name = 'DataFolderInUse';
}

const SQLITE_BUSY = 5;

/**
 * Holds the data folder (made where it is missing) for this process alone and gives the way to
 * let go of it. The lock is the operating system's, on a file that SQLite opens, so it ends with
 * the process however that ends: there is no stale lock to find. Throws DataFolderInUse.
 */
export function lockDataFolder(dataDir: string): () => void {
  mkdirSync(dataDir, { recursive: true });
  const database = new DatabaseSync(join(dataDir, 'lock'));
  try {
    database.exec('pragma locking_mode = exclusive; begin exclusive');
  } catch (cause) {
    database.close();
    if ((cause as { errcode?: unknown }).errcode !== SQLITE_BUSY) throw cause;
    throw new DataFolderInUse(`another process is using the data folder ${dataDir}`, { cause });
  }
  return () => database.close();
}
