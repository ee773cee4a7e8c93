/**
 * Finds a Chromium for the browser tests, or installs Debian's with a font for Chinese where it
 * may; then runs them. `CHROMIUM` names another one.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const FOUND = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser'].find(
  (path) => path && existsSync(path),
);

function run(command: string, ...args: string[]): void {
  const { status } = spawnSync(command, args, { stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) {
    console.error(`${command} ${args.join(' ')} failed: the browser tests need Chromium`);
    process.exit(1);
  }
}

if (!FOUND) {
  run('apt-get', 'update', '-qq');
  run('apt-get', 'install', '-y', '-qq', 'chromium', 'fonts-noto-cjk');
}
const { status } = spawnSync(
  process.execPath,
  ['node_modules/vitest/vitest.mjs', 'run', '--config', 'vitest.browser.config.ts'],
  { stdio: 'inherit', env: { ...process.env, CHROMIUM: FOUND ?? '/usr/bin/chromium' } },
);
process.exit(status ?? 1);
