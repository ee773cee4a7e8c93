/** Words that both commands say to the operator. */

/** Errors that the operator can do something about: the message says it all. */
const EXPECTED = ['BackupProblem', 'DataFolderInUse', 'DataFolderUnusable'];

/** What the file system says, in the operator's words. */
const FAULTS: Readonly<Record<string, string>> = {
  ENOSPC: '磁盘空间不足，已停止 · The disk is full; stopped',
  EACCES: '没有读写权限，已停止 · No permission; stopped',
  EROFS: '文件系统是只读的，已停止 · The file system is read-only; stopped',
  EBUSY: '文件夹正被占用（例如是挂载点），已停止 · The folder is in use (a mount point?); stopped',
};

/** Says what went wrong; the process ends with 1. */
export function endWith(fault: unknown): void {
  process.exitCode = 1;
  if (typeof fault === 'string') process.stderr.write(`${fault}\n`);
  else if (fault instanceof Error && EXPECTED.includes(fault.name)) {
    process.stderr.write(`${fault.message}\n`);
  } else {
    const said = fault instanceof Error && 'code' in fault && FAULTS[String(fault.code)];
    if (said && fault instanceof Error) process.stderr.write(`${said}: ${fault.message}\n`);
    else console.error(fault);
  }
}

/** `12.3 MB`. */
export const megabytes = (bytes: number): string => `${(bytes / 1_000_000).toFixed(1)} MB`;
