/**
 * Do the embedded cloud's decisions agree with those of an IAM engine that we did not write? Of
 * made-up policies and requests, and of every kind of call that the last `npm test` made under
 * the template's own policies. `npm run test:iam`; fails at the first disagreement.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Case } from './opinion-case.ts';
import { madeUpCases } from './opinion-made-up.ts';
import { recordedCases } from './opinion-recorded.ts';

const ROOT = join(import.meta.dirname, '..');
const LIBRARY = '@cloud-copilot/iam-simulate@0.1.173';
const FOLDER = join(ROOT, 'node_modules/.cache/iam-simulate');
const MADE_UP = 5000;

function run(command: string, args: string[], input?: string): string {
  const { status, stdout, stderr } = spawnSync(command, args, {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    ...(input !== undefined && { input }),
  });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${stderr}`);
  return stdout;
}

if (!existsSync(join(FOLDER, 'node_modules'))) {
  run('npm', ['install', '--no-save', '--prefix', FOLDER, LIBRARY]);
}
const cases: Case[] = [...madeUpCases(MADE_UP), ...recordedCases(ROOT)];
const engine = join(import.meta.dirname, 'second-opinion-engine.ts');
const simulations = cases.map(({ simulation }) => simulation);
const opinions = JSON.parse(
  run(process.execPath, [engine, FOLDER], JSON.stringify(simulations)),
) as boolean[];

const different = cases.filter(({ allowed }, index) => allowed !== opinions[index]);
const allowed = cases.filter((one) => one.allowed).length;
console.log(`${cases.length} decisions (${allowed} allow), of them made up: ${MADE_UP}`);
console.log(`${different.length} differ from ${LIBRARY}`);
if (different.length > 0) {
  console.log(JSON.stringify(different[0], undefined, 2));
  process.exitCode = 1;
}
