/** Makes a backup of a data folder, whether a cloud runs on it or not. */
import { existsSync, mkdirSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { link } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import packageJson from '../../package.json' with { type: 'json' };
import { forEachOf } from '../../shared/concurrency.ts';
import { lockDataFolder } from '../cloud/lock.ts';
import { filesBelow, firstOf } from './contents.ts';
import { flush } from './flush.ts';
import { describe, FORMAT, MANIFEST, type Manifest, SUMS } from './manifest.ts';
import { BackupProblem } from './problem.ts';
import { backupsOn, clearUnfinished, keepLatest, nameAt, unfinished } from './shelf.ts';
import { holdSnapshot } from './snapshot.ts';
import { copyThrough, encodeSums, type Read, readThrough, type Sums, sha256 } from './sums.ts';

export interface BackupOptions {
  readonly dataDir: string;
  /** The folder that backups stand in; made where it is missing. */
  readonly shelf: string;
  /** How many backups to keep, this one among them; all where left out. */
  readonly keep?: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly onProgress: (done: number, of: number) => void;
}

export interface Made {
  readonly folder: string;
  readonly manifest: Manifest;
  /** Names of older backups that were removed. */
  readonly removed: readonly string[];
}

const FILES_AT_ONCE = 8;

/**
 * Copies the data folder to a new folder on the shelf. Files that have not changed since the last
 * backup there are linked to it and take no room. Whole only once it bears its name; throws
 * BackupProblem, and leaves nothing that looks like a backup then.
 */
export async function makeBackup(options: BackupOptions): Promise<Made> {
  const dataDir = resolve(options.dataDir);
  const shelf = resolve(options.shelf);
  refuseUnfit(dataDir, shelf);
  const release = lockDataFolder(shelf);
  clearUnfinished(shelf);
  try {
    const started = options.now();
    const name = nameAt(started);
    const draft = unfinished(shelf, name);
    mkdirSync(draft, { mode: 0o700 });
    const before = backupsOn(shelf).at(-1);
    const copier = createCopier(dataDir, draft, before && join(shelf, before));
    const rows = await copyFirst(dataDir, draft, copier);
    const files = filesBelow(dataDir);
    let done = 0;
    await forEachOf(files, FILES_AT_ONCE, async (path) => {
      await copier.copy(path);
      done += 1;
      options.onProgress(done, files.length);
    });
    const list = encodeSums(copier.sums);
    writeFileSync(join(draft, SUMS), list, { mode: 0o600 });
    const manifest: Manifest = {
      format: FORMAT,
      release: packageJson.version,
      startedAt: new Date(started).toISOString(),
      endedAt: new Date(options.now()).toISOString(),
      files: copier.sums.size,
      ...copier.size(),
      rows,
      sums: sha256(list),
    };
    writeFileSync(join(draft, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600 });
    await flush(draft);
    renameSync(draft, join(shelf, name));
    await flush(shelf);
    const removed = options.keep === undefined ? [] : keepLatest(shelf, options.keep);
    return { folder: join(shelf, name), manifest, removed };
  } finally {
    // Where it has failed: what is left of a full disk is not to be waited for.
    clearUnfinished(shelf);
    release();
  }
}

function refuseUnfit(dataDir: string, shelf: string): void {
  if (!existsSync(join(dataDir, 'dynamodb.sqlite'))) {
    throw new BackupProblem(
      `${dataDir} 里没有枫桥的数据，没有可备份的内容。数据文件夹由 FENGQIAO_DATA 指定。`,
      `${dataDir} holds no data of Fengqiao: there is nothing to back up. FENGQIAO_DATA names the data folder.`,
    );
  }
  if (!relative(dataDir, shelf).startsWith('..')) {
    throw new BackupProblem(
      '备份文件夹不能放在数据文件夹里；请放到另一块硬盘上。',
      'Backups cannot stand inside the data folder: choose a folder on another disk.',
    );
  }
}

interface Copier {
  readonly sums: Sums;
  /** Copies or links a file; one that is gone by now is left out. */
  copy(path: string): Promise<void>;
  /** Takes in a file that stands in the draft already. */
  take(path: string): Promise<void>;
  size(): { readonly bytes: number; readonly copied: number };
}

function createCopier(dataDir: string, draft: string, before: string | undefined): Copier {
  const known = sumsOf(before);
  const sums = new Map<string, string>();
  let bytes = 0;
  let copied = 0;

  /** Links the file of the backup before, where it is this one by size and time. */
  async function linked(path: string, target: string): Promise<boolean> {
    const sum = known.get(path);
    if (before === undefined || sum === undefined) return false;
    const kept = statSync(join(before, path), { throwIfNoEntry: false });
    const live = statSync(join(dataDir, path), { throwIfNoEntry: false });
    if (!kept || !live || kept.size !== live.size || !sameTime(kept.mtimeMs, live.mtimeMs)) {
      return false;
    }
    try {
      await link(join(before, path), target);
    } catch {
      // A file system without links: a copy does as well.
      return false;
    }
    sums.set(path, sum);
    bytes += kept.size;
    return true;
  }

  function note(path: string, read: Read): void {
    sums.set(path, read.sum);
    bytes += read.bytes;
    copied += read.bytes;
  }

  return {
    sums,
    size: () => ({ bytes, copied }),
    async copy(path) {
      const target = join(draft, path);
      mkdirSync(dirname(target), { recursive: true, mode: 0o700 });
      if (await linked(path, target)) return;
      const read = await copyIfThere(join(dataDir, path), target);
      if (read) note(path, read);
    },
    async take(path) {
      note(path, await readThrough(join(draft, path)));
    },
  };
}

/** None where there is no backup before, or one that no longer holds together: then all is copied. */
function sumsOf(backup: string | undefined): Sums {
  try {
    return backup === undefined ? new Map() : describe(backup).sums;
  } catch (error) {
    if (error instanceof BackupProblem) return new Map();
    throw error;
  }
}

/** Node sets a file's time to the microsecond at best. */
const sameTime = (one: number, other: number) => Math.abs(one - other) < 1;

/** Undefined where the file is gone. */
async function copyIfThere(from: string, to: string): Promise<Read | undefined> {
  try {
    return await copyThrough(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT' && !existsSync(from)) return undefined;
    throw error;
  }
}

/** Small files, then one moment of all databases, the queue's a breath before the table's. */
async function copyFirst(
  dataDir: string,
  draft: string,
  copier: Copier,
): Promise<Manifest['rows']> {
  const { before, databases } = firstOf(dataDir);
  for (const path of before) await copier.copy(path);
  const snapshots = databases.map((path) => ({ path, held: holdSnapshot(join(dataDir, path)) }));
  try {
    const rows: Manifest['rows'] = {};
    for (const { path, held } of snapshots) {
      rows[path] = await held.copyTo(join(draft, path));
      await copier.take(path);
    }
    return rows;
  } finally {
    for (const { held } of snapshots) held.close();
  }
}
