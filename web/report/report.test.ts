import { describe, expect, it } from 'vitest';
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
