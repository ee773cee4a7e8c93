/**
 * A share against those of the peers. A gamer must not move the yardstick, so the peers' usual
 * share is their median and their spread the median absolute deviation; and a small station must
 * not stand out by luck, so the share's own sampling error belongs to the distance.
 */

import { median } from '../statistics/robust.ts';

/** `count` of `of` at a station. */
export interface Share {
  readonly unit: string;
  readonly peerGroup: string;
  readonly count: number;
  readonly of: number;
}

export interface ComparedShare extends Share {
  readonly share: number;
  /** The peers' median. */
  readonly usual: number;
  /** How many stations it was compared with, itself among them. */
  readonly peers: number;
  /** Robust z-score; null where there are too few peers to tell. */
  readonly z: number | null;
}

/** Below so many the whole province stands in for the peer group, */
const GROUP_ENOUGH = 12;
/** and below so many there is nothing to compare with. */
const FEWEST = 5;
/** Makes the median absolute deviation of a normal distribution its standard deviation. */
const NORMAL_CONSISTENCY = 1.4826;
/** A peer group in which nobody does it would put anyone who does infinitely far away. */
const SMALLEST_VARIANCE_SHARE = 0.05;

interface Yardstick {
  readonly peers: number;
  readonly usual: number;
  /** Variance of one observation, of which `of` are averaged. */
  readonly sampling: number;
  /** Variance between stations beyond sampling. */
  readonly between: number;
}

function yardstick(shares: readonly Share[]): Yardstick {
  const values = shares.map(({ count, of }) => count / of);
  const usual = median(values);
  const p = Math.min(Math.max(usual, SMALLEST_VARIANCE_SHARE), 1 - SMALLEST_VARIANCE_SHARE);
  const sampling = p * (1 - p);
  const spread = NORMAL_CONSISTENCY * median(values.map((value) => Math.abs(value - usual)));
  const expected = median(shares.map(({ of }) => sampling / of));
  return {
    peers: shares.length,
    usual,
    sampling,
    between: Math.max(0, spread ** 2 - expected),
  };
}

/**
 * Every share with its distance from its peer group's: a funnel plot's z-score with additive
 * overdispersion (D. Spiegelhalter, "Funnel plots for comparing institutional performance",
 * Statistics in Medicine 24, 2005), its centre and spread by median and median absolute deviation
 * (B. Iglewicz & D. Hoaglin, "How to detect and handle outliers", 1993). Shares of nothing are
 * left out.
 */
export function compareWithPeers(all: readonly Share[]): ComparedShare[] {
  const shares = all.filter(({ of }) => of > 0);
  if (shares.length === 0) return [];
  const groups = Map.groupBy(shares, ({ peerGroup }) => peerGroup);
  const province = yardstick(shares);
  const yardsticks = new Map(
    [...groups].map(([name, members]) => [
      name,
      members.length < GROUP_ENOUGH ? province : yardstick(members),
    ]),
  );
  return shares.map((share): ComparedShare => {
    const { peers, usual, sampling, between } = yardsticks.get(share.peerGroup) ?? province;
    const value = share.count / share.of;
    const z = peers < FEWEST ? null : (value - usual) / Math.sqrt(between + sampling / share.of);
    return { ...share, share: value, usual, peers, z };
  });
}

/** What stands out: a share of at least `share`, `z` deviations above the peers where they tell. */
export function standingOut(
  all: readonly Share[],
  limits: { readonly share: number; readonly z: number; readonly fewest: number },
): ComparedShare[] {
  return compareWithPeers(all.filter(({ of }) => of >= limits.fewest)).filter(
    ({ share, z }) => share >= limits.share && (z === null || z >= limits.z),
  );
}

/** The statistic of such a finding. */
export function statisticOf(found: ComparedShare): Readonly<Record<string, number>> {
  const { count, of, share, usual, peers, z } = found;
  return { count, of, share, usual, peers, ...(z === null ? {} : { z }) };
}
