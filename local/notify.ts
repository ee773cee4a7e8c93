import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/**
 * Tells systemd, where it started the service as one that notifies, that requests are answered.
 * (Node cannot write to a datagram socket; the program that can comes with systemd.)
 */
export async function notifyReady(): Promise<void> {
  if (!process.env.NOTIFY_SOCKET) return;
  await promisify(execFile)('systemd-notify', ['--ready', `--pid=${process.pid}`]);
}
