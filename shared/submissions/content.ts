import { createHash } from 'node:crypto';
import { LIST_NAMES, type ListName, type Submission } from './contract.ts';

/**
 * JSON with the members of every object sorted by name and no white space: equal content gives
 * equal text, whatever the order of keys. The order of rows stays. It is what is stored as the
 * raw document, so that a document's bytes have the hash in its key.
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
}

/** SHA-256 of the canonical JSON, in hex: two submissions are equal if this is. */
export function contentHash(submission: Submission): string {
  return createHash('sha256').update(canonicalJson(submission)).digest('hex');
}

/** Rows of each list, as a receipt shows them. */
export function countsOf(submission: Submission): Record<ListName, number> {
  return Object.fromEntries(LIST_NAMES.map((name) => [name, submission[name].length])) as Record<
    ListName,
    number
  >;
}

/** Where the raw document of a revision stands in the lake bucket. */
export function rawKey(station: string, day: string, revision: number, hash: string): string {
  return `raw/${day}/${station}-${String(revision).padStart(4, '0')}-${hash}.json`;
}
