import { describe, expect, it } from 'vitest';
import { changed, elsewhere, shownBy, weightsOf, weightsWord } from './state.ts';

describe('what a ranking’s address says', () => {
  it('has the usual words where it does not say, and leaves others alone', () => {
    const shown = shownBy('/rankings/2026-10?within=410481000000&kpi=case_rate&other=1');
    expect(shown).toMatchObject({ view: 'table', kpi: 'case_rate', sort: 'rank', name: '' });
    expect(shown).not.toHaveProperty('other');
  });

  it('changes words and leaves out the usual ones', () => {
    const address = '/rankings/2026-10?within=410481000000&view=funnel&name=寺';
    expect(changed(address, { view: 'table', sort: '-value' })).toBe(
      '/rankings/2026-10?within=410481000000&name=%E5%AF%BA&sort=-value',
    );
    expect(changed('/rankings?name=a', { name: '' })).toBe('/rankings');
  });

  it('keeps its words where another unit or period is looked at', () => {
    const address = '/rankings/2026-10?within=410481000000&level=station&sort=-value';
    expect(elsewhere(address, '/rankings/2026-09', { level: undefined })).toBe(
      '/rankings/2026-09?within=410481000000&sort=-value',
    );
  });

  it('writes weights and reads them again, without what is none', () => {
    const weights = { time_in_community: 30, timeliness: 0, case_rate: 2.5 };
    expect(weightsOf(weightsWord(weights))).toEqual(weights);
    expect(weightsOf('a:b,time:101,:3,timeliness:7,,x:-1')).toEqual({ timeliness: 7 });
    expect(weightsOf('')).toEqual({});
  });
});
