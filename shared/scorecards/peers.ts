import type { Level } from '../units/tree.ts';

/** What decides whom a unit is compared with. */
export interface PeerTraits {
  readonly code: string;
  readonly level: Level;
  readonly area: 'urban' | 'rural';
  readonly population: number;
}

/**
 * The peer group (most similar units) of every unit: stations by area and, within it, by the third
 * that their population falls in (1 the smallest); other units by level. Equal populations are
 * told apart by code, so that the groups do not depend on any order.
 */
export function peerGroups(units: readonly PeerTraits[]): ReadonlyMap<string, string> {
  const groups = new Map<string, string>();
  for (const { code, level } of units) groups.set(code, level);
  for (const area of ['urban', 'rural'] as const) {
    const stations = units
      .filter((unit) => unit.level === 'station' && unit.area === area)
      .sort((a, b) => a.population - b.population || (a.code < b.code ? -1 : 1));
    stations.forEach(({ code }, index) => {
      groups.set(code, `station-${area}-${Math.floor((index * 3) / stations.length) + 1}`);
    });
  }
  return groups;
}
