/** What a ranking is of: the period, the unit within which, and the level of what is ranked. */
import { useMemo } from 'react';
import type { Level, List, PeriodState, Ranking, Unit, UnitInBranch } from '../api.ts';
import { byEnd, withDrafts } from '../periods.ts';
import { type Resource, useResource } from '../resource.ts';
import { useAskedRevision, withQuery } from '../revision.ts';
import { LATEST, type Route } from '../router.tsx';
import type { Session } from '../session.ts';
import { useWords } from '../words.ts';

/** The levels that a ranking within a unit of this level can list, the usual one first. */
const LEVELS_BELOW: Readonly<Record<string, readonly Level[]>> = {
  province: ['city', 'county', 'station'],
  city: ['county', 'station'],
  county: ['station'],
};

const ONLY_STATIONS: readonly Level[] = ['station'];

export interface Scope {
  readonly period: string;
  /** A draft or an earlier revision that is looked at; undefined: the published one. */
  readonly revision: number | undefined;
  readonly within: string;
  readonly level: Level;
  readonly levels: readonly Level[];
  /** The unit within which; undefined where it is not in the own branch: a station's county. */
  readonly unit: UnitInBranch | undefined;
}

export interface ScopeAnswer {
  /** Undefined until it is known. */
  readonly scope: Scope | undefined;
  /** The published periods, the latest first. */
  readonly published: readonly PeriodState[];
  /** Those that can be chosen: the published ones, and for reviewers those with a draft alone. */
  readonly offered: readonly PeriodState[];
  /** What is known of the period, published or not. */
  readonly state: PeriodState | undefined;
  readonly isNonePublished: boolean;
  readonly failed: Resource<unknown> | undefined;
}

export function useScope(
  route: Extract<Route, { page: 'ranking' }>,
  session: Session,
): ScopeAnswer {
  const { language } = useWords();
  const periods = useResource<List<PeriodState>>('/periods', language);
  const own = useResource<UnitInBranch>(`/units/${session.unit}`, language);
  const isStation = own.value?.level === 'station';
  // A station sees the table of its county, which is not in its branch.
  const home = isStation ? own.value?.parent : session.unit;
  const within = route.within ?? home ?? undefined;
  const other = useResource<UnitInBranch>(
    own.value && !isStation && within !== own.value.code ? `/units/${within}` : undefined,
    language,
  );
  const unit = isStation ? undefined : within === own.value?.code ? own.value : other.value;
  const levels = LEVELS_BELOW[unit?.level ?? 'county'] ?? ONLY_STATIONS;
  const level = levels.find((one) => one === route.level) ?? levels[0] ?? 'station';
  // Rankings are of published periods only.
  const published = useMemo(
    () => byEnd(periods.value?.items ?? []).filter(({ state }) => state === 'published'),
    [periods.value],
  );
  const offered = useMemo(
    () => withDrafts(periods.value?.items ?? []).filter(({ state }) => state !== 'provisional'),
    [periods.value],
  );
  const asked = route.period === LATEST ? undefined : route.period;
  const period = asked ?? published[0]?.period;
  const wanted = useAskedRevision(session);
  // A revision is one of a period that is named.
  const revision = asked === undefined ? undefined : wanted;
  const isKnown = isStation || (unit !== undefined && unit.code === within);
  const scope = useMemo(
    () =>
      period !== undefined && within !== undefined && isKnown
        ? { period, revision, within, level, levels, unit }
        : undefined,
    [period, revision, within, isKnown, level, levels, unit],
  );
  return {
    ...{ scope, published, offered },
    state: periods.value?.items.find((one) => one.period === period),
    isNonePublished: periods.value !== undefined && period === undefined,
    failed: [periods, own, other].find(({ failure }) => failure),
  };
}

/** The names of the units between, by code: those that the rows of a ranking lie in. */
export function useUnitsBetween(scope: Scope | undefined): ReadonlyMap<string, Unit> {
  const { language } = useWords();
  const path = (level: Level) => {
    const isBetween =
      scope?.unit !== undefined &&
      scope.levels.indexOf(level) !== -1 &&
      scope.levels.indexOf(level) < scope.levels.indexOf(scope.level);
    return isBetween
      ? withQuery(`/rankings/${scope.period}?level=${level}&within=${scope.within}&limit=1000`, {
          revision: scope.revision,
        })
      : undefined;
  };
  const cities = useResource<Ranking>(path('city'), language);
  const counties = useResource<Ranking>(path('county'), language);
  return useMemo(
    () =>
      new Map(
        [cities.value, counties.value].flatMap((list) =>
          (list?.items ?? []).map(({ unit }) => [unit.code, unit] as const),
        ),
      ),
    [cities.value, counties.value],
  );
}
