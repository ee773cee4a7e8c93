import { expect, it } from 'vitest';
import type { PeriodState } from './api.ts';
import { byEnd, draftOnly, latestPublished, publishedBefore, withDrafts } from './periods.ts';

const period = (id: string, state: PeriodState['state'] = 'published'): PeriodState => ({
  ...{
    period: id,
    state,
    revision: 1,
    scheme: 'henan-baseline@1',
    publishedAt: null,
    computedAt: '2024-05-09T02:00:41+08:00',
    draft: null,
  },
});

it('takes the period that ends last for the latest, and of one end the shortest', () => {
  const periods = ['2023', '2024-Q1', '2024-03', '2024-03-ytd', '2024-02'].map((id) => period(id));
  expect(latestPublished(periods)).toBe('2024-03');
  expect(
    byEnd(periods)
      .map(({ period: id }) => id)
      .slice(-2),
  ).toEqual(['2024-02', '2023']);
});

it('takes nothing provisional or in draft for published', () => {
  const periods = [period('2024-04', 'provisional'), period('2024-05', 'draft'), period('2024-02')];
  expect(latestPublished(periods)).toBe('2024-02');
  expect(byEnd(periods)[0]?.period).toBe('2024-04');
  expect(latestPublished([period('2024-04', 'provisional')])).toBeUndefined();
});

it('finds the period before only where it is published', () => {
  const periods = [period('2024-03', 'draft'), period('2023-12'), period('2024-01')];
  expect(publishedBefore('2024-01', periods)).toBe('2023-12');
  expect(publishedBefore('2024-04', periods)).toBeUndefined();
  expect(publishedBefore('2024-02-ytd', periods)).toBeUndefined();
});

it('offers what has nothing but a draft, with the revision to ask for, to those who are told of it', () => {
  const periods = [period('2024-02'), period('2024-03', 'draft')];
  expect(withDrafts(periods).map(({ period: id }) => id)).toEqual(['2024-03', '2024-02']);
  expect(withDrafts(periods).map(draftOnly)).toEqual([1, undefined]);
});
