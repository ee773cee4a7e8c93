/** Whose rows of officers a caller reads among what a revision was computed from. */
import { factsOf } from '../../shared/evidence/facts.ts';
import type { Manifest } from '../../shared/evidence/manifest.ts';
import { atLeast, type Caller, sees } from './access.ts';
import type { ApiContext } from './environment.ts';

/**
 * Whose documents the caller may read here: rows name officers, so only the station itself and
 * reviewers of its branch do (as with a day's document), and a station's only what is its own by
 * succession.
 */
export function readerOf(
  c: ApiContext,
  manifest: Manifest,
  unit: string,
): (station: string) => boolean {
  const caller: Caller = c.get('caller');
  const book = c.get('book');
  const { own } = factsOf(unit, manifest, book);
  if (!atLeast(caller, 'reviewer')) return (station) => caller.unit === unit && own.has(station);
  const { last } = manifest.span;
  return (station) => station === unit || own.has(station) || sees(caller, book, station, last);
}
