/** Checks a backup, and restores it into an empty place. */
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { forEachOf } from '../../shared/concurrency.ts';
import { flush } from './flush.ts';
import { damaged, describe, type Manifest, missing } from './manifest.ts';
import { BackupProblem } from './problem.ts';
import { copyThrough, type Read, readThrough } from './sums.ts';

export interface RestoreOptions {
  /** The folder of one backup. */
  readonly from: string;
  /** The data folder: there is none, or an empty one. */
  readonly dataDir: string;
  readonly onProgress: (done: number, of: number) => void;
}

const FILES_AT_ONCE = 8;

/** Reads every file of the backup and compares it with its sum; throws BackupProblem naming the first that differs. */
export async function checkBackup(
  backup: string,
  onProgress: RestoreOptions['onProgress'],
): Promise<Manifest> {
  return eachFile(backup, onProgress, (path) => readThrough(join(backup, path)));
}

/**
 * Copies a backup to be the data folder, every file compared with its sum on the way. The folder
 * appears whole or not at all; throws BackupProblem.
 */
export async function restoreBackup(options: RestoreOptions): Promise<Manifest> {
  const backup = resolve(options.from);
  const dataDir = resolve(options.dataDir);
  if (existsSync(dataDir) && readdirSync(dataDir).length > 0) {
    throw new BackupProblem(
      `${dataDir} 不是空文件夹，没有恢复任何数据。请先停止服务，把它改名保留，再恢复。`,
      `${dataDir} is not empty: nothing was restored. Stop the service, rename the folder to keep it, then restore.`,
    );
  }
  const draft = `${dataDir}.restoring`;
  rmSync(draft, { recursive: true, force: true });
  try {
    mkdirSync(draft, { recursive: true, mode: 0o700 });
    const manifest = await eachFile(backup, options.onProgress, async (path) => {
      mkdirSync(dirname(join(draft, path)), { recursive: true, mode: 0o700 });
      return copyThrough(join(backup, path), join(draft, path));
    });
    await flush(draft);
    renameSync(draft, dataDir);
    await flush(dirname(dataDir));
    return manifest;
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    throw error;
  }
}

async function eachFile(
  backup: string,
  onProgress: RestoreOptions['onProgress'],
  read: (path: string) => Promise<Read>,
): Promise<Manifest> {
  const { manifest, sums } = describe(backup);
  let done = 0;
  await forEachOf(sums, FILES_AT_ONCE, async ([path, sum]) => {
    if (!existsSync(join(backup, path))) throw new BackupProblem(...missing(path));
    if ((await read(path)).sum !== sum) throw damaged(path);
    done += 1;
    onProgress(done, sums.size);
  });
  return manifest;
}
