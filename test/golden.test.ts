import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectGoldenFigures, goldenLines, loadGoldenReference } from './support/golden.ts';
import { ADMINISTRATOR, Served } from './support/served.ts';

/** Folders named `lake` that hold Parquet objects, wherever the embedded cloud keeps its buckets. */
function lakeFolders(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (!entry.isDirectory()) return [];
    const path = join(folder, entry.name);
    const isLake =
      entry.name === 'lake' && statSync(join(path, 'officer_time'), { throwIfNoEntry: false });
    return isLake ? [path] : lakeFolders(path);
  });
}

const LINES = goldenLines();

describe('the golden data, over HTTP', () => {
  const served = new Served();
  beforeAll(async () => {
    await served.start();
    await loadGoldenReference(served);
  });
  afterAll(() => served.dispose());

  it('go in through the inbox: each content once, a replay changes nothing', async () => {
    const { state, results } = await served.bulk(ADMINISTRATOR, `${LINES.join('\n')}\n`);
    expect(state).toMatchObject({ state: 'done', lines: 2211, refused: 0 });
    expect(state.accepted).toBe(2196);
    expect(state.unchanged).toBe(15);
    expect(results.map(({ line }) => line)).toEqual(LINES.map((_, index) => index + 1));
  });

  const kept = new Map<string, number>();
  it('give exactly the known figures', async () => {
    for (const [period, revision] of await expectGoldenFigures(served)) kept.set(period, revision);
  });

  it('give them again after a restart', async () => {
    expect(await served.end('SIGTERM')).toBe(0);
    await served.start();
    // What was computed is there; nothing is run again.
    await expectGoldenFigures(served, (period) => kept.get(period));
  });

  it('change nothing when they are sent again', async () => {
    const { state, results } = await served.bulk(ADMINISTRATOR, LINES.join('\n'));
    expect(state).toMatchObject({ state: 'done', accepted: 0, unchanged: 2211, refused: 0 });
    expect(results.every(({ outcome }) => outcome === 'unchanged')).toBe(true);
  });

  it('give them again after the lake is deleted and rebuilt from raw', async () => {
    await served.end('SIGTERM');
    const folders = lakeFolders(served.dataDir);
    expect(folders).toHaveLength(1);
    for (const folder of folders) rmSync(folder, { recursive: true });
    await served.start();
    await expectGoldenFigures(served);
  });
});
