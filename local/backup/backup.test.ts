import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test } from 'vitest';
import { makeBackup } from './make.ts';
import { MANIFEST, SUMS } from './manifest.ts';
import { BackupProblem } from './problem.ts';
import { checkBackup, restoreBackup } from './restore.ts';
import { backupsOn } from './shelf.ts';
import { decodeSums, encodeSums, sha256 } from './sums.ts';

function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), 'fengqiao-backup-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function write(folder: string, path: string, text: string): void {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), text);
}

const RAW = 's3/fengqiao-lakebucket/raw/2024-04-15/410481002000/0001-abc.json';
const LEFT_OUT = [
  'lock',
  'cloud.json',
  'issuer-key.pem',
  'code/api/index.js',
  'logs/api.log',
  's3/.objects.sqlite',
  's3/.incoming/draft',
  's3/.uploads/id/part',
  's3/fengqiao-lakebucket/lake/officer_time/x.parquet',
  's3/fengqiao-queryresultsbucket/results/x.csv',
];

/** A data folder with something of everything, and the open table in it. */
function dataFolder(): { readonly dataDir: string; readonly table: DatabaseSync } {
  const dataDir = join(scratch(), 'data');
  write(dataDir, 'schedules.json', '{}');
  write(dataDir, 'accounts.json', '[]');
  write(dataDir, RAW, '{"station":"410481002000"}');
  write(dataDir, 'sns/reminders.jsonl', '{}\n');
  for (const path of LEFT_OUT) write(dataDir, path, 'secret');
  const open = (name: string) => {
    const database = new DatabaseSync(join(dataDir, name));
    onTestFinished(() => database.close());
    database.exec('pragma journal_mode = wal; create table rows (x)');
    return database;
  };
  open('sqs.sqlite');
  const table = open('dynamodb.sqlite');
  table.exec("insert into rows values ('ledger')");
  return { dataDir, table };
}

let instant = Date.UTC(2024, 4, 1);
const now = () => {
  instant += 1000;
  return instant;
};
const onProgress = () => {};
const backUp = (dataDir: string, shelf: string, keep?: number) =>
  makeBackup({ dataDir, shelf, now, onProgress, ...(keep === undefined ? {} : { keep }) });

const filesOf = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();

test('a backup has what a data folder cannot do without, and no secret', async () => {
  const { dataDir } = dataFolder();
  const { folder, manifest } = await backUp(dataDir, scratch());
  const kept = ['accounts.json', 'dynamodb.sqlite', RAW, 'schedules.json', 'sns/reminders.jsonl'];
  expect(filesOf(folder)).toEqual([...kept, 'sqs.sqlite', MANIFEST, SUMS].sort());
  expect(manifest).toMatchObject({ files: 6, rows: { 'dynamodb.sqlite': { rows: 1 } } });
  expect(statSync(join(folder, RAW)).mode & 0o077).toBe(0);
});

test('what is committed after the moment is in no backup, and all before is', async () => {
  const { dataDir, table } = dataFolder();
  let told = 0;
  const { folder } = await makeBackup({
    ...{ dataDir, shelf: scratch(), now },
    onProgress() {
      if (told === 0) table.exec("insert into rows values ('late')");
      told += 1;
    },
  });
  expect(told).toBe(2);
  const copy = new DatabaseSync(join(folder, 'dynamodb.sqlite'));
  expect(copy.prepare('select x from rows').all()).toEqual([{ x: 'ledger' }]);
  copy.close();
  expect(readdirSync(folder).filter((name) => /-(wal|shm)$/.test(name))).toEqual([]);
});

test('an unchanged file takes no room in the next backup, a changed one is copied', async () => {
  const { dataDir } = dataFolder();
  const shelf = scratch();
  const first = await backUp(dataDir, shelf);
  write(dataDir, 'sns/reminders.jsonl', '{"later":true}\n');
  const second = await backUp(dataDir, shelf);
  const inode = (folder: string, path: string) => statSync(join(folder, path)).ino;
  expect(inode(second.folder, RAW)).toBe(inode(first.folder, RAW));
  expect(inode(second.folder, 'sns/reminders.jsonl')).not.toBe(
    inode(first.folder, 'sns/reminders.jsonl'),
  );
  await checkBackup(first.folder, onProgress);
  await checkBackup(second.folder, onProgress);
});

test('the latest are kept, and what was cut off is no backup and is cleared away', async () => {
  const { dataDir } = dataFolder();
  const shelf = scratch();
  write(shelf, '.unfinished-fengqiao-x/schedules.json', '{}');
  const first = await backUp(dataDir, shelf, 2);
  await backUp(dataDir, shelf, 2);
  const { removed } = await backUp(dataDir, shelf, 2);
  expect(removed).toHaveLength(1);
  expect(existsSync(first.folder)).toBe(false);
  expect(backupsOn(shelf)).toHaveLength(2);
  expect(readdirSync(shelf).filter((name) => name.startsWith('.'))).toEqual([]);
});

test('a restored folder is the one that was backed up, at a place that was empty', async () => {
  const { dataDir } = dataFolder();
  const { folder } = await backUp(dataDir, scratch());
  const target = join(scratch(), 'restored');
  await restoreBackup({ from: folder, dataDir: target, onProgress });
  expect(filesOf(target)).toEqual(
    filesOf(folder).filter((name) => name !== MANIFEST && name !== SUMS),
  );
  const again = restoreBackup({ from: folder, dataDir: target, onProgress });
  await expect(again).rejects.toThrow(/不是空文件夹.*\n.*is not empty/);
});

/** What may become of a backup on its disk, and the file that the refusal must name. */
const DAMAGES: readonly (readonly [string, (folder: string) => void, string])[] = [
  ['a file cut short', (folder) => truncateSync(join(folder, RAW), 3), RAW],
  ['a file changed', (folder) => appendFileSync(join(folder, 'sqs.sqlite'), 'x'), 'sqs.sqlite'],
  ['a file lost', (folder) => rmSync(join(folder, RAW)), RAW],
  ['a list cut short', (folder) => truncateSync(join(folder, SUMS), 40), SUMS],
  ['no list', (folder) => rmSync(join(folder, SUMS)), SUMS],
  ['half a manifest', (folder) => truncateSync(join(folder, MANIFEST), 40), MANIFEST],
  ['no manifest', (folder) => rmSync(join(folder, MANIFEST)), MANIFEST],
];

test.each(DAMAGES)('%s is refused by name, and nothing is restored', async (_, spoil, named) => {
  const { dataDir } = dataFolder();
  const { folder } = await backUp(dataDir, scratch());
  spoil(folder);
  const target = join(scratch(), 'restored');
  const fault = await restoreBackup({ from: folder, dataDir: target, onProgress }).catch(
    (error: unknown) => error,
  );
  expect(fault).toBeInstanceOf(BackupProblem);
  expect(String(fault)).toContain(named);
  expect(readdirSync(join(target, '..'))).toEqual([]);
  await expect(checkBackup(folder, onProgress)).rejects.toThrow(named);
});

test('a list that names a file outside is refused', async () => {
  const { dataDir } = dataFolder();
  const { folder } = await backUp(dataDir, scratch());
  const list = encodeSums(new Map([['../outside', sha256('')]]));
  writeFileSync(join(folder, SUMS), list);
  const manifest = JSON.parse(readFileSync(join(folder, MANIFEST), 'utf8'));
  writeFileSync(
    join(folder, MANIFEST),
    JSON.stringify({ ...manifest, files: 1, sums: sha256(list) }),
  );
  await expect(checkBackup(folder, onProgress)).rejects.toThrow(SUMS);
});

test('a backup of a newer format is refused with its release', async () => {
  const { dataDir } = dataFolder();
  const { folder } = await backUp(dataDir, scratch());
  const manifest = JSON.parse(readFileSync(join(folder, MANIFEST), 'utf8'));
  writeFileSync(join(folder, MANIFEST), JSON.stringify({ ...manifest, format: 2, release: '9.9' }));
  await expect(checkBackup(folder, onProgress)).rejects.toThrow('9.9');
});

test('there is nothing to back up where no data are, nor into the data themselves', async () => {
  const empty = scratch();
  await expect(backUp(empty, scratch())).rejects.toThrow(BackupProblem);
  const { dataDir } = dataFolder();
  await expect(backUp(dataDir, join(dataDir, 'backups'))).rejects.toThrow(BackupProblem);
});

test('names with line breaks and backslashes come through the list', () => {
  const sums = new Map([
    ['a\nb\\c', sha256('1')],
    ['d', sha256('2')],
  ]);
  expect(decodeSums(encodeSums(sums))).toEqual(sums);
});
