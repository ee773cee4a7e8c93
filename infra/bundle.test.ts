import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { bundle, FUNCTIONS } from './bundle.ts';

const scratch = mkdtempSync(join(tmpdir(), 'bundle-'));
afterAll(() => rmSync(scratch, { recursive: true }));

async function bundled(name: string): Promise<Map<string, string>> {
  const outdir = join(scratch, name);
  await bundle(outdir);
  const files = readdirSync(outdir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  return new Map(files.map((file) => [relative(outdir, file), readFileSync(file, 'utf8')]));
}

test('the same sources give the same bundles, whole and naming nothing of this machine', async () => {
  const files = await bundled('once');
  expect([...files.keys()]).toEqual(
    expect.arrayContaining([
      ...FUNCTIONS.flatMap((name) => [join(name, 'index.js'), join(name, 'package.json')]),
      join('api', 'web', 'index.html'),
      join('api', 'web', 'main.js'),
    ]),
  );
  for (const text of files.values()) {
    expect(text.includes(join(import.meta.dirname, '..')) || text.includes(scratch)).toBe(false);
  }
  const again = await bundled('again');
  expect([...again.keys()].filter((file) => again.get(file) !== files.get(file))).toEqual([]);
});
