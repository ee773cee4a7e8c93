/**
 * `npm run test:service`: HTTPS, a proxy before it and the systemd units, each with the real
 * program: openssl, nginx, and a systemd that is booted in a container of this machine (as root).
 */
import { spawnSync } from 'node:child_process';
import { needProgram } from './debian.ts';

needProgram('openssl', 'openssl');
needProgram('nginx', 'nginx-light');
needProgram('systemd-analyze', 'systemd');
needProgram('systemd-nspawn', 'systemd-container', 'dbus');
const { status } = spawnSync(
  process.execPath,
  [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--config',
    'vitest.service.config.ts',
    ...process.argv.slice(2),
  ],
  { stdio: 'inherit' },
);
process.exit(status ?? 1);
