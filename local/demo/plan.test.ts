import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readBookmark, writeBookmark } from './bookmark.ts';
import { firstDayOf, planDemo, rolloutOf } from './plan.ts';

function dataFolder(): string {
  const dataDir = mkdtempSync(join(tmpdir(), 'fengqiao-demo-'));
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
  return dataDir;
}

test.each([
  ['2026-11-29', '2025-10-01', '2026-09-01'],
  ['2026-02-01', '2025-01-01', '2025-12-01'],
  ['2026-12-31', '2025-11-01', '2026-10-01'],
])(
  'set up on %s it begins on %s; all cities have the last two whole months, from %s',
  (today, first, rollout) => {
    expect(firstDayOf(today)).toBe(first);
    expect(rolloutOf(first)).toBe(rollout);
  },
);

test('a later day only adds steps, so that a load goes on where it stopped', () => {
  const plan = (today: string) => [...planDemo('2026-01-01', today, '2026-02-01')];
  const [sooner, later] = [plan('2026-02-12'), plan('2026-02-14')];
  expect(JSON.stringify(later.slice(0, sooner.length))).toBe(JSON.stringify(sooner));
  expect(later.slice(sooner.length).map(({ kind }) => kind)).toEqual([
    'submissions',
    'submissions',
  ]);
  const last = later.at(-1);
  const senders = last?.kind === 'submissions' ? last.files.map(({ sender }) => sender) : [];
  expect(senders).toEqual(['county', 'administrator']);
});

test('the bookmark keeps the day of the roll-out', () => {
  const dataDir = dataFolder();
  expect(readBookmark(dataDir)).toBeUndefined();
  const bookmark = {
    ...{ firstDay: '2025-10-01', rollout: '2026-09-01', done: 7, through: null },
  };
  writeBookmark(dataDir, bookmark);
  expect(readBookmark(dataDir)).toEqual(bookmark);
});

test('a folder from before there was a roll-out goes on with the county alone', () => {
  const dataDir = dataFolder();
  const old = { firstDay: '2025-10-01', done: 451, through: '2026-11-29' };
  // It may also name a month that was being closed beside the days that followed.
  writeFileSync(join(dataDir, 'demo.json'), JSON.stringify({ ...old, closing: null }));
  expect(readBookmark(dataDir)).toEqual({ ...old, rollout: null });
  const alone = [...planDemo('2026-01-01', '2026-02-14', null)];
  const senders = alone.flatMap((step) =>
    step.kind === 'submissions' ? step.files.map(({ sender }) => sender) : [],
  );
  expect(new Set(senders)).toEqual(new Set(['county']));
});
