/** Where a Chromium stands, or Debian's with a font for Chinese, which is installed where it may. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

function run(command: string, ...args: string[]): void {
  const { status } = spawnSync(command, args, { stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) {
    console.error(`${command} ${args.join(' ')} failed: this needs Chromium`);
    process.exit(1);
  }
}

/** The path of a Chromium; `CHROMIUM` names another one. Ends the process where there is none. */
export function findChromium(): string {
  const found = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser'].find(
    (path) => path && existsSync(path),
  );
  if (found) return found;
  run('apt-get', 'update', '-qq');
  run('apt-get', 'install', '-y', '-qq', 'chromium', 'fonts-noto-cjk');
  return '/usr/bin/chromium';
}
