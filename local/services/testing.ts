/** What the tests of the servers share. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it, onTestFinished } from 'vitest';
import type { Access } from './access.ts';

/** One known key that may do everything but what names `forbidden`. */
export const testAccess: Access = {
  accessKeys: (id) => (id === 'tester' ? 'secret' : undefined),
  authorize: (call) => !call.resource.includes('forbidden') || { error: 'forbidden' },
};

/** Settings of an SDK client for a server under test. */
export function clientSettings(endpoint: string, accessKeyId = 'tester') {
  return {
    endpoint,
    region: 'cn-north-1',
    credentials: { accessKeyId, secretAccessKey: 'secret' },
  };
}

/** A folder that goes when the test ends. */
export function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'fengqiao-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** What an engine does otherwise than the service: the title of the test that shows it, and what. */
export type Differences = Readonly<Record<string, string>>;

/**
 * `it` for a suite that several engines run: a test that is known to fail on this one must fail, so
 * that neither a new difference nor one that has gone stays unseen.
 */
export function conformance(differs: Differences) {
  const unseen = new Set(Object.keys(differs));
  afterAll(() => expect([...unseen]).toEqual([]));
  return (title: string, body: () => Promise<void>) => {
    if (unseen.delete(title)) it.fails(`${title} (not here: ${differs[title]})`, body);
    else it(title, body);
  };
}
