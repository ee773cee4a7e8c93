import { expect, it } from 'vitest';
import type { Counted, Figures, KpiDefinition } from '../api.ts';
import { wordsOf } from '../words.ts';
import { compareTitle, comparisonOf } from './comparison.ts';
import { ZH } from './words-zh.ts';

const CHANGE = {
  ...{ id: 'criminal_case_change', name: { zh: '刑事立案同比', en: 'Criminal cases' } },
  ...{ form: 'change', display: 'change', better: 'lower' },
} as KpiDefinition;

const figure = (value: number | null, note: string | null = null): Counted => ({
  ...{ numerator: 181, denominator: 40, value, shrunken: null, note },
  interval: value === null ? null : [value - 0.1, value + 0.1],
});

function figuresOf(own: Counted, ...below: Counted[]): Figures {
  const row = (code: string, level: 'province' | 'city', kpi: Counted): Figures['within'] => ({
    unit: {
      ...{ code, name: code, level, parent: null, area: 'urban', population: 1000 },
      peerGroup: level,
    },
    completeness: { expected: 31, submitted: 31, onTime: 31 },
    kpis: { [CHANGE.id]: kpi },
  });
  return {
    ...{ period: '2026-10', revision: 1, state: 'published', level: 'city', next: null },
    within: row('410000000000', 'province', own),
    items: below.map((kpi, place) => row(`4101000000${place}0`, 'city', kpi)),
  };
}

const compared = (figures: Figures) =>
  comparisonOf(figures, CHANGE, 'zh', { say: ZH, words: wordsOf('zh') });

it('judges nobody against a change of which the year before is not known', () => {
  const held = compared(figuresOf(figure(3.5, 'base_incomplete'), figure(0.1), figure(-0.5)));
  expect(held.overall).toBeNull();
  expect(held.units.map(({ standing }) => standing)).toEqual(['unknown', 'unknown']);
  expect(held.units.map(({ told }) => told)).toEqual(Array(2).fill('上级没有可比数值，不判断'));
  const title = compareTitle(held, { definition: CHANGE, level: 'city', own: '河南省' }, 'zh', ZH);
  expect(title).toBe('刑事立案同比：2个市在−50.0%至+10.0%之间');
});

it('draws no value of such a unit, but keeps its counts and says why', () => {
  const held = compared(figuresOf(figure(0), figure(3.5, 'base_incomplete'), figure(0.5)));
  const [best, last] = held.units;
  expect(best).toMatchObject({ standing: 'higher', told: '显著高于' });
  expect(last).toMatchObject({ value: null, interval: null, standing: 'none' });
  expect(last?.counts).toBe('40 → 181');
  expect(last?.printed).toBe('— · 去年同期报送不足80%');
});
