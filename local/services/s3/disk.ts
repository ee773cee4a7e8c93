import { mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Syncs of folders under way, and those that begin when these have ended. */
const underWay = new Map<string, Promise<void>>();
const next = new Map<string, Promise<void>>();

/**
 * Makes a folder's entries durable. Calls for one folder that come while it is being synced share
 * the sync after that: what they entered was there before it began.
 */
export function syncFolder(folder: string): Promise<void> {
  // Windows has no such call and needs none.
  if (process.platform === 'win32') return Promise.resolve();
  const waiting = next.get(folder);
  if (waiting) return waiting;
  const before = underWay.get(folder)?.catch(() => undefined) ?? Promise.resolve();
  const mine = before.then(async () => {
    next.delete(folder);
    underWay.set(folder, mine);
    try {
      await syncNow(folder);
    } finally {
      if (underWay.get(folder) === mine) underWay.delete(folder);
    }
  });
  next.set(folder, mine);
  return mine;
}

async function syncNow(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Makes the folder with all above it, durably. */
export async function ensureFolder(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true });
  if (first === undefined) return;
  for (let made = folder; made.length >= first.length; made = dirname(made)) {
    await syncFolder(dirname(made));
  }
}

/** Runs the works given for one name one after the other; those of different names at once. */
export function createLocks(): <T>(name: string, work: () => Promise<T>) => Promise<T> {
  const last = new Map<string, Promise<unknown>>();
  return async (name, work) => {
    const before = last.get(name) ?? Promise.resolve();
    const mine = before.then(work);
    const settled = mine.catch(() => undefined);
    last.set(name, settled);
    try {
      return await mine;
    } finally {
      if (last.get(name) === settled) last.delete(name);
    }
  };
}

/** The code of a file system's error, such as `ENOENT`. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}
