import { describe, expect, it } from 'vitest';
import type { Trends } from '../api.ts';
import { told } from './charts.tsx';
import { isUnread, shownTrends } from './data.ts';
import { axisOf } from './interval-cell.tsx';
import { pageRules, warningsOf } from './running.tsx';
import { reportWordsOf } from './words.ts';

describe('the axis of the scores', () => {
  it('holds all scores and intervals between whole fives', () => {
    const scores = [
      { value: 67.8, interval: [66.4, 74.1] },
      { value: 96.1, interval: [93.3, 97.5] },
      { value: null, interval: null },
    ] as const;
    expect(axisOf(scores)).toEqual({ low: 65, high: 100 });
  });

  it('has a length where all are alike, and is none without a score', () => {
    expect(axisOf([{ value: 95, interval: null }])).toEqual({ low: 95, high: 100 });
    expect(axisOf([{ value: null, interval: [1, 2] }])).toBeUndefined();
  });
});

describe('the months of a report', () => {
  const unit = { code: '410000000000', name: '河南省', level: 'province', parent: null } as const;
  const value: Trends = { unit, months: [], items: [], next: null };
  const resource = { value, failure: undefined, loading: false, retry: () => undefined };

  it('leave the report standing where they are none or could not be read', () => {
    expect(shownTrends('2026-10', resource)).toBe(value);
    expect(shownTrends(undefined, { ...resource, value: undefined })).toBe('none');
    const gone = { ...resource, value: undefined, failure: { kind: 'not_found' } as const };
    expect(shownTrends('2026-10', gone)).toBe('none');
    const down = {
      ...{ ...resource, value: undefined },
      failure: { kind: 'unreachable', detail: '', requestId: '' } as const,
    };
    const shown = shownTrends('2026-10', down);
    expect(shown).toBe(down);
    expect(shown !== 'none' && isUnread(shown)).toBe(true);
    expect(isUnread(value)).toBe(false);
  });

  it('claim nothing of a month that was not judged', () => {
    expect(told({ chart: null, signal: null })).toBe('few');
    expect(told({ chart: 'xmr', signal: null })).toBe('unjudged');
    expect(told({ chart: 'p_prime', signal: 'none' })).toBe('none');
    const say = reportWordsOf('zh');
    expect(say.trendTitle.unjudged('走访率')).toBe('走访率：最近一月没有完整的数值，未作判断');
  });
});

describe('what stands on every page', () => {
  it('warns of a demo and of what is not published, and else says nothing', () => {
    const say = reportWordsOf('zh');
    expect(warningsOf({ madeUp: true, state: 'draft' }, say)).toEqual([
      '演示数据，均为虚构',
      '草稿，未公布',
    ]);
    expect(warningsOf({ madeUp: false, state: 'superseded' }, say)).toEqual(['已被后来的版本取代']);
    expect(warningsOf({ madeUp: false, state: 'published' }, say)).toEqual([]);
  });

  it('is quoted, so that words cannot end the rule', () => {
    expect(pageRules('a"}\\', 'en')).toContain('content:"a\\"}\\\\"');
    expect(pageRules('', 'zh')).not.toContain('@top-center');
    expect(pageRules('', 'zh')).toContain('margin:37mm 26mm 35mm 28mm');
  });
});
