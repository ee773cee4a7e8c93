/** The stations that are counted by their time in the community, as the bulletin counts them. */
import { hasWhole, isUnder } from '../../shared/scorecards/limits.ts';
import type { Figures, UnitFigures } from '../api.ts';
import { LEAD } from './told.ts';

export type Station = UnitFigures & { readonly value: number; readonly isBelow: boolean };

/** Those with a value of all their days, and whether each is below the standard beyond chance. */
export function stationsOf(
  { items }: Pick<Figures, 'items'>,
  meets: number | undefined,
): readonly Station[] {
  return items.flatMap((row) => {
    const figure = row.kpis[LEAD];
    if (!hasWhole(figure)) return [];
    const isBelow = meets !== undefined && isUnder(figure.interval, meets);
    return [{ ...row, value: figure.value, isBelow }];
  });
}
