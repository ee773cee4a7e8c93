import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { DataFolderUnusable, lockDataFolder } from './lock.ts';

const folder = mkdtempSync(join(tmpdir(), 'lock-'));
afterAll(() => rmSync(folder, { recursive: true }));
writeFileSync(join(folder, 'file'), '');

test('the data folder is made, with those above it, and can be let go of', () => {
  const dataDir = join(folder, 'a', 'b');
  lockDataFolder(dataDir)();
  lockDataFolder(dataDir)();
});

test.each(['file', 'file/below', `${'../'.repeat(50)}proc/nope`])(
  '%s is told to be no data folder',
  (name) => {
    expect(() => lockDataFolder(join(folder, name))).toThrow(DataFolderUnusable);
  },
);
