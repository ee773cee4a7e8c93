/** Which form a data folder's contents have, so that an older release leaves a newer one's alone. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Moves on when what stands in the folder changes so that the release before would misread it.
 * A release that moves it on brings older folders up to it at its first start.
 */
export const DATA_VERSION = 1;

/** A newer release has written to the folder. */
export class DataFolderTooNew extends Error {
  override readonly name = 'DataFolderTooNew';
}

/** Notes the version in a folder that has none; throws DataFolderTooNew. */
export function checkDataVersion(dataDir: string): void {
  const file = join(dataDir, 'version');
  const found = versionIn(file);
  if (found === undefined) writeFileSync(file, `${DATA_VERSION}\n`);
  else if (found > DATA_VERSION) {
    throw new DataFolderTooNew(
      `${dataDir} 的数据由更新的版本写入（格式 ${found}，本程序认识 ${DATA_VERSION}）。请用新版本启动，或恢复升级前的备份。\n` +
        `A newer release has written to ${dataDir} (version ${found}, known here is ${DATA_VERSION}): start the newer one, or restore the backup from before the upgrade.`,
    );
  }
}

/** Undefined where there is no file; folders of the first releases have none. */
function versionIn(file: string): number | undefined {
  try {
    const version = Number(readFileSync(file, 'utf8'));
    return Number.isInteger(version) && version > 0 ? version : Number.POSITIVE_INFINITY;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
