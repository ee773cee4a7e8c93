/** Which of a ranking's lines are shown, and in which order: what the address says. */
import { COMPLETE } from '../../shared/scorecards/limits.ts';
import type { Entry } from './entry.ts';

/** Words of the address; an empty one asks for nothing. */
export interface Filter {
  /** Part of a unit's name, or of that of a unit above it, or of its code. */
  readonly name: string;
  readonly grade: string;
  readonly echelon: string;
  /** `urban` or `rural` */
  readonly area: string;
  readonly peers: string;
  /** `yes`: only those that chance does not put into another echelon. */
  readonly certain: string;
  /** `gaps`: some days are missing; `few`: so many that the unit has no rank. */
  readonly reported: string;
}

export function filtered(entries: readonly Entry[], filter: Filter): Entry[] {
  const { grade, echelon, area, peers, certain, reported } = filter;
  const name = filter.name.trim().toLowerCase();
  return entries.filter(({ unit, above, place, peerGroup, completeness }) => {
    if (grade && place?.score.grade !== grade) return false;
    if (echelon && place?.echelon !== echelon) return false;
    if (certain && place?.distinguishable !== true) return false;
    if (area && peerGroup?.split('-')[1] !== area) return false;
    if (peers && peerGroup !== peers) return false;
    // Where no day is due, or none is known yet, none is missing.
    const isShort = completeness !== null && completeness < (reported === 'few' ? COMPLETE : 1);
    if (reported && !isShort) return false;
    if (!name) return true;
    const has = (text: string) => text.toLowerCase().includes(name);
    return has(unit.name) || unit.code.startsWith(name) || above.some((one) => has(one.name));
  });
}

/** What a ranking can be sorted by; `-` before it turns it round. The usual one is the rank. */
const KEYS: Readonly<Record<string, (entry: Entry) => number | string | null>> = {
  rank: ({ rank }) => rank,
  unit: ({ unit }) => unit.name,
  above: ({ above }) => above.map(({ code }) => code).join(' ') || null,
  value: ({ value }) => value,
  shrunken: ({ figure }) => figure?.shrunken ?? null,
  numerator: ({ figure }) => figure?.numerator ?? null,
  denominator: ({ figure }) => figure?.denominator ?? null,
  change: ({ place }) => place?.change ?? null,
  completeness: ({ completeness }) => completeness,
  peers: ({ place }) => place?.peers?.rank ?? null,
};

const COLLATOR = new Intl.Collator('zh');

/** Sorted by a word such as `-value`; what has no value comes last either way. */
export function sorted(entries: readonly Entry[], sort: string): readonly Entry[] {
  const isTurned = sort.startsWith('-');
  const key = KEYS[isTurned ? sort.slice(1) : sort];
  // As the API lists them: by rank, or, where ranks are withheld, by echelon.
  if (!key || sort === 'rank') return entries;
  const sign = isTurned ? -1 : 1;
  const keyed = entries.map((entry) => ({ entry, value: key(entry) }));
  keyed.sort((a, b) => {
    if (a.value === null || b.value === null)
      return Number(a.value === null) - Number(b.value === null);
    const order =
      typeof a.value === 'string' || typeof b.value === 'string'
        ? COLLATOR.compare(String(a.value), String(b.value))
        : a.value - b.value;
    return sign * order;
  });
  return keyed.map(({ entry }) => entry);
}
