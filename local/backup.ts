/**
 * `npm run backup -- --to FOLDER [--keep N]`: copies the data folder (FENGQIAO_DATA, `.fengqiao`) to
 * a new folder in FOLDER while the service goes on, and keeps the latest N backups there.
 */
import { parseArgs } from 'node:util';
import { makeBackup } from './backup/make.ts';
import { startProgress } from './backup/progress.ts';
import { endWith, megabytes } from './backup/terms.ts';

const USAGE = [
  '用法：npm run backup -- --to 备份文件夹 [--keep 保留份数]',
  'Usage: npm run backup -- --to FOLDER [--keep NUMBER]',
].join('\n');

function readArguments(): { readonly shelf: string; readonly keep?: number } | undefined {
  try {
    const options = { to: { type: 'string' }, keep: { type: 'string' } } as const;
    const { values } = parseArgs({ options });
    if (!values.to) return undefined;
    if (values.keep === undefined) return { shelf: values.to };
    return /^[1-9]\d{0,5}$/.test(values.keep)
      ? { shelf: values.to, keep: Number(values.keep) }
      : undefined;
  } catch {
    return undefined;
  }
}

const wish = readArguments();
if (!wish) endWith(USAGE);
else {
  const progress = startProgress('正在备份 · backing up');
  try {
    const { folder, manifest, removed } = await makeBackup({
      ...wish,
      dataDir: process.env.FENGQIAO_DATA ?? '.fengqiao',
      now: Date.now,
      onProgress: progress.tell,
    });
    progress.end();
    const { files, bytes, copied } = manifest;
    process.stdout.write(
      [
        `备份完成：${folder}`,
        `  ${files} 个文件，${megabytes(bytes)}；其中新增 ${megabytes(copied)}，其余与上一份备份共用。`,
        ...removed.map((name) => `  已删除旧备份 · removed the old backup ${name}`),
        `Backed up: ${folder}`,
        `  ${files} files, ${megabytes(bytes)}, of which ${megabytes(copied)} new; the rest is shared with the backup before.`,
        '',
      ].join('\n'),
    );
  } catch (error) {
    progress.end();
    endWith(error);
  }
}
