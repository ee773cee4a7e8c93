/** What makes a folder a backup: a manifest, written last, which vouches for the list of files. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { BackupProblem } from './problem.ts';
import { decodeSums, type Sums, sha256 } from './sums.ts';

export const MANIFEST = 'manifest.json';
export const SUMS = 'SHA256SUMS';

/** Moves on when an older release could not restore what a newer one writes. */
export const FORMAT = 1;

const manifestSchema = z.object({
  format: z.int().positive(),
  /** Of the program that wrote it. */
  release: z.string(),
  /** When the stores' moment was held, and when the last file was copied. */
  startedAt: z.iso.datetime(),
  endedAt: z.iso.datetime(),
  files: z.int().nonnegative(),
  bytes: z.int().nonnegative(),
  /** Bytes that were copied; the others are links to files of the backup before. */
  copied: z.int().nonnegative(),
  /** Rows by SQLite file and table. */
  rows: z.record(z.string(), z.record(z.string(), z.int().nonnegative())),
  /** SHA-256 of the list of files. */
  sums: z.string().regex(/^[0-9a-f]{64}$/),
});

export type Manifest = z.infer<typeof manifestSchema>;

export interface Described {
  readonly manifest: Manifest;
  readonly sums: Sums;
}

/** Reads what a backup says of itself; throws BackupProblem where that is missing or does not fit. */
export function describe(backup: string): Described {
  const text = readText(backup, MANIFEST, [
    `${backup} 不是一份完整的备份：没有 ${MANIFEST}。备份中途停止，或者给错了文件夹。`,
    `${backup} is no whole backup: it has no ${MANIFEST}. The backup was cut off, or this is another folder.`,
  ]);
  const manifest = parse(text);
  if (!manifest) throw damaged(MANIFEST);
  if (manifest.format > FORMAT) {
    throw new BackupProblem(
      `这份备份由更新的版本 ${manifest.release} 制作，本版本不能恢复；请先升级程序。`,
      `This backup was made by the newer release ${manifest.release}: upgrade the program first.`,
    );
  }
  const list = readText(backup, SUMS, missing(SUMS));
  const sums = sha256(list) === manifest.sums ? decodeSums(list) : undefined;
  if (!sums || sums.size !== manifest.files) throw damaged(SUMS);
  return { manifest, sums };
}

export const missing = (path: string): [zh: string, en: string] => [
  `备份损坏，没有恢复任何数据：缺少文件 ${path}`,
  `The backup is damaged and nothing was restored: the file ${path} is missing`,
];

export const damaged = (path: string) =>
  new BackupProblem(
    `备份损坏，没有恢复任何数据：文件 ${path} 的内容与备份时不同`,
    `The backup is damaged and nothing was restored: the file ${path} is not what was backed up`,
  );

function readText(backup: string, name: string, absent: [zh: string, en: string]): string {
  try {
    return readFileSync(join(backup, name), 'utf8');
  } catch (cause) {
    throw new BackupProblem(...absent, { cause });
  }
}

function parse(text: string): Manifest | undefined {
  try {
    return manifestSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
