import { describe, expect, it } from 'vitest';
import { BASELINE, CERTAIN, unitWithScore } from '../testing/scored.ts';
import { fieldsOf } from './fields.ts';
import { type PlaceUncertainty, rankAll } from './ranking.ts';

const OWN = { ...BASELINE, id: 'county-scheme', jurisdiction: 'a2' };

const units = [
  unitWithScore({ code: 'p', level: 'province', parent: null }, 80),
  unitWithScore({ code: 'a', level: 'city', parent: 'p' }, 80),
  unitWithScore({ code: 'a1', level: 'county', parent: 'a' }, 81),
  unitWithScore({ code: 'a2', level: 'county', parent: 'a' }, 79),
  unitWithScore({ code: 'a1x', level: 'station', parent: 'a1' }, 90),
  unitWithScore({ code: 'a1y', level: 'station', parent: 'a1' }, 85),
  unitWithScore({ code: 'a1z', level: 'station', parent: 'a1', peerGroup: 'rural' }, 85),
  unitWithScore({ code: 'a2x', level: 'station', parent: 'a2' }, 70),
  unitWithScore({ code: 'a2y', level: 'station', parent: 'a2' }, 99, { isIncomplete: true }),
  unitWithScore({ code: 'a2z', level: 'station', parent: 'a2' }, null),
];

function ranked(of = units) {
  const past = new Map([['a1y', { a1: 1, p: 3 }]]);
  const { rankings, ranks } = rankAll(of, fieldsOf(of), CERTAIN, past);
  return {
    rows: (level: string, within: string) =>
      rankings
        .find((ranking) => ranking.level === level && ranking.within === within)
        ?.rows.map(({ unit, rank, of: n, change }) => [unit.code, rank, n, change]),
    apart: (level: string, within: string) =>
      rankings
        .find((ranking) => ranking.level === level && ranking.within === within)
        ?.rows.flatMap(({ unit, unranked }) => (unranked ? [[unit.code, unranked]] : [])),
    ranksOf: (code: string) =>
      ranks[of.findIndex(({ figures }) => figures.unit.code === code)]?.map(
        ({ scope, rank, of: n }) => [scope, rank, n],
      ),
  };
}

describe('a ranking', () => {
  const { rows, apart, ranksOf } = ranked();

  it('is made within every unit above', () => {
    expect(rows('station', 'a1')).toEqual([
      ['a1x', 1, 3, null],
      ['a1y', 2, 3, -1],
      ['a1z', 2, 3, null],
    ]);
    expect(rows('county', 'p')).toEqual([
      ['a1', 1, 2, null],
      ['a2', 2, 2, null],
    ]);
  });

  it('lists units with too little data apart, unranked', () => {
    expect(rows('station', 'p')).toEqual([
      ['a1x', 1, 4, null],
      ['a1y', 2, 4, 1],
      ['a1z', 2, 4, null],
      ['a2x', 4, 4, null],
      ['a2y', null, 4, null],
      ['a2z', null, 4, null],
    ]);
    expect(apart('station', 'p')).toEqual([
      ['a2y', 'incomplete'],
      ['a2z', 'no_score'],
    ]);
  });

  it('stands on the cards by parent, province and peers', () => {
    expect(ranksOf('a2x')).toEqual([
      ['parent', 1, 1],
      ['province', 4, 4],
      ['peers', 3, 3],
    ]);
    expect(ranksOf('a2y')).toEqual([]);
    expect(ranksOf('p')).toEqual([]);
  });

  it('has only units that one scheme judges', () => {
    const mixed = units.map((unit) =>
      unit.figures.unit.code.startsWith('a2')
        ? { ...unit, judge: { ...unit.judge, scheme: OWN } }
        : unit,
    );
    const { rows: mixedRows, apart: mixedApart } = ranked(mixed);
    expect(mixedRows('station', 'a2')?.[0]).toEqual(['a2x', 1, 1, null]);
    expect(mixedApart('station', 'p')?.[0]).toEqual(['a2x', 'other_scheme']);
    expect(mixedApart('county', 'p')).toEqual([['a2', 'other_scheme']]);
  });

  it('says where the interval of a rank crosses a line between echelons', () => {
    const of = units.filter(({ figures }) => figures.unit.parent !== 'a2');
    const fields = fieldsOf(of);
    const drawn = (interval: [number, number]): PlaceUncertainty => ({
      ...{ expected: 1.234, interval, topTenth: 0.5, bottomTenth: 0.25, stability: 1 },
    });
    const places = fields.map(({ level, within, members }) =>
      level === 'station' && within === 'a1'
        ? [drawn([1, 1]), drawn([1, 3]), drawn([2, 3])]
        : members.map(() => undefined),
    );
    const { rankings } = rankAll(of, fields, { ...CERTAIN, places }, new Map());
    const table = rankings.find(({ level, within }) => level === 'station' && within === 'a1');
    expect(table?.rows.map((row) => [row.echelon, row.interval, row.distinguishable])).toEqual([
      ['first', [1, 1], true],
      ['second', [1, 3], false],
      ['second', [2, 3], false],
    ]);
    expect(table?.rows[0]).toMatchObject({ expected: 1.23, topTenth: 0.5, stability: 1 });
  });
});
