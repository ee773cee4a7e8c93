import { expect, it } from 'vitest';
import { factsText, idOf, reasonText } from './words.ts';

const APPEAL = {
  what: {
    id: '2026-10.410481002000.time_in_community.01',
    unit: '410481002000',
    period: '2026-10',
    kpi: 'time_in_community',
  },
  names: {
    unit: { zh: '寺坡街道', en: '寺坡街道' },
    kpi: { zh: '在社区工作时间占比', en: 'Share of time in the community' },
  },
};

it('says what an act was about by names, its id apart', () => {
  expect(factsText(APPEAL, 'zh')).toBe('单位 寺坡街道，考核期 2026年10月，指标 在社区工作时间占比');
  expect(factsText(APPEAL, 'en')).toBe(
    'unit 寺坡街道, period October 2026, KPI Share of time in the community',
  );
  expect(idOf(APPEAL)).toBe(APPEAL.what.id);
  expect(idOf({ what: {} })).toBeNull();
});

it('leaves a code that has no name as it is', () => {
  expect(factsText({ what: { unit: '410481002000', period: '2026-13' }, names: {} }, 'zh')).toBe(
    '单位 410481002000，考核期 2026-13',
  );
  expect(reasonText({ code: 'of_later', reason: null }, 'en')).toBe('of_later');
  expect(reasonText({ code: 'not_found', reason: { zh: '没有找到', en: 'Not found' } }, 'en')).toBe(
    'Not found',
  );
});
