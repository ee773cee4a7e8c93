/** `deploy/aws/restore-table.sh` against an `aws` that is made up. */
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

const SCRIPT = join(import.meta.dirname, '../deploy/aws/restore-table.sh');
const MOMENT = '2026-11-29T04:00:00Z';

/** Answers as the CLI does; what it was asked and what there is stand in files beside it. */
const AWS = `#!/bin/sh
cd "$(dirname "$0")"
echo "$*" >> calls
fault() { echo "An error occurred ($1)" >&2; exit 254; }
case "$2" in
  restore-table-to-point-in-time)
    [ ! -e refused ] || fault PointInTimeRecoveryUnavailableException
    [ ! -e restored ] || fault TableAlreadyExistsException
    echo "arn:aws-cn:dynamodb:cn-north-1:1:table/$4 2026-11-29T04:00:00+00:00" > restored ;;
  describe-table)
    [ -e restored ] || fault ResourceNotFoundException
    case "$*" in
      *RestoreSummary*) cat restored ;;
      *)
        left=$(cat creating)
        if [ "$left" -gt 0 ]; then echo $((left - 1)) > creating; echo CREATING
        else cat status; fi ;;
    esac ;;
  update-continuous-backups)
    [ ! -e unavailable ] || { rm unavailable; fault ContinuousBackupsUnavailableException; } ;;
  describe-time-to-live) if [ -e ttl ]; then echo ENABLED; else echo DISABLED; fi ;;
  update-time-to-live) [ ! -e ttl ] || fault ValidationException; touch ttl ;;
  update-table) ;;
  *) fault InvalidAction ;;
esac
`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'restore-table-'));
  put('aws', AWS);
  chmodSync(join(folder, 'aws'), 0o755);
  put('status', 'ACTIVE\n');
  put('creating', '0\n');
});
afterEach(() => rmSync(folder, { recursive: true }));

const put = (file: string, text = '') => writeFileSync(join(folder, file), text);
const given = (...args: string[]) =>
  spawnSync('sh', [SCRIPT, ...args], {
    encoding: 'utf8',
    env: {
      PATH: `${folder}${delimiter}${process.env.PATH}`,
      ...{ RESTORE_PAUSE: '0', RESTORE_LOOKS: '100' },
    },
  });
const restore = () => given('fengqiao', MOMENT, 'fengqiao-again');
/** The actions that were asked for since, less the looks. */
function asked(): string[] {
  const file = join(folder, 'calls');
  const calls = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
  rmSync(file, { force: true });
  return calls.map((call) => call.split(' ')[1] ?? '').filter((one) => !one.startsWith('describe'));
}

const SETTINGS = ['update-continuous-backups', 'update-time-to-live', 'update-table'];

test('a restore that takes longer than the CLI would wait gets its settings all the same', () => {
  put('creating', '60\n');
  const { status, stdout, stderr } = restore();
  expect(stderr).toBe('');
  expect(status).toBe(0);
  expect(asked()).toEqual(['restore-table-to-point-in-time', ...SETTINGS]);
  expect(stdout.match(/still restoring/g)).toHaveLength(60);
  expect(stdout).toContain('npx cdk deploy -c table=fengqiao-again');
});

test('one that was left alone is gone on with, and a second time changes nothing', () => {
  put('creating', '500\n');
  const first = restore();
  expect(first.status).toBe(1);
  expect(first.stderr).toContain('run it again');
  expect(asked()).toEqual(['restore-table-to-point-in-time']);

  put('creating', '3\n');
  const second = restore();
  expect(second.stdout).toContain('is there already, going on');
  expect(second.status).toBe(0);
  expect(asked()).toEqual(SETTINGS);

  put('status', 'UPDATING\n');
  expect(restore().status).toBe(0);
  expect(asked()).toEqual(['update-continuous-backups', 'update-table']);
});

test('a new table that does not take its settings yet is asked again', () => {
  put('unavailable');
  expect(restore().status).toBe(0);
  expect(asked()).toEqual([
    ...['restore-table-to-point-in-time', 'update-continuous-backups'],
    ...SETTINGS,
  ]);
});

const ARN = 'arn:aws-cn:dynamodb:cn-north-1:1:table';
test.each([
  ['another table', 'not restored from fengqiao', `${ARN}/other 2026-11-29T04:00:00+00:00`],
  ['another moment', 'restored to another moment', `${ARN}/fengqiao 2026-11-28T04:00:00+00:00`],
  ['none: it is the one in use, perhaps', 'not restored from fengqiao', 'None None'],
])('a table of that name that was restored from %s is left alone', (_, why, summary) => {
  put('restored', `${summary}\n`);
  const { status, stderr } = restore();
  expect(status).toBe(1);
  expect(stderr).toContain(why);
  expect(asked()).toEqual([]);
});

test('what the service refuses ends it with the service’s own words', () => {
  put('refused');
  const { status, stderr } = restore();
  expect(status).not.toBe(0);
  expect(stderr).toContain('PointInTimeRecoveryUnavailableException');
  expect(asked()).toEqual(['restore-table-to-point-in-time']);
});

test('a table that came to nothing gets no settings', () => {
  put('status', 'INACCESSIBLE_ENCRYPTION_CREDENTIALS\n');
  const { status, stderr } = restore();
  expect(status).toBe(1);
  expect(stderr).toContain('INACCESSIBLE_ENCRYPTION_CREDENTIALS');
  expect(asked()).toEqual(['restore-table-to-point-in-time']);
});

test('a moment that is not told in UTC is not guessed at', () => {
  const { status, stderr } = given('fengqiao', '2026-11-29 12:00', 'fengqiao-again');
  expect(status).toBe(2);
  expect(stderr).toContain('usage');
  expect(asked()).toEqual([]);
});
