/** Rows of a ranking for tests: an ordinary one with what is said of it. */
import type { RankingRow } from '../api.ts';

interface Said extends Partial<Omit<RankingRow, 'unit'>> {
  readonly code: string;
  readonly name?: string;
  readonly parent?: string | null;
}

export function row({ code, name = code, parent = null, ...said }: Said): RankingRow {
  return {
    unit: { code, name, level: 'station', parent },
    ...{ rank: 1, of: 9, interval: [1, 3], expected: 1.5, echelon: 'first' },
    ...{ distinguishable: true, topTenth: 0.5, bottomTenth: 0, stability: 1 },
    score: { value: 85, interval: [80, 90], grade: '良好' },
    ...{ completeness: 1, change: 0, unranked: null, peerGroup: 'station-rural-1', peers: null },
    ...said,
  };
}
