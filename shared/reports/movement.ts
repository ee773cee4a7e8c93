/** How values have moved and what they are held against, in words. Differences are rounded once. */

import { parsePeriod, periodBefore, yearBefore } from '../calendar/period.ts';
import { periodName } from '../calendar/period-name.ts';
import { markWords } from '../evidence/values.ts';
import { difference, type Language, percentagePoints, points } from '../format.ts';
import type { Kpi } from '../kpis/definition.ts';
import type { KpiFigure } from '../scorecards/card.ts';
import type { Level } from '../units/tree.ts';

/** What a report is compared with: 上月, 去年同期. */
export interface Baseline {
  readonly period: string;
  readonly zh: string;
  readonly en: string;
}

const BEFORE: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  month: { zh: '上月', en: 'the month before' },
  quarter: { zh: '上季度', en: 'the quarter before' },
  half: { zh: '上一个半年', en: 'the half-year before' },
  year: { zh: '上年', en: 'the year before' },
};

/** The period before; none for a year to date, which is longer than the one before it. */
export function baselineBefore(period: string): Baseline | null {
  const parsed = parsePeriod(period);
  const words = parsed && BEFORE[parsed.kind];
  return words ? { period: periodBefore(parsed), ...words } : null;
}

/** The same months a year before; none for a year, whose period before that is. */
export function baselineYearAgo(period: string): Baseline | null {
  const parsed = parsePeriod(period);
  if (!parsed || parsed.kind === 'year') return null;
  const name = periodName(yearBefore(parsed), 'en');
  return { period: yearBefore(parsed), zh: '去年同期', en: name };
}

/** How much, in which unit, and by which words a value goes up and down. */
interface Measure {
  readonly size: string;
  readonly unit: { readonly zh: string; readonly en: string };
  readonly up: { readonly zh: string; readonly en: string };
  readonly down: { readonly zh: string; readonly en: string };
}

const RISE = { up: { zh: '上升', en: 'up' }, down: { zh: '下降', en: 'down' } };

function measureOf(size: number, kpi: Kpi | 'score'): Measure {
  if (kpi === 'score') {
    return { size: points(size), unit: { zh: '分', en: ' points' }, ...RISE };
  }
  switch (kpi.display) {
    case 'percent':
    case 'change': {
      const unit = { zh: '个百分点', en: ' percentage points' };
      return { size: percentagePoints(size), unit, ...RISE };
    }
    case 'days': {
      const words = { up: { zh: '延长', en: 'longer by' }, down: { zh: '缩短', en: 'shorter by' } };
      return { size: points(size), unit: { zh: '天', en: ' days' }, ...words };
    }
    case 'number':
      return { size: points(size), unit: { zh: '', en: '' }, ...RISE };
  }
}

/**
 * How a value or a score stands to an earlier one: 较上月上升0.6个百分点, 与上月持平; null where
 * there is nothing to compare. The difference is of the raw values and rounded once, so it may not
 * be that of the printed ones.
 */
export function movementWords(
  kpi: Kpi | 'score',
  from: number | null,
  to: number | null,
  against: Baseline | null,
  language: Language,
): string | null {
  if (from === null || to === null || against === null) return null;
  const zh = language === 'zh';
  const base = against[language];
  const moved = difference(from, to);
  const { size, unit, up, down } = measureOf(Math.abs(moved), kpi);
  if (moved === 0) return zh ? `与${base}持平` : `unchanged from ${base}`;
  if (!/[1-9]/.test(size)) return zh ? `与${base}基本持平` : `hardly changed from ${base}`;
  const way = (moved > 0 ? up : down)[language];
  return zh
    ? `较${base}${way}${size}${unit.zh}`
    : `${way} ${size}${unit.en} ${way.endsWith('by') ? 'than' : 'on'} ${base}`;
}

/** How far a score has moved: 上升3.1分. */
export function scoreMoved(from: number, to: number, language: Language): string {
  const moved = difference(from, to);
  const size = points(Math.abs(moved));
  if (language === 'zh') return `${moved > 0 ? '上升' : '下降'}${size}分`;
  return `${moved > 0 ? 'up' : 'down'} ${size}`;
}

const SETTERS: Readonly<Record<Level, { readonly zh: string; readonly en: string }>> = {
  province: { zh: '省定标准', en: 'provincial standard' },
  city: { zh: '市定标准', en: 'standard of the city' },
  county: { zh: '县定标准', en: 'standard of the county' },
  station: { zh: '考核标准', en: 'standard' },
};

/** The mark that a value has to meet; null where it is only compared with its peers. */
export function goalOf({ target }: Pick<KpiFigure, 'target'>): number | null {
  return target?.meets ?? target?.target ?? null;
}

/**
 * Whether the value meets what the scheme asks for: 达到80%的省定标准. Null where nothing is asked,
 * and for changes, which are read against no change at all.
 */
export function targetPhrase(
  kpi: Kpi,
  figure: Pick<KpiFigure, 'value' | 'interval' | 'target'>,
  setBy: Level,
  language: Language,
): string | null {
  const { value, interval } = figure;
  const goal = goalOf(figure);
  if (kpi.better === null || kpi.form === 'change' || goal === null || value === null) return null;
  const zh = language === 'zh';
  const isLower = kpi.better === 'lower';
  const isMet = isLower ? value <= goal : value >= goal;
  const mark = markWords(goal, kpi, language).replace(/^每万人 /, '每万人');
  const standard = SETTERS[setBy][language];
  const words = zh
    ? isLower
      ? isMet
        ? `控制在${mark}的${standard}以内`
        : `超过${mark}的${standard}`
      : `${isMet ? '达到' : '未达到'}${mark}的${standard}`
    : `${isMet ? 'meets' : 'misses'} the ${standard} of ${isLower ? 'at most ' : ''}${mark}`;
  const excels = figure.target?.excels;
  const isBest = excels !== undefined && (isLower ? value <= excels : value >= excels);
  if (isBest) {
    const best = markWords(excels, kpi, language);
    return zh ? `${words}和${best}的优秀标准` : `${words} and excels beyond ${best}`;
  }
  // What chance alone may have brought to this side of the mark is said to be so.
  const isUnsure = interval !== null && interval[0] < goal && goal < interval[1];
  if (!isUnsure) return words;
  return zh ? `${words}（与标准无显著差别）` : `${words} (not distinguishable from it)`;
}

/** What the control chart says of the last month, where that is more than the usual variation. */
export function signalPhrase(
  kpi: Kpi,
  { signal }: Pick<KpiFigure, 'signal'>,
  language: Language,
): string | null {
  if (kpi.better === null) return null;
  const zh = language === 'zh';
  switch (signal) {
    case 'improving':
      return zh ? '近期好转，超出正常波动' : 'improving beyond the usual variation';
    case 'deteriorating':
      return zh ? '近期变差，超出正常波动' : 'deteriorating beyond the usual variation';
    case 'none':
    case null:
      return null;
  }
}
