/** ListObjectsV2 over folders: only what lies between the prefix and the page's end is read. */
import { closeSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from './disk.ts';
import { compareKeys, segmentOfName } from './keys.ts';
import type { ObjectFacts, ObjectFiles } from './objects.ts';

export interface ListRequest {
  readonly prefix: string;
  /** Keys that go on past a slash after the prefix are rolled up. */
  readonly bySlash: boolean;
  /** Only what comes after this key or common prefix. */
  readonly after: string;
  readonly limit: number;
}

export type Listed =
  | { readonly key: string; readonly facts: ObjectFacts }
  | { readonly commonPrefix: string };

export interface ListPage {
  readonly entries: readonly Listed[];
  /** Where the next page goes on, undefined at the end. */
  readonly next: string | undefined;
}

/** One page in key order. */
export async function listObjects(
  files: ObjectFiles,
  bucket: string,
  request: ListRequest,
): Promise<ListPage> {
  const entries: Listed[] = [];
  let last = '';
  if (request.limit === 0) return { entries, next: undefined };
  for await (const found of walk(files.folder(bucket), '', request)) {
    const entry = 'commonPrefix' in found ? found : await factsOf(files, bucket, found.key);
    // Deleted since its folder was read.
    if (!entry) continue;
    if (entries.length === request.limit) return { entries, next: last };
    entries.push(entry);
    last = 'key' in entry ? entry.key : entry.commonPrefix;
  }
  return { entries, next: undefined };
}

async function factsOf(
  files: ObjectFiles,
  bucket: string,
  key: string,
): Promise<Listed | undefined> {
  const object = await files.open(bucket, key);
  if (!object) return undefined;
  const { file, ...facts } = object;
  closeSync(file);
  return { key, facts };
}

type Found = { readonly key: string } | { readonly commonPrefix: string };

/** The keys in a folder whose own key is `base` (empty, or ending in a slash), in order. */
async function* walk(folder: string, base: string, request: ListRequest): AsyncGenerator<Found> {
  const { prefix, after } = request;
  for (const { name, key, isFolder } of await children(folder, base)) {
    if (!isFolder) {
      if (key.startsWith(prefix) && compareKeys(key, after) > 0) yield { key };
      continue;
    }
    if (!key.startsWith(prefix) && !prefix.startsWith(key)) continue;
    if (compareKeys(key, after) < 0 && !after.startsWith(key)) continue;
    const inside = walk(join(folder, name), key, request);
    if (request.bySlash && key.startsWith(prefix) && key !== prefix) {
      if (key === after) continue;
      // A folder that holds no object (any more) is nothing.
      const first = await inside.next();
      await inside.return(undefined);
      if (!first.done) yield { commonPrefix: key };
    } else {
      yield* inside;
    }
  }
}

async function children(folder: string, base: string) {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries
      .map((entry) => {
        const isFolder = entry.isDirectory();
        const key = `${base}${segmentOfName(entry.name)}${isFolder ? '/' : ''}`;
        return { name: entry.name, key, isFolder };
      })
      .sort((left, right) => compareKeys(left.key, right.key));
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return [];
    throw error;
  }
}
