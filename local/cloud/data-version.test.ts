import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { checkDataVersion, DATA_VERSION, DataFolderTooNew } from './data-version.ts';

const folder = mkdtempSync(join(tmpdir(), 'version-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = join(folder, 'version');

test('a folder without a version is one of the first releases, and gets it', () => {
  checkDataVersion(folder);
  expect(readFileSync(file, 'utf8')).toBe(`${DATA_VERSION}\n`);
  checkDataVersion(folder);
});

test.each([String(DATA_VERSION + 1), 'what'])('version %s is left alone', (version) => {
  writeFileSync(file, version);
  expect(() => checkDataVersion(folder)).toThrow(DataFolderTooNew);
  expect(readFileSync(file, 'utf8')).toBe(version);
});
