/** Units beside the unit above them: who is really different, and in which order they stand. */

/** How a unit's figure stands to that of the unit it is compared with. */
export type Standing =
  /** Its interval lies on the good side of the other's value, */
  | 'better'
  /** or on the other side; */
  | 'worse'
  /** it contains it, so that the difference may be chance; */
  | 'alike'
  /** or nothing can be said: no value, no interval, or a KPI without a good side. */
  | 'unknown';

export function standingOf(
  figure: { readonly interval: readonly [number, number] | null } | undefined,
  own: number | null | undefined,
  better: 'higher' | 'lower' | null,
): Standing {
  const interval = figure?.interval;
  if (!interval || own === null || own === undefined || better === null) return 'unknown';
  const [low, high] = interval;
  if (low <= own && own <= high) return 'alike';
  return low > own === (better === 'higher') ? 'better' : 'worse';
}

/** A column and a direction, as an address keeps it: `score`, or `-score` from the highest down. */
export interface Sort {
  readonly column: string;
  readonly isDown: boolean;
}

export function sortOf(word: string): Sort | undefined {
  if (word === '') return undefined;
  const isDown = word.startsWith('-');
  return { column: isDown ? word.slice(1) : word, isDown };
}

/** In the order of the keys; what has none stays last, and what is equal in its place. */
export function sorted<R>(
  rows: readonly R[],
  keyOf: (row: R) => number | string | null,
  isDown: boolean,
): R[] {
  const sign = isDown ? -1 : 1;
  return rows.toSorted((first, second) => {
    const [a, b] = [keyOf(first), keyOf(second)];
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    if (typeof a === 'string' || typeof b === 'string') {
      return sign * String(a).localeCompare(String(b), 'zh-CN');
    }
    return sign * (a - b);
  });
}
