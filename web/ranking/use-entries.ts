/** The lines of a ranking as they come from the API: by the score, or by one KPI. */
import { useMemo } from 'react';
import type { Figures, KpiDefinition, List, Ranking } from '../api.ts';
import { type Resource, useResource } from '../resource.ts';
import { withQuery } from '../revision.ts';
import { useWords } from '../words.ts';
import { useAllPages } from './all-pages.ts';
import { type Entry, entriesOfKpi, entriesOfScores, isAnswerTo, type KpiRanking } from './entry.ts';
import type { Shown } from './state.ts';
import { type Scope, useUnitsBetween } from './use-scope.ts';

export interface Listed {
  readonly entries: readonly Entry[];
  /** The first page of the score's ranking; undefined where a KPI is ranked. */
  readonly ranking: Ranking | undefined;
  readonly kpi: KpiDefinition | undefined;
  /** Every KPI that can be ranked at the level. */
  readonly kpis: readonly KpiDefinition[];
  /** A KPI's figures over the units, and that of the whole. */
  readonly figures: Figures | undefined;
  /** Which revision the rows are of, and whether it is the published one. */
  readonly revision: Pick<Ranking, 'revision' | 'state'> | undefined;
  readonly isLoading: boolean;
  /** The answer at hand is to another question: none of its rows are here. */
  readonly isOther: boolean;
  /** Whether all rows are there. */
  readonly isComplete: boolean;
  /** The rest did not come: reads it again. */
  readonly again: (() => void) | undefined;
  readonly failed: Resource<unknown> | undefined;
}

/** The request of a ranking under `/v1`, as a file or page by page. */
export function rankingPath(scope: Scope, shown: Shown, period = scope.period): string {
  const query = new URLSearchParams({ level: scope.level, within: scope.within });
  // Of another period the published one is meant.
  if (scope.revision !== undefined && period === scope.period) {
    query.set('revision', String(scope.revision));
  }
  if (shown.kpi) return `/rankings/${period}/kpis/${shown.kpi}?${query}`;
  if (shown.peers) query.set('peers', shown.peers);
  if (shown.positions === 'exact') query.set('positions', 'exact');
  return `/rankings/${period}?${query}`;
}

const ROWS = 1000;

export function useEntries(scope: Scope | undefined, shown: Shown): Listed {
  const { language } = useWords();
  const { kpi: id } = shown;
  const path = scope && `${rankingPath(scope, shown)}&limit=${ROWS}`;
  const catalogue = useResource<List<KpiDefinition>>('/kpis', language);
  const scores = useAllPages<Ranking>(id ? undefined : path, language);
  const byKpi = useAllPages<KpiRanking>(id ? path : undefined, language);
  const figures = useResource<Figures>(
    scope && id
      ? withQuery(
          `/figures/${scope.period}?level=${scope.level}&within=${scope.within}&kpis=${id}`,
          { revision: scope.revision },
        )
      : undefined,
    language,
  );
  const between = useUnitsBetween(scope);
  const within = scope?.within ?? '';
  // Figures of the KPI before are none of this one.
  const beside = figures.loading ? undefined : figures.value;
  const list = id ? byKpi : scores;
  const isOther =
    scope !== undefined &&
    list.first.value !== undefined &&
    !isAnswerTo({ ...scope, kpi: id }, list.first.value);
  const entries = useMemo(() => {
    if (isOther) return [];
    return id
      ? entriesOfKpi(
          byKpi.pages.flatMap(({ items }) => items),
          within,
          between,
          beside,
        )
      : entriesOfScores(
          scores.pages.flatMap(({ items }) => items),
          within,
          between,
        );
  }, [isOther, id, byKpi.pages, scores.pages, within, between, beside]);
  const level = scope?.level;
  const kpis = useMemo(
    () =>
      (catalogue.value?.items ?? []).filter(
        ({ better, levels }) => better !== null && level !== undefined && levels.includes(level),
      ),
    [catalogue.value, level],
  );
  return {
    ...{ entries, kpis, figures: beside, isOther },
    ranking: id || isOther ? undefined : scores.first.value,
    kpi: catalogue.value?.items.find((one) => one.id === id),
    revision: isOther ? undefined : list.first.value,
    isLoading: list.first.loading || figures.loading,
    isComplete: list.isComplete,
    again: list.failure && list.retry,
    failed: [list.first, catalogue, figures].find(({ failure }) => failure),
  };
}
