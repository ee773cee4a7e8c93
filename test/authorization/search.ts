/** What an answer tells that its caller may not know: codes, names and marks of other units. */
import type { Access } from '../../functions/api/access-table.ts';
import { readBook } from '../../shared/exports/testing.ts';
import { isWithin, PLACES, type Place, placeOf, STATIONS } from './units.ts';

export interface Reader {
  readonly unit: string;
  /** Whether its role is a reviewer's or more. */
  readonly isReviewer: boolean;
}

/** Whether the reader may learn that there is such a unit. */
function mayKnow(
  { unit }: Reader,
  { code, level, parent }: Place,
  names: Access['names'],
): boolean {
  if (isWithin(unit, code) || isWithin(code, unit)) return true;
  const own = PLACES.find((one) => one.code === unit);
  const isNeighbour = own !== undefined && own.level === level && own.parent === parent;
  return names === 'table' && isNeighbour;
}

/**
 * A station's code and those of its grids begin alike. The province's code stands in the schemes
 * that come with the product, and is no news to anybody.
 */
function tracesOf({ code, name, level, mark }: Place): string[] {
  if (level === 'province') return [name];
  return level === 'station' ? [code.slice(0, 9), name, mark] : [code, name];
}

/** Everything in an answer that can be read: workbooks cell by cell, cursors decoded. */
export async function readable(response: Response): Promise<string> {
  const bytes = new Uint8Array(await response.arrayBuffer());
  const type = response.headers.get('content-type') ?? '';
  const heads = decodeURIComponent(response.headers.get('content-disposition') ?? '');
  if (type.includes('spreadsheetml')) {
    const sheets = await readBook(bytes);
    return [heads, ...sheets.map(({ name, rows }) => `${name} ${JSON.stringify(rows)}`)].join('\n');
  }
  const text = new TextDecoder().decode(bytes);
  const [, cursor] = /"next":"([^"]+)"/.exec(text) ?? [];
  const decoded = (cursor ?? '')
    .split('~')
    .map((part) => Buffer.from(part, 'base64url').toString());
  return [heads, text, cursor ?? '', ...decoded].join('\n');
}

/** What of a readable answer is none of the reader's business; empty where all is well. */
export function leaksIn(text: string, reader: Reader, names: Access['names']): string[] {
  const units = PLACES.filter((place) => !mayKnow(reader, place, names))
    .flatMap(tracesOf)
    .filter((trace) => text.includes(trace));
  const officers = STATIONS.filter(({ code, mark }) => {
    const reads = reader.unit === code || (reader.isReviewer && isWithin(reader.unit, code));
    return !reads && text.includes(`OF-${mark}`);
  });
  return [...units, ...officers.map(({ mark }) => `officers of ${mark}`)];
}

/** A search that finds nothing must be able to: throws where it misses what is there. */
export function proveSearch(): void {
  const reader = { unit: '410102001000', isReviewer: false };
  const seen = (text: string) => leaksIn(text, reader, 'branch').length > 0;
  const hidden = PLACES.filter(({ code }) => !isWithin(code, reader.unit));
  const missed = hidden.filter((place) => tracesOf(place).some((trace) => !seen(trace)));
  const neighbour = placeOf('410102002000');
  const isTold = leaksIn(neighbour.name, reader, 'table').length > 0;
  if (missed.length > 0 || isTold || seen(placeOf(reader.unit).name)) {
    throw new Error(`the search misses ${missed.map(({ name }) => name).join()}`);
  }
}
