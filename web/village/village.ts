/** Villages and communities as the API answers them. */
import type { VillageDay } from '../../shared/villages/days.ts';
import type { Village as Counted } from '../../shared/villages/villages.ts';
import type { List, Scorecard, Unit } from '../api.ts';

export type { VillageDay } from '../../shared/villages/days.ts';

export interface Village extends Omit<Counted, 'grid'> {
  readonly grid: {
    readonly code: string;
    readonly name: string;
    readonly kind: string;
    readonly households: number;
    readonly population: number;
  };
}

interface About {
  readonly period: string;
  readonly revision: number;
  readonly state: Scorecard['state'];
  readonly unit: Unit;
  readonly first: string;
  readonly last: string;
}

/** `GET /v1/scorecards/{period}/{unit}/grids` */
export interface VillageList extends List<Village>, About {}

/** `GET /v1/scorecards/{period}/{unit}/grids/{grid}` */
export interface VillageInPeriod extends About {
  readonly village: Village;
  readonly days: readonly VillageDay[];
}
