/** What a report is made of: the unit's card, the units below it, and its months. */
import type {
  Figures,
  KpiDefinition,
  Level,
  List,
  Ranking,
  RankingRow,
  Scorecard,
  Trends,
  UnitFigures,
} from '../api.ts';
import { placeName } from '../made-up.ts';
import { type Resource, useResource } from '../resource.ts';
import { useWords } from '../words.ts';

/** The headline figures, in the order of a director's questions. */
export const HEADLINES = [
  'time_in_community',
  'grid_presence',
  'dispute_resolution_rate',
  'follow_up_rate',
  'criminal_case_change',
  'zero_case_grids',
  'awareness_rate',
  'satisfaction_rate',
  'completeness',
] as const;

/** Those whose months are drawn. */
const DRAWN = ['time_in_community', 'grid_presence', 'dispute_resolution_rate', 'follow_up_rate'];

/** A bulletin with more rows is none. */
const MOST_ROWS = 200;
export const TIME = 'time_in_community';

export interface Report {
  readonly card: Scorecard;
  /** Of the unit, without the mark of a demo: the bulletin says that it is one. */
  readonly name: string;
  readonly definitions: ReadonlyMap<string, KpiDefinition>;
  /** The units below, the best first; none below a station. */
  readonly below:
    | {
        readonly level: Exclude<Level, 'province'>;
        readonly rows: readonly RankingRow[];
        readonly isPartial: boolean;
        /** Exact positions are left out: the differences are mostly chance. */
        readonly isWithheld: boolean;
        readonly rankability: number | null;
        readonly time: ReadonlyMap<string, UnitFigures>;
      }
    | undefined;
  /** All stations of the unit with a value, unless it is one. */
  readonly stations: readonly UnitFigures[];
  /** Of months only; undefined for other periods. */
  readonly trends: Trends | undefined;
}

export interface Asked {
  readonly report: Report | undefined;
  readonly failed: Resource<unknown> | undefined;
  readonly loading: boolean;
}

/** Asks for the parts of one revision, so that all of a report are of the same. */
export function useReport(period: string | undefined, unit: string): Asked {
  const { language } = useWords();
  const card = useResource<Scorecard>(period && `/scorecards/${period}/${unit}`, language);
  const catalogue = useResource<List<KpiDefinition>>('/kpis', language);
  // What is shown while another period is on its way is of the one before.
  const isOf = card.value?.period === period && card.value?.unit.code === unit;
  const shown = isOf ? card.value : undefined;
  const of = shown && `within=${unit}&revision=${shown.revision}`;
  const hasBelow = shown !== undefined && shown.unit.level !== 'station';
  const ranking = useResource<Ranking>(
    hasBelow ? `/rankings/${period}?${of}&limit=${MOST_ROWS}` : undefined,
    language,
  );
  const level = ranking.value?.level;
  const time = useResource<Figures>(
    hasBelow && level && level !== 'station'
      ? `/figures/${period}?${of}&level=${level}&kpis=${TIME}`
      : undefined,
    language,
  );
  const stations = useResource<Figures>(
    hasBelow ? `/figures/${period}?${of}&level=station&kpis=${TIME}` : undefined,
    language,
  );
  const isMonth = period !== undefined && /^\d{4}-\d{2}$/.test(period);
  const trends = useResource<Trends>(
    shown && isMonth ? `/trends/${unit}?to=${period}&kpis=${DRAWN.join()}` : undefined,
    language,
  );
  const parts = [card, catalogue, ranking, time, stations, trends];
  const failed = parts.find(({ failure }) => failure);
  const loading = parts.some((part) => part.loading);
  if (!shown || !catalogue.value || loading) return { report: undefined, failed, loading };
  return {
    ...{ failed, loading },
    report: {
      ...{ card: shown, name: placeName(shown.unit.name) },
      definitions: new Map(catalogue.value.items.map((kpi) => [kpi.id, kpi])),
      below: hasBelow ? belowOf(ranking.value, time.value ?? stations.value) : undefined,
      stations: hasBelow ? (stations.value?.items ?? []).filter(hasTime) : [],
      trends: isMonth ? trends.value : undefined,
    },
  };
}

/** A unit's share of time in the community. */
export const timeOf = ({ kpis }: UnitFigures) => kpis[TIME];

/** How many of the stations reach the target of time; undefined where there is none. */
export function reachedOf({ card, stations }: Report) {
  const at = card.kpis.find(({ id }) => id === TIME)?.target?.meets;
  if (at === undefined || stations.length === 0) return undefined;
  const below = stations.filter((station) => (timeOf(station)?.value ?? at) < at).length;
  return { at, of: stations.length, below };
}

const hasTime = (unit: UnitFigures) => (timeOf(unit)?.value ?? null) !== null;

function belowOf(ranking: Ranking | undefined, time: Figures | undefined): Report['below'] {
  if (!ranking || ranking.level === 'province') return undefined;
  return {
    level: ranking.level,
    rows: ranking.items,
    isPartial: ranking.next !== null,
    isWithheld: ranking.positions === 'withheld',
    rankability: ranking.rankability,
    time: new Map(time?.items.map((one) => [one.unit.code, one])),
  };
}
