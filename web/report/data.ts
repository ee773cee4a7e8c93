/** What a report is made of: the API's answer, and beside it the months with their control limits. */
import type { PeriodState, Scorecard, Trends } from '../api.ts';
import { type Resource, useResource } from '../resource.ts';
import { withQuery } from '../revision.ts';
import { lastPublishedMonth } from '../scorecard/months.ts';
import { useWords } from '../words.ts';

export type { Report, ReportFigure } from '../../shared/reports/report.ts';

import type { Report } from '../../shared/reports/report.ts';

export type Below = Report['below'][number];
export type UnitRow = Below['items'][number];

/** Those whose months are drawn. */
const DRAWN = ['time_in_community', 'grid_presence', 'dispute_resolution_rate', 'follow_up_rate'];

export interface Parts {
  readonly report: Report;
  /** What would raise the score most: it stands on the card of the same revision. */
  readonly improvements: Scorecard['improvements'];
  /** Of months only; undefined for other periods. */
  readonly trends: ShownTrends | undefined;
}

/** The months; where they are none, or could not be read, that: the rest of the report stands. */
export type ShownTrends = Trends | 'none' | Resource<Trends>;

/** What is shown of the months where `to` is the last that is published. */
export function shownTrends(to: string | undefined, trends: Resource<Trends>): ShownTrends {
  if (to === undefined || trends.failure?.kind === 'not_found') return 'none';
  return trends.failure ? trends : (trends.value ?? 'none');
}

export const isUnread = (trends: Trends | Resource<Trends>): trends is Resource<Trends> =>
  'retry' in trends;

export interface Asked {
  readonly parts: Parts | undefined;
  readonly failed: Resource<unknown> | undefined;
}

/** `revision`: a draft, or an earlier one; undefined for the one in force. */
export function useReport(
  period: string | undefined,
  unit: string,
  periods: readonly PeriodState[] | undefined,
  revision: number | undefined,
): Asked {
  const { language } = useWords();
  const path = period && withQuery(`/reports/${period}/${unit}`, { revision });
  const report = useResource<Report>(path, language);
  const { value } = report;
  // What is still there while another report is on its way is of the one before.
  const isOfUnit = value?.period === period && value?.unit.code === unit;
  const isOfRevision = revision === undefined ? !report.loading : value?.revision === revision;
  const shown = isOfUnit && isOfRevision ? value : undefined;
  const card = useResource<Scorecard>(
    shown && `/scorecards/${period}/${unit}?revision=${shown.revision}`,
    language,
  );
  const isMonth = period !== undefined && /^\d{4}-\d{2}$/.test(period);
  // A month that is not published is in no control chart, and nothing is judged of it.
  const to = isMonth && periods ? lastPublishedMonth(periods, period) : undefined;
  const trends = useResource<Trends>(
    shown && to && `/trends/${unit}?to=${to}&kpis=${DRAWN.join()}`,
    language,
  );
  const needed = [report, card];
  const failed = needed.find(({ failure }) => failure);
  const isThere = needed.every((part) => part.value !== undefined && !part.loading);
  const isAwaited = trends.loading || (isMonth && !periods);
  if (!shown || !card.value || !isThere || isAwaited) return { parts: undefined, failed };
  const { improvements } = card.value;
  return {
    failed,
    parts: { report: shown, improvements, trends: isMonth ? shownTrends(to, trends) : undefined },
  };
}
