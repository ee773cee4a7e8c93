import { expect, it } from 'vitest';
import { KPIS } from '../../shared/kpis/catalogue.ts';
import { funnelKindOf } from './funnels.ts';

it('draws funnels of every share and rate that can be ranked, and of nothing else', () => {
  for (const { id, sampling, better } of KPIS) {
    const { kind } = sampling;
    const isDrawn = better !== null && (kind === 'share' || kind === 'rate');
    expect([id, funnelKindOf(id)]).toEqual([id, isDrawn ? kind : undefined]);
  }
});
