/**
 * The made-up character of each station of the demo. The names of the tree are real, the
 * characters and every number that follows from them are invented.
 */

/** How a station works. */
export interface Character {
  /** Share of working time in the community, about. */
  readonly inCommunity: number;
  /** Of the rest, the share that is diverted; what remains is desk work. */
  readonly diverted: number;
  /** Share of disputes that are ever resolved. */
  readonly resolution: number;
  /** Average days to resolve a dispute. */
  readonly days: number;
  /** Diligence in visits, records and follow-ups (1 is plain). */
  readonly effort: number;
  /** Share of days sent after the deadline, and of days never sent. */
  readonly late: number;
  readonly missing: number;
  /** Share of people asked who answer well. */
  readonly survey: number;
  /** Days that it sends nothing after it has joined. */
  readonly startsAfter?: number;
  /** `games`: makes its numbers up. `improves`: begins poorly, ends well. */
  readonly habit?: 'games' | 'improves';
}

export const PLAIN: Character = {
  inCommunity: 0.84,
  diverted: 0.6,
  resolution: 0.994,
  days: 2.7,
  effort: 1,
  late: 0.015,
  missing: 0.003,
  survey: 0.88,
};

/** Districts of the county by code, and how each departs from the plain station. */
const CHARACTERS: Readonly<Record<string, Partial<Character>>> = {
  '410481001000': { inCommunity: 0.86, effort: 1.1, days: 2.8 },
  // The model station.
  '410481002000': { inCommunity: 0.885, resolution: 0.998, days: 2.5, effort: 1.3, survey: 0.93 },
  // In the middle of the town: its officers are pulled to duty shifts and campaigns.
  '410481003000': { inCommunity: 0.66, diverted: 0.8, effort: 0.75, days: 4.5, survey: 0.82 },
  '410481004000': { inCommunity: 0.85 },
  '410481005000': { inCommunity: 0.82, effort: 0.9 },
  // Too good to be true: copied days, two lists with equal totals, disputes at the month's end.
  '410481006000': {
    inCommunity: 0.965,
    resolution: 1,
    days: 0,
    late: 0,
    missing: 0,
    habit: 'games',
  },
  '410481007000': { inCommunity: 0.85, effort: 1.15, survey: 0.9 },
  '410481100000': { inCommunity: 0.865, days: 2.8, effort: 1.05 },
  // Sends late, or not at all.
  '410481101000': { inCommunity: 0.81, late: 0.14, missing: 0.05, effort: 0.9, survey: 0.85 },
  '410481102000': { inCommunity: 0.875, resolution: 0.997, effort: 1.2, survey: 0.91 },
  '410481103000': { inCommunity: 0.835, resolution: 0.99 },
  '410481202000': { inCommunity: 0.86, habit: 'improves' },
  '410481204000': { inCommunity: 0.82, diverted: 0.45, days: 4 },
  '410481205000': { inCommunity: 0.775, resolution: 0.975, days: 5, effort: 0.8, survey: 0.81 },
};

export function characterOf(station: string): Character {
  return { ...PLAIN, ...CHARACTERS[station] };
}
