/**
 * `npm run bench -- --scale province`: a month of the whole province, from its submissions to a
 * draft, and what each part takes. Each part runs in a process of its own, so that the memory of
 * one is not counted for the next. The last line is JSON.
 */
import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startTicker } from '../local/demo/terminal.ts';
import type { Setting } from './load.ts';
import type { Part, ResultOf } from './part.ts';
import { SCALES, type Scale } from './province.ts';
import { lastLine, report } from './report.ts';

const MONTH = '2024-04';

const say = (line = '') => process.stdout.write(`${line}\n`);

/** Does one part in a process of its own. */
function inProcess<P extends Part>(part: P, setting: Setting): Promise<ResultOf<P>> {
  const child = fork(new URL('./part.ts', import.meta.url), [part, JSON.stringify(setting)]);
  return new Promise((resolve, reject) => {
    child.once('message', (result) => resolve(result as ResultOf<P>));
    child.once('error', reject);
    child.once('exit', (code, signal) => reject(new Error(`${part} ended: ${signal ?? code}`)));
  });
}

async function bench(scale: Scale): Promise<void> {
  say(`bench: ${scale}, ${MONTH}, ${availableParallelism()} cores; every figure is made up`);
  const ticker = startTicker(process.stdout);
  const { ensureAssembly } = await import('../local/cloud/synthesis.ts');
  const root = join(import.meta.dirname, '..');
  const cdkOut = await ensureAssembly(root, () => ticker.show('synthesizing the template'));
  ticker.end();
  const dataDir = mkdtempSync(join(tmpdir(), 'fengqiao-bench-'));
  // The processes hear an interrupt, too: this one goes on to clear away what they leave.
  process.once('SIGINT', () => undefined);
  try {
    const setting = { scale, month: MONTH, dataDir, cdkOut };
    const loaded = await inProcess('load', setting);
    const first = await inProcess('run', setting);
    const second = await inProcess('run', setting);
    const found = { loaded, first, second };
    for (const line of report(found)) say(line);
    say(lastLine(found));
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

const { values } = parseArgs({ options: { scale: { type: 'string', default: 'province' } } });
if (Object.hasOwn(SCALES, values.scale)) await bench(values.scale as Scale);
else {
  say(`--scale is one of ${Object.keys(SCALES).join(', ')}`);
  process.exitCode = 1;
}
