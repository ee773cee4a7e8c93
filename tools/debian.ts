/** Programs of Debian that some tests need: found, or installed where that may be done. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

export function run(command: string, ...args: string[]): void {
  const { status } = spawnSync(command, args, { stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) {
    console.error(`${command} ${args.join(' ')} failed, and this cannot do without`);
    process.exit(1);
  }
}

/** Installs packages of Debian. Ends the process where it cannot. */
export function installPackages(...packages: string[]): void {
  run('apt-get', 'update', '-qq');
  run('apt-get', 'install', '-y', '-qq', ...packages);
}

/**
 * The path of a Chromium, installed with a font for Chinese; `CHROMIUM` names another one. Ends the
 * process where there is none.
 */
export function findChromium(): string {
  const found = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser'].find(
    (path) => path && existsSync(path),
  );
  if (found) return found;
  installPackages('chromium', 'fonts-noto-cjk');
  return '/usr/bin/chromium';
}

/** Sees to it that `pdftotext` is there, which reads what was printed. Ends the process where it cannot. */
export function needPdfText(): void {
  if (spawnSync('pdftotext', ['-v']).status !== 0) installPackages('poppler-utils');
}

/** Sees to it that a program is there, out of the packages named. Ends the process where it cannot. */
export function needProgram(program: string, ...packages: string[]): void {
  if (spawnSync('which', [program]).status !== 0) installPackages(...packages);
}
