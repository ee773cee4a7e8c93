import { describe, expect, it } from 'vitest';
import type { PeriodState } from '../api.ts';
import { standingOf } from './standing.ts';

const times = { scheme: 'henan-baseline@1', computedAt: '2026-11-09T02:00:00+08:00' };
const state = (parts: Partial<PeriodState>): PeriodState => ({
  ...{ period: '2026-10', state: 'published', revision: 1, publishedAt: times.computedAt },
  ...{ ...times, draft: null },
  ...parts,
});
const revisions = (...numbers: number[]) => numbers.map((revision) => ({ revision }));

describe('how far a period has come', () => {
  it('has nothing before its first run', () => {
    expect(standingOf(undefined, [])).toEqual({
      ...{ published: undefined, draft: undefined, provisional: undefined },
      ...{ reviewed: undefined, compared: undefined },
    });
  });

  it('has a draft alone, then one that is published', () => {
    const draft = { revision: 1, ...times };
    const first = standingOf(state({ state: 'draft', publishedAt: null, draft }), revisions(1));
    expect(first).toMatchObject({ published: undefined, draft: 1, reviewed: 1 });
    expect(first.compared).toBeUndefined();
    expect(standingOf(state({}), revisions(1))).toMatchObject({ published: 1, draft: undefined });
  });

  it('compares a draft with what is published, not with the draft before it', () => {
    const draft = { revision: 3, ...times };
    const { compared, reviewed } = standingOf(state({ draft }), revisions(3, 2, 1));
    expect([reviewed, compared]).toEqual([3, { from: 1, to: 3 }]);
  });

  it('compares what is published with the one before it', () => {
    expect(standingOf(state({ revision: 3 }), revisions(3, 2, 1)).compared).toEqual({
      ...{ from: 2, to: 3 },
    });
  });

  it('holds no older draft for one to publish', () => {
    const draft = { revision: 2, ...times };
    expect(standingOf(state({ revision: 3, draft }), revisions(3, 2)).draft).toBeUndefined();
  });

  it('shows a period under way as provisional', () => {
    const provisional = state({ state: 'provisional', publishedAt: null });
    expect(standingOf(provisional, revisions(1))).toMatchObject({ provisional: 1, reviewed: 1 });
  });
});
