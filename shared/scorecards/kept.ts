/**
 * The objects that a finished revision keeps. Those of a provisional one stand apart, where they
 * expire with its cards; what reads a revision need not know which it is.
 */
import type { ObjectStore, StoredObject } from '../ports.ts';
import { padRevision } from './periods.ts';

export type KeptFile = 'json.gz' | 'manifest.json.gz';

const PREFIXES = { kept: 'figures', passing: 'provisional' } as const;

/** Key in the lake bucket; `how` long it is kept: for good, or as long as provisional cards. */
export function keptKey(
  period: string,
  revision: number,
  file: KeptFile,
  how: keyof typeof PREFIXES,
): string {
  return `${PREFIXES[how]}/${period}/${padRevision(revision)}.${file}`;
}

/** The object, wherever it stands; undefined where the revision has none. */
export async function readKept(
  objects: Pick<ObjectStore, 'get'>,
  period: string,
  revision: number,
  file: KeptFile,
): Promise<StoredObject | undefined> {
  return (
    (await objects.get(keptKey(period, revision, file, 'kept'))) ??
    (await objects.get(keptKey(period, revision, file, 'passing')))
  );
}
