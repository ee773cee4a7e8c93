/** What a report is made of: the API's answer, and beside it the months with their control limits. */
import type { Scorecard, Trends } from '../api.ts';
import { type Resource, useResource } from '../resource.ts';
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
  readonly trends: Trends | undefined;
}

export interface Asked {
  readonly parts: Parts | undefined;
  readonly failed: Resource<unknown> | undefined;
}

export function useReport(period: string | undefined, unit: string): Asked {
  const { language } = useWords();
  const report = useResource<Report>(period && `/reports/${period}/${unit}`, language);
  const { value } = report;
  // What is still there while another report is on its way is of the one before.
  const shown = value?.period === period && value?.unit.code === unit ? value : undefined;
  const card = useResource<Scorecard>(
    shown && `/scorecards/${period}/${unit}?revision=${shown.revision}`,
    language,
  );
  const isMonth = period !== undefined && /^\d{4}-\d{2}$/.test(period);
  const trends = useResource<Trends>(
    shown && isMonth ? `/trends/${unit}?to=${period}&kpis=${DRAWN.join()}` : undefined,
    language,
  );
  const asked = [report, card, ...(isMonth ? [trends] : [])];
  const failed = asked.find(({ failure }) => failure);
  const isThere = asked.every((part) => part.value !== undefined && !part.loading);
  if (!shown || !card.value || !isThere) return { parts: undefined, failed };
  const { improvements } = card.value;
  return {
    failed,
    parts: { report: shown, improvements, trends: isMonth ? trends.value : undefined },
  };
}
