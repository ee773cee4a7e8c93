/** The stations of the account's branch, where they are few enough to be listed. */
import { useEffect, useState } from 'react';
import type { List, Unit } from '../api.ts';
import { get } from '../resource.ts';

/**
 * The stations of a station, a county or a city; none yet while they are read, and none of a
 * province, whose files name them by code or full name.
 */
export function useStations(own: Unit | undefined, language: string): readonly Unit[] | undefined {
  const [stations, setStations] = useState<readonly Unit[]>();
  useEffect(() => {
    if (!own) return;
    const controller = new AbortController();
    const { signal } = controller;
    const below = async (unit: Unit): Promise<Unit[]> => {
      if (unit.level === 'station') return [unit];
      const answer = await get<List<Unit>>(`/units/${unit.code}/children`, language, signal);
      const children = answer.ok ? answer.value.items : [];
      return (await Promise.all(children.map(below))).flat();
    };
    (own.level === 'province' ? Promise.resolve([]) : below(own)).then((found) => {
      if (!signal.aborted) setStations(found);
    });
    return () => controller.abort();
  }, [own, language]);
  return stations;
}
