/** Lifecycle rules: what is older than a rule allows is removed. */
import { listObjects } from './listing.ts';
import type { ObjectFiles } from './objects.ts';

/** Objects under the prefix are removed so many days after they were written. */
export interface ExpiryRule {
  readonly prefix: string;
  readonly days: number;
}

export interface Expiry {
  /** Ends after the object at hand. */
  stop(): Promise<void>;
}

const DAY_MS = 24 * 3600 * 1000;
const AT_ONCE = 1000;

/**
 * Removes what has expired, now and every day. Files are dated by the machine, and so is their age,
 * whatever the cloud's clock says. A rule goes before a lock: in the template it begins where the
 * lock ends.
 */
export function startExpiry(
  files: ObjectFiles,
  buckets: readonly string[],
  rulesOf: (bucket: string) => readonly ExpiryRule[],
): Expiry {
  let stopped = false;
  async function sweep(): Promise<void> {
    for (const bucket of buckets) {
      for (const rule of rulesOf(bucket)) {
        await expire(files, bucket, rule, Date.now(), () => stopped);
      }
    }
  }
  const run = () => sweep().catch((error: unknown) => console.error(error));
  let sweeping = run();
  const timer = setInterval(() => {
    sweeping = sweeping.then(run);
  }, DAY_MS);
  return {
    async stop() {
      stopped = true;
      clearInterval(timer);
      await sweeping;
    },
  };
}

/** Removes what one rule no longer allows at `now`, in milliseconds since 1970; gives how many. */
export async function expire(
  files: ObjectFiles,
  bucket: string,
  { prefix, days }: ExpiryRule,
  now: number,
  isStopped: () => boolean = () => false,
): Promise<number> {
  const before = now - days * DAY_MS;
  let removed = 0;
  let after: string | undefined = '';
  while (after !== undefined && !isStopped()) {
    const request = { prefix, bySlash: false, after, limit: AT_ONCE };
    const page = await listObjects(files, bucket, request);
    for (const entry of page.entries) {
      if (isStopped()) break;
      if (!('key' in entry) || entry.facts.modified >= before) continue;
      if (await files.removeOlder(bucket, entry.key, before)) removed += 1;
    }
    after = page.next;
  }
  return removed;
}
