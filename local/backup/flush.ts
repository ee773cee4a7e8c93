import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Brings all that was written to a folder's file system to the disk: file by file it takes long. */
export async function flush(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  // Elsewhere than on Linux it knows no file systems and takes them all.
  const which = process.platform === 'linux' ? ['--file-system', folder] : [];
  await promisify(execFile)('sync', which);
}
