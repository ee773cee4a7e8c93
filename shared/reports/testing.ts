/** Figures, rows and cards for tests of reports. */
import type { KpiFigure, RankingRow, Scorecard } from '../scorecards/card.ts';

/** A figure of which only what matters is given. */
export function figure(id: string, of: Partial<Scorecard['kpis'][number]> = {}) {
  const base: KpiFigure = {
    ...{ id, family: 'time', numerator: 0, denominator: 0, value: null, interval: null },
    ...{ shrunken: null, scored: null, score: null, weight: 0, schemeWeight: 0, lost: null },
    ...{ target: null, function: null, previous: null, yearAgo: null, signal: null, rule: null },
    ...{ assurance: null, note: null, dropped: null },
  };
  return { ...base, explanation: { zh: '', en: '' }, ...of };
}

export const BAND = { floor: 0.6, meets: 0.8, excels: 0.85 };

export function row(code: string, score: number | null, of: Partial<RankingRow> = {}): RankingRow {
  return {
    unit: { code, name: `${code}街道`, level: 'station', parent: 'county' },
    ...{ rank: null, of: 6, interval: null, expected: null, echelon: 'first', stability: null },
    ...{ distinguishable: true, topTenth: null, bottomTenth: null, completeness: 1, change: 0 },
    ...{ unranked: null, peerGroup: 'station-urban-1', peers: null },
    score: { value: score, interval: null, grade: score === null ? null : '优秀' },
    ...of,
  };
}

/** A county's card. */
export function card(of: Partial<Scorecard> = {}): Scorecard {
  return {
    ...{ period: '2026-10', revision: 1, state: 'published', scheme: 'henan-baseline@1' },
    unit: { code: '410481000000', name: '舞钢市(演示)', level: 'county', parent: '410400000000' },
    completeness: { expected: 434, submitted: 431, onTime: 419 },
    score: {
      ...{ value: 94.98, interval: [92.99, 95.51], grade: '优秀', expected: 94.5, base: 94.98 },
      ...{ adjustments: [], gradeCap: null },
    },
    ...{ ranks: [], unranked: null, peerGroup: 'county', rankability: 0.8, approvals: [] },
    ...{ kpis: [], improvements: [], flags: [], audit: null, positions: 'shown' },
    computedAt: '2026-11-09T02:00:00+08:00',
    ...of,
  };
}
