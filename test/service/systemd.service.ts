/** The units: sound by systemd's own judgement, and at work under a systemd that is booted for it. */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { documentOf, GRIDS, STATION, UNITS } from '../support/county.ts';

const ROOT = join(import.meta.dirname, '../..');
const UNIT_FILES = join(ROOT, 'deploy/systemd');
const folder = mkdtempSync(join(tmpdir(), 'fengqiao-systemd-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('the units are without a fault', () => {
  // Checked against a tree that has the program where the units say it is.
  for (const name of ['fengqiao.service', 'fengqiao-backup.service', 'fengqiao-backup.timer']) {
    const text = readFileSync(join(UNIT_FILES, name), 'utf8');
    writeFileSync(join(folder, name), text.replaceAll('/opt/fengqiao', ROOT));
  }
  const units = ['fengqiao.service', 'fengqiao-backup.timer'].map((name) => join(folder, name));
  const checked = spawnSync('systemd-analyze', ['verify', '--man=no', ...units], {
    encoding: 'utf8',
    env: { ...process.env, SYSTEMD_UNIT_PATH: `${folder}:` },
  });
  const complaints = checked.stderr.split('\n').filter((line) => line.includes('fengqiao'));
  expect([checked.status, complaints]).toEqual([0, []]);
});

/** Times ten, as the option counts; "OK" begins at 5.0 and lower is better. */
test.each([
  ['fengqiao.service', 20],
  ['fengqiao-backup.service', 10],
])('%s is exposed by at most %d tenths', (name, threshold) => {
  const args = ['security', '--no-pager', '--offline=true', `--threshold=${threshold}`];
  execFileSync('systemd-analyze', [...args, join(UNIT_FILES, name)], { stdio: 'pipe' });
});

test('under systemd: ready, serving, reloaded, backed up, restored, killed and back', () => {
  const probe = join(folder, 'probe');
  mkdirSync(probe);
  cpSync(join(import.meta.dirname, 'probe.sh'), join(probe, 'probe.sh'));
  writeFileSync(join(probe, 'units.csv'), UNITS);
  writeFileSync(join(probe, 'grids.csv'), GRIDS);
  writeFileSync(join(probe, 'day.json'), JSON.stringify(documentOf(STATION, '2024-04-15')));
  const script = join(import.meta.dirname, 'boot.sh');
  const said = execFileSync('unshare', ['--mount', 'bash', script, folder, ROOT, probe], {
    encoding: 'utf8',
  });
  console.log(said);
  const found = Object.fromEntries(
    [...said.matchAll(/^(\w+)=(.*)$/gm)].map(([, name, value]) => [name, value]),
  );
  expect(found).toEqual({
    ...{ state: 'active', page: '200', units: '200', grids: '200', submission: '201' },
    ...{ run: 'succeeded', reloaded: 'active', backup: 'success' },
    ...{ stopped: 'success', restore: '0', card: '200', anew: '0', same: '200' },
    ...{ restarts: '1', again: '200' },
  });
  expect(said).toContain('journal: ready https://fengqiao.example:8443');
});
