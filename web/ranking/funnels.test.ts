import { expect, it } from 'vitest';
import { KPIS } from '../../shared/kpis/catalogue.ts';
import { denominatorName, funnelKindOf } from './funnels.ts';

it('draws funnels of every share and rate that can be ranked, and of nothing else', () => {
  for (const { id, sampling, better } of KPIS) {
    const { kind } = sampling;
    const isDrawn = better !== null && (kind === 'share' || kind === 'rate');
    expect([id, funnelKindOf(id)]).toEqual([id, isDrawn ? kind : undefined]);
  }
});

it('names what such a KPI is of by its own formula', () => {
  const told = KPIS.filter(({ id }) => funnelKindOf(id)).map(({ id, formula }) => [
    ...[id, denominatorName(formula.zh), denominatorName(formula.en)],
  ]);
  for (const [, zh, en] of told) {
    expect(zh).toMatch(/^[^÷×]+$/);
    expect(en).toMatch(/^[^/×]+$/);
  }
  expect(told).toContainEqual(['case_rate', '人口', 'population']);
  expect(told).toContainEqual([
    ...['dispute_resolution_rate', '期内排查纠纷数', 'disputes opened in the period'],
  ]);
});
