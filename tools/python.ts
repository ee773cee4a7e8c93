/** Programs from PyPI, each set of them in an environment of its own that is made once. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { installPackages } from './debian.ts';

/** What was installed once and can be had again: git ignores it. */
export const CACHE = join(import.meta.dirname, '..', '.cache');

function succeeds(command: string, ...args: string[]): boolean {
  return spawnSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'] }).status === 0;
}

/**
 * The folder of the programs of these packages (`name==version` each), installed where they are not
 * there yet or were of other versions. Throws where that cannot be done.
 */
export function pythonPrograms(name: string, ...packages: string[]): string {
  const folder = join(CACHE, 'python', name);
  const programs = join(folder, 'bin');
  // Written last, so that an installation that broke off is made again.
  const installed = join(folder, 'installed.txt');
  const wanted = packages.join('\n');
  if (existsSync(installed) && readFileSync(installed, 'utf8') === wanted) return programs;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  // Debian has Python without what makes environments.
  if (!succeeds('python3', '-c', 'import ensurepip, venv')) installPackages('python3-venv');
  const pip = join(programs, 'pip');
  const made =
    succeeds('python3', '-m', 'venv', folder) &&
    succeeds(pip, 'install', '--quiet', '--disable-pip-version-check', ...packages);
  if (!made) throw new Error(`${packages.join(' ')} could not be installed from PyPI`);
  writeFileSync(installed, wanted);
  return programs;
}
