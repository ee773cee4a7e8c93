/** Objects as plain files, and what a file cannot say of itself beside them. */
import { createHash, randomUUID } from 'node:crypto';
import {
  type BigIntStats,
  closeSync,
  createReadStream,
  fstatSync,
  openSync,
  renameSync,
  statSync,
} from 'node:fs';
import { mkdir, rm, rmdir, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { noSuchKey, S3Error } from './answers.ts';
import { createLocks, ensureFolder, errorCode, syncFolder } from './disk.ts';
import { fileOfKey } from './keys.ts';

/** Headers that a put names and a get gives back: the content type and the like. */
export type KeptHeaders = Readonly<Record<string, string>>;

export interface PutConditions {
  /** Entity tag that the object must have. */
  readonly ifMatch?: string;
  /** There must be no object. */
  readonly ifNoneMatch?: true;
}

/** What is known of an object but its bytes. */
export interface ObjectFacts {
  readonly size: number;
  /** With its quotes. */
  readonly etag: string;
  /** Milliseconds since 1970. */
  readonly modified: number;
  readonly headers: KeptHeaders;
}

export interface OpenObject extends ObjectFacts {
  /** The descriptor of the open file; the caller closes it. */
  readonly file: number;
}

export interface ObjectFiles {
  /** A path for a new file that does not show up as an object. */
  newFile(): string;
  /** Makes a synced file the object, durably, if the conditions hold; `then` runs before others see to the key. */
  commit(
    bucket: string,
    key: string,
    file: string,
    facts: { readonly etag: string; readonly headers: KeptHeaders },
    conditions: PutConditions,
    then: () => Promise<void>,
  ): Promise<void>;
  /** The object opened, so that a put meanwhile cannot mix in; undefined where there is none. */
  open(bucket: string, key: string): Promise<OpenObject | undefined>;
  /** Where there is none, nothing happens. */
  remove(bucket: string, key: string): Promise<void>;
  /**
   * Removes it where it was written before that time (milliseconds since 1970), also from a locked
   * bucket; whether it has.
   */
  removeOlder(bucket: string, key: string, before: number): Promise<boolean>;
  /** The folder that holds a bucket's objects. */
  folder(bucket: string): string;
  close(): void;
}

/** Folders of the store's own; no bucket's name begins with a dot. */
const INCOMING = '.incoming';
const SIDECAR = '.objects.sqlite';

/** The refusal of a key that this store cannot hold, or the file it stands for. */
export function fileFor(key: string): string {
  const found = fileOfKey(key);
  if ('file' in found) return found.file;
  if (found.refused === 'too long') {
    throw new S3Error(400, 'KeyTooLongError', 'The key, or a part of it, is too long.');
  }
  throw new S3Error(400, 'InvalidArgument', 'The key has a segment of dots only.');
}

/**
 * Opens the store: makes the buckets' folders and forgets half-written files.
 *
 * Entity tags and headers stand in an SQLite file beside the objects, each tied to its file by
 * inode, size and time. A row that is lost or does not fit is made again from the bytes; only
 * the content type is then the default.
 *
 * A put or a delete in a `locked` bucket would, with the service, leave the locked version behind
 * the new one. There are no versions here, so both are refused where there is an object.
 */
export async function openObjects(
  dataDir: string,
  buckets: readonly string[],
  locked: readonly string[] = [],
): Promise<ObjectFiles> {
  const incoming = join(dataDir, INCOMING);
  await rm(incoming, { recursive: true, force: true });
  await mkdir(incoming, { recursive: true });
  for (const bucket of buckets) await ensureFolder(join(dataDir, bucket));
  const sidecar = openSidecar(join(dataDir, SIDECAR));
  const exclusively = createLocks();
  const pathOf = (bucket: string, key: string) => join(dataDir, bucket, fileFor(key));

  /*
   * Opening, asking and renaming do not wait for the disk: done at once they take less time than
   * handing them to another thread. What waits for it (syncing) is left to others.
   */
  async function openObject(bucket: string, key: string): Promise<OpenObject | undefined> {
    let file: number;
    try {
      file = openSync(pathOf(bucket, key), 'r');
    } catch (error) {
      if (['ENOENT', 'ENOTDIR', 'ENAMETOOLONG'].includes(errorCode(error) ?? '')) return undefined;
      throw error;
    }
    try {
      const facts = fstatSync(file, { bigint: true });
      if (!facts.isFile()) {
        closeSync(file);
        return undefined;
      }
      const mark = markOf(facts);
      let known = sidecar.get(bucket, key, mark);
      if (!known) {
        known = { etag: await etagOf(file), headers: {} };
        sidecar.set(bucket, key, mark, known);
      }
      return { file, size: Number(facts.size), modified: Number(facts.mtimeMs), ...known };
    } catch (error) {
      closeSync(file);
      throw error;
    }
  }

  async function check(bucket: string, key: string, conditions: PutConditions): Promise<void> {
    if (conditions.ifMatch === undefined && !conditions.ifNoneMatch) return;
    const present = await openObject(bucket, key);
    if (present) closeSync(present.file);
    if (conditions.ifMatch !== undefined && !present) throw noSuchKey();
    const holds = conditions.ifNoneMatch ? !present : present?.etag === conditions.ifMatch;
    if (!holds) {
      throw new S3Error(412, 'PreconditionFailed', 'A condition that you named did not hold.');
    }
  }

  async function refuseLocked(bucket: string, key: string): Promise<void> {
    if (!locked.includes(bucket)) return;
    const present = await openObject(bucket, key);
    if (!present) return;
    closeSync(present.file);
    throw new S3Error(
      403,
      'AccessDenied',
      'Access Denied because object protected by object lock.',
    );
  }

  async function removeNow(bucket: string, key: string): Promise<void> {
    const path = pathOf(bucket, key);
    try {
      await unlink(path);
    } catch (error) {
      // A folder is no object: EISDIR on Linux, EPERM elsewhere.
      if (['ENOENT', 'ENOTDIR', 'EISDIR', 'EPERM'].includes(errorCode(error) ?? '')) return;
      throw error;
    }
    sidecar.keepOnly(bucket, key, undefined);
    await syncFolder(await removeEmptyFolders(dirname(path), join(dataDir, bucket)));
  }

  return {
    newFile: () => join(incoming, randomUUID()),
    folder: (bucket) => join(dataDir, bucket),
    open: openObject,

    commit(bucket, key, file, facts, conditions, then) {
      const path = pathOf(bucket, key);
      return exclusively(`${bucket}/${key}`, async () => {
        await check(bucket, key, conditions);
        await refuseLocked(bucket, key);
        const mark = markOf(statSync(file, { bigint: true }));
        sidecar.set(bucket, key, mark, facts);
        await moveInto(file, path);
        sidecar.keepOnly(bucket, key, mark);
        await then();
      });
    },

    remove(bucket, key) {
      return exclusively(`${bucket}/${key}`, async () => {
        await refuseLocked(bucket, key);
        await removeNow(bucket, key);
      });
    },

    removeOlder(bucket, key, before) {
      return exclusively(`${bucket}/${key}`, async () => {
        const present = await openObject(bucket, key);
        if (!present) return false;
        closeSync(present.file);
        if (present.modified >= before) return false;
        await removeNow(bucket, key);
        return true;
      });
    },

    close: () => sidecar.close(),
  };
}

/** Moves a file to its place. A delete beside it may have taken the folder away: then once more. */
async function moveInto(file: string, path: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      // Most folders are there: they are made only where the move finds them missing.
      if (attempt > 1) await ensureFolder(dirname(path));
      renameSync(file, path);
      await syncFolder(dirname(path));
      return;
    } catch (error) {
      const code = errorCode(error) ?? '';
      if (code === 'ENOENT' && attempt < 10) continue;
      if (['EEXIST', 'ENOTDIR', 'EISDIR', 'ENOTEMPTY'].includes(code)) {
        throw new S3Error(
          409,
          'OperationAborted',
          'Objects are plain files here: a key cannot also be the folder of another.',
        );
      }
      throw error;
    }
  }
}

/** Removes folders left empty, upwards to the bucket's; gives the first that stays. */
async function removeEmptyFolders(from: string, bucket: string): Promise<string> {
  let folder = from;
  while (folder !== bucket) {
    try {
      await rmdir(folder);
    } catch (error) {
      if (errorCode(error) !== 'ENOENT') return folder;
    }
    folder = dirname(folder);
  }
  return folder;
}

async function etagOf(file: number): Promise<string> {
  const hash = createHash('md5');
  // The file stays open, and reading it by position leaves it where it was.
  const bytes = createReadStream('', { fd: file, autoClose: false, start: 0 });
  for await (const chunk of bytes) hash.update(chunk as Buffer);
  return `"${hash.digest('hex')}"`;
}

/** What ties a sidecar row to one file: a file that was copied or changed by hand has another. */
function markOf(stat: BigIntStats): string {
  return `${stat.ino}:${stat.size}:${stat.mtimeNs}`;
}

interface Facts {
  readonly etag: string;
  readonly headers: KeptHeaders;
}

/** Lost rows are made again, so commits need not wait for the disk. */
function openSidecar(file: string) {
  const database = new DatabaseSync(file);
  database.exec(`
    pragma journal_mode = wal; pragma synchronous = normal;
    create table if not exists objects (
      bucket text, key text, mark text, etag text, headers text,
      primary key (bucket, key, mark)
    ) without rowid`);
  const select = database.prepare(
    'select etag, headers from objects where bucket = ? and key = ? and mark = ?',
  );
  const insert = database.prepare('insert or replace into objects values (?, ?, ?, ?, ?)');
  const removeOthers = database.prepare(
    'delete from objects where bucket = ? and key = ? and mark is not ?',
  );
  return {
    get(bucket: string, key: string, mark: string): Facts | undefined {
      const row = select.get(bucket, key, mark);
      return row && { etag: String(row.etag), headers: JSON.parse(String(row.headers)) };
    },
    set(bucket: string, key: string, mark: string, { etag, headers }: Facts) {
      insert.run(bucket, key, mark, etag, JSON.stringify(headers));
    },
    /** Forgets what earlier files under the key had; all of them for undefined. */
    keepOnly(bucket: string, key: string, mark: string | undefined) {
      removeOthers.run(bucket, key, mark ?? null);
    },
    close: () => database.close(),
  };
}
