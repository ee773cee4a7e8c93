/**
 * `npm run restore -- --from BACKUP`: restores a backup to be the data folder (FENGQIAO_DATA,
 * `.fengqiao`), which must not be there or be empty. `--check` only compares the backup's files
 * with their sums.
 */
import { parseArgs } from 'node:util';
import { startProgress } from './backup/progress.ts';
import { checkBackup, restoreBackup } from './backup/restore.ts';
import { endWith, megabytes } from './backup/terms.ts';

const USAGE = [
  '用法：npm run restore -- --from 备份 [--check]',
  'Usage: npm run restore -- --from BACKUP [--check]',
].join('\n');

function readArguments(): { readonly from: string; readonly check: boolean } | undefined {
  try {
    const options = { from: { type: 'string' }, check: { type: 'boolean' } } as const;
    const { values } = parseArgs({ options });
    return values.from ? { from: values.from, check: values.check ?? false } : undefined;
  } catch {
    return undefined;
  }
}

const wish = readArguments();
if (!wish) endWith(USAGE);
else {
  const { from, check } = wish;
  const dataDir = process.env.FENGQIAO_DATA ?? '.fengqiao';
  const progress = startProgress(check ? '正在核对 · checking' : '正在恢复 · restoring');
  try {
    const { startedAt, files, bytes } = check
      ? await checkBackup(from, progress.tell)
      : await restoreBackup({ from, dataDir, onProgress: progress.tell });
    progress.end();
    const size = `${files} · ${megabytes(bytes)}`;
    process.stdout.write(
      (check
        ? [
            `备份完好：${startedAt}，文件 ${size}`,
            `The backup of ${startedAt} is sound: files ${size}`,
          ]
        : [
            `已恢复到 ${dataDir}：备份时间 ${startedAt}，文件 ${size}`,
            '  现在可以启动服务。已公布的结果马上可查；分析数据在下一次整理（每小时一次）或核算时由原始报文重建。',
            '  登录密钥不在备份里：所有人要重新登录一次。',
            `Restored to ${dataDir}: the backup of ${startedAt}, files ${size}`,
            '  Start the service now. What was published can be read at once; the lake is rebuilt from raw documents',
            '  by the next compaction (hourly) or run. Signing keys are in no backup: everybody signs in again.',
          ]
      )
        .map((line) => `${line}\n`)
        .join(''),
    );
  } catch (error) {
    progress.end();
    endWith(error);
  }
}
