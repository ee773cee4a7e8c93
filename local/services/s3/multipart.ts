/** Uploads in parts: each part a synced file, all of them copied into one at the end. */
import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import {
  mkdir,
  open,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  unlink,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { S3Error } from './answers.ts';
import { type BodyOfRequest, receiveBody } from './bodies.ts';
import { errorCode, syncFolder } from './disk.ts';
import { fileFor, type KeptHeaders, type ObjectFiles } from './objects.ts';

export interface NamedPart {
  readonly number: number;
  /** Without quotes. */
  readonly md5: string;
}

export interface Uploads {
  create(bucket: string, key: string, headers: KeptHeaders): Promise<string>;
  /** Stores a part, over an earlier one of its number; gives its entity tag. */
  putPart(id: string, name: string, number: number, request: BodyOfRequest): Promise<string>;
  /** Joins the parts into a new file. The upload stays until `forget`. */
  join(
    id: string,
    name: string,
    parts: readonly NamedPart[],
  ): Promise<{ file: string; size: number; etag: string; headers: KeptHeaders }>;
  forget(id: string, name: string): Promise<void>;
}

const UPLOADS = '.uploads';
const DESCRIPTION = 'upload.json';
/** An upload that nobody finished in so long is forgotten at the next start. */
const ABANDONED_AFTER_MS = 7 * 86_400_000;
const SMALLEST_PART_BYTES = 5 * 1024 * 1024;
const LARGEST_PART_NUMBER = 10_000;

/** Opens the uploads under way, which survive a restart. `name` is always `<bucket>/<key>`. */
export async function openUploads(
  dataDir: string,
  files: ObjectFiles,
  now: () => number,
): Promise<Uploads> {
  const root = join(dataDir, UPLOADS);
  await mkdir(root, { recursive: true });
  for (const id of await readdir(root)) {
    const { mtimeMs } = await stat(join(root, id));
    if (mtimeMs < now() - ABANDONED_AFTER_MS) await rm(join(root, id), { recursive: true });
  }

  async function find(id: string, name: string) {
    try {
      // An id of another shape would be a path of the caller's choosing.
      if (!/^[0-9a-f-]{36}$/.test(id)) throw noSuchUpload();
      const text = await readFile(join(root, id, DESCRIPTION), 'utf8');
      const upload = JSON.parse(text) as { readonly name: string; readonly headers: KeptHeaders };
      if (upload.name !== name) throw noSuchUpload();
      return { folder: join(root, id), headers: upload.headers };
    } catch (error) {
      throw errorCode(error) === 'ENOENT' ? noSuchUpload() : error;
    }
  }

  return {
    async create(bucket, key, headers) {
      fileFor(key);
      const id = randomUUID();
      await mkdir(join(root, id));
      const description = JSON.stringify({ name: `${bucket}/${key}`, headers });
      await writeFile(join(root, id, DESCRIPTION), description, { flush: true });
      await syncFolder(join(root, id));
      await syncFolder(root);
      return id;
    },

    async putPart(id, name, number, request) {
      const { folder } = await find(id, name);
      if (!(number >= 1 && number <= LARGEST_PART_NUMBER)) {
        throw new S3Error(400, 'InvalidArgument', 'Part numbers go from 1 to 10000.');
      }
      const file = files.newFile();
      try {
        const { md5 } = await receiveBody(request, file);
        const part = partName({ number, md5 });
        await rename(file, join(folder, part));
        for (const other of await readdir(folder)) {
          if (other.startsWith(partName({ number, md5: '' })) && other !== part) {
            await unlink(join(folder, other));
          }
        }
        await syncFolder(folder);
        return `"${md5}"`;
      } finally {
        await rm(file, { force: true });
      }
    },

    async join(id, name, parts) {
      const { folder, headers } = await find(id, name);
      if (parts.some((part, index) => part.number <= (parts[index - 1]?.number ?? 0))) {
        throw new S3Error(400, 'InvalidPartOrder', 'The parts are not in ascending order.');
      }
      const file = files.newFile();
      const target = await open(file, 'wx');
      const digests = createHash('md5');
      let size = 0;
      try {
        for (const [index, part] of parts.entries()) {
          const length = await partSize(join(folder, partName(part)));
          if (length < SMALLEST_PART_BYTES && index < parts.length - 1) {
            throw new S3Error(400, 'EntityTooSmall', 'A part before the last is below 5 MiB.');
          }
          const bytes = createReadStream(join(folder, partName(part)));
          for await (const chunk of bytes) await target.writeFile(chunk as Buffer);
          digests.update(Buffer.from(part.md5, 'hex'));
          size += length;
        }
        await target.sync();
      } catch (error) {
        await rm(file, { force: true });
        throw error;
      } finally {
        await target.close();
      }
      return { file, size, etag: `"${digests.digest('hex')}-${parts.length}"`, headers };
    },

    async forget(id, name) {
      const { folder } = await find(id, name);
      await rm(folder, { recursive: true });
    },
  };
}

const noSuchUpload = () =>
  new S3Error(404, 'NoSuchUpload', 'The upload does not exist, or is finished or aborted.');

const partName = (part: NamedPart) => `${String(part.number).padStart(5, '0')}-${part.md5}`;

async function partSize(file: string): Promise<number> {
  try {
    return (await stat(file)).size;
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
    throw new S3Error(400, 'InvalidPart', 'A part was not found or has another entity tag.');
  }
}
