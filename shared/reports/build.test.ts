import { expect, it } from 'vitest';
import { buildReport, type ReportInput } from './build.ts';
import { TIME } from './stations.ts';
import { card, figure, row } from './testing.ts';

function input(state: 'published' | 'provisional'): ReportInput {
  const past = { previous: 0.78, yearAgo: 0.75 };
  return {
    card: card({ state, kpis: [figure(TIME, { value: 0.6, ...past })] }),
    ...{ schemeName: null, setBy: 'province', minimumCompleteness: 0.8, publishedAt: null },
    ...{ above: [], previousScore: null, yearAgoScore: null, stations: null, flags: null },
    ...{ ledger: [], trend: [] },
    below: [
      {
        ...{ level: 'station', rankability: 0.8, positions: 'shown' },
        units: [{ row: row('a', 90, { rank: 1, change: 3 }), previousScore: null, kpis: [] }],
      },
    ],
  };
}

it('a report has no values of whole periods beside one that is not over', () => {
  const told = (state: 'published' | 'provisional') => {
    const { families, headline, below } = buildReport(input(state));
    const of = [...headline, ...families.flatMap(({ kpis }) => kpis)];
    return {
      past: of.map(({ previous, yearAgo }) => [previous, yearAgo]),
      change: below[0]?.items.map(({ change }) => change),
    };
  };
  const [whole, none] = [
    [0.78, 0.75],
    [null, null],
  ];
  expect(told('published')).toEqual({ past: [whole, whole], change: [3] });
  expect(told('provisional')).toEqual({ past: [none, none], change: [null] });
});
