import { describe, expect, it } from 'vitest';
import type { Unit } from '../api.ts';
import { entriesOfScores } from './entry.ts';
import { type Filter, filtered, sorted } from './filter.ts';
import { row } from './testing.ts';

const NONE: Filter = {
  name: '',
  grade: '',
  echelon: '',
  area: '',
  peers: '',
  certain: '',
  reported: '',
};
const city: Unit = { code: '4104', name: '平顶山市', level: 'city', parent: '41' };
const county: Unit = { code: '410481', name: '舞钢市', level: 'county', parent: '4104' };
const known = new Map([city, county].map((unit) => [unit.code, unit]));

const entries = entriesOfScores(
  [
    row({
      code: '410481002',
      name: '寺坡街道',
      parent: '410481',
      rank: 1,
      peerGroup: 'station-urban-3',
    }),
    row({ code: '410481003', name: '朱兰街道', parent: '410481', rank: 2, echelon: 'second' }),
    row({
      code: '411502001',
      name: '老城街道',
      parent: 'unknown',
      rank: 3,
      distinguishable: false,
      completeness: 0.95,
    }),
    row({
      code: '411502002',
      name: '民权街道',
      parent: 'unknown',
      rank: null,
      echelon: null,
      distinguishable: null,
      unranked: 'incomplete',
      completeness: 0.5,
      score: { value: null, interval: null, grade: null },
    }),
  ],
  '41',
  known,
);

const codes = (filter: Partial<Filter>) =>
  filtered(entries, { ...NONE, ...filter }).map(({ unit }) => unit.code.slice(-4));

describe('a ranking’s filters', () => {
  it('finds units by their name, that of a unit above them, or their code', () => {
    expect(codes({})).toHaveLength(4);
    expect(codes({ name: ' 寺坡' })).toEqual(['1002']);
    expect(codes({ name: '平顶山' })).toEqual(['1002', '1003']);
    expect(codes({ name: '411502' })).toEqual(['2001', '2002']);
    expect(codes({ name: '无' })).toEqual([]);
  });

  it('narrows by echelon, area, peers, what is sure and what is missing, all of them together', () => {
    expect(codes({ echelon: 'second' })).toEqual(['1003']);
    expect(codes({ area: 'urban' })).toEqual(['1002']);
    expect(codes({ peers: 'station-rural-1' })).toEqual(['1003', '2001', '2002']);
    expect(codes({ certain: 'yes', area: 'rural' })).toEqual(['1003']);
    expect(codes({ reported: 'gaps' })).toEqual(['2001', '2002']);
    expect(codes({ reported: 'few' })).toEqual(['2002']);
    expect(codes({ grade: '良好', name: '街道', echelon: 'first' })).toEqual(['1002', '2001']);
  });
});

it('finds nothing missing where no day is due or the figures are awaited', () => {
  const awaited = entries.map((entry) => ({ ...entry, completeness: null }));
  const filter = { name: '', grade: '', echelon: '', area: '', peers: '', certain: '' };
  expect(filtered(awaited, { ...filter, reported: 'gaps' })).toEqual([]);
  expect(filtered(awaited, { ...filter, reported: 'few' })).toEqual([]);
  expect(filtered(awaited, { ...filter, reported: '' })).toHaveLength(entries.length);
});

describe('a ranking’s order', () => {
  it('is the API’s by rank, and turns round, with what has no value last either way', () => {
    expect(sorted(entries, 'rank')).toBe(entries);
    expect(sorted(entries, 'nonsense')).toBe(entries);
    const ranks = (sort: string) => sorted(entries, sort).map(({ rank }) => rank);
    expect(ranks('-rank')).toEqual([3, 2, 1, null]);
    expect(sorted(entries, 'completeness').map(({ completeness }) => completeness)).toEqual([
      0.5, 0.95, 1, 1,
    ]);
    expect(sorted(entries, '-value').at(-1)?.value).toBeNull();
    expect(sorted(entries, 'value').at(-1)?.value).toBeNull();
  });

  it('sorts names as Chinese does, by their sound', () => {
    expect(sorted(entries, 'unit').map(({ unit }) => unit.name)).toEqual([
      '老城街道',
      '民权街道',
      '寺坡街道',
      '朱兰街道',
    ]);
  });
});

it('names the units between a row and the one that is looked at, as far as they are known', () => {
  expect(entries.map(({ above }) => above.map(({ name }) => name).join(' '))).toEqual([
    '平顶山市 舞钢市',
    '平顶山市 舞钢市',
    '',
    '',
  ]);
  const [inCity] = entriesOfScores([row({ code: 'x', parent: '410481' })], '4104', known);
  expect(inCity?.above.map(({ name }) => name)).toEqual(['舞钢市']);
});
