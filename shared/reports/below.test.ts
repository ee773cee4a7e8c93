import { describe, expect, it } from 'vitest';
import { type Below, belowSection, standingOf } from './below.ts';
import { baselineBefore } from './movement.ts';
import { incompleteOf, type StationFigures, stationsSection, stationTimes } from './stations.ts';
import { row } from './testing.ts';

const past = (value: number, interval: [number, number]) => ({
  ...{ period: '2026-09', value, interval },
});
const around = (value: number): [number, number] => [value - 1, value + 1];

/** Six stations, a to f, from the first rank down. */
function below(of: Partial<Below> = {}): Below {
  const scores = [96, 94, 92, 90, 88, 70];
  return {
    ...{
      level: 'station',
      rankability: 0.8,
      positions: 'shown',
      before: baselineBefore('2026-10'),
    },
    units: scores.map((value, place) => ({
      row: row('abcdef'[place] ?? '', value, {
        ...{ rank: place + 1, interval: [place + 1, place + 2] },
        echelon: place < 2 ? 'first' : place < 4 ? 'second' : 'third',
        score: { value, interval: around(value), grade: value < 80 ? '未达标' : '优秀' },
        distinguishable: place !== 1,
      }),
      previousScore: past(value - (place - 2), around(value - (place - 2))),
    })),
    ...of,
  };
}

const zhOf = (of: Below) =>
  Object.fromEntries(belowSection(of).sentences.map(({ id, words }) => [id, words.zh]));

describe('the units below', () => {
  it('are told from the best to the weakest, with what their ranks are worth', () => {
    expect(zhOf(below())).toMatchObject({
      'below.range': '所辖6个派出所，得分在70.0至96.0分之间，优秀5个、未达标1个。',
      'below.rankability': '全省同级单位得分的差异中80.0%不是偶然造成的。',
      'below.best':
        '得分较高的是a街道派出所（96.0分，名次约在第1至第2之间）、b街道派出所（94.0分，名次约在第2至第3之间）、c街道派出所（92.0分，名次约在第3至第4之间），其中b街道派出所与相邻方阵无显著差别。',
    });
    const { best, weakest } = standingOf(below());
    expect(best.map(({ unit }) => unit.code)).toEqual(['a', 'b', 'c']);
    expect(weakest.map(({ unit }) => unit.code)).toEqual(['f', 'e', 'd']);
  });

  it('have moved, and perhaps only by chance', () => {
    const words = zhOf(below());
    expect(words['below.risen']).toBe(
      '较上月上升较多的是f街道派出所（67.0 → 70.0，上升3.0分）、e街道派出所（86.0 → 88.0，上升2.0分）、d街道派出所（89.0 → 90.0，上升1.0分），其中2个两期得分区间重叠，升降不一定是真实变化。',
    );
    expect(words['below.fallen']).toContain('a街道派出所（98.0 → 96.0，下降2.0分）');
    expect(standingOf(below()).risen.map(({ distinguishable }) => distinguishable)).toEqual([
      ...[true, false, false],
    ]);
    expect(zhOf(below({ before: null }))['below.risen']).toBeUndefined();
  });

  it('that moved beyond chance come before those that moved further by chance', () => {
    const of = below();
    const [a, b, ...rest] = of.units;
    if (!a || !b) throw new Error('no units');
    const units = [
      { ...a, previousScore: past(86, [80, 96]) },
      { ...b, previousScore: past(91, around(91)) },
      ...rest,
    ];
    expect(standingOf({ ...of, units }).risen.map(({ row: { unit } }) => unit.code)).toEqual([
      ...['b', 'f', 'a'],
    ]);
    const apart = { ...b, row: { ...b.row, unranked: 'incomplete' as const } };
    expect(standingOf({ ...of, units: [apart] }).risen).toEqual([]);
  });

  it('are named by echelon and code alone where positions would mislead', () => {
    const withheld = below({ positions: 'withheld', rankability: 0.3 });
    const words = zhOf(withheld);
    expect(words['below.best']).toContain('属第一方阵的有(按代码排列)a街道派出所');
    expect(words['below.rankability']).toContain('只列方阵，不列名次');
    expect(standingOf(withheld).weakest.map(({ unit }) => unit.code)).toEqual(['e', 'f']);
  });

  it('of two, nobody is best and weakest at once, and of one nobody is either', () => {
    const two = standingOf(below({ units: below().units.slice(0, 2) }));
    expect([two.best.length, two.weakest[0]?.unit.code]).toEqual([1, 'b']);
    const one = standingOf(below({ units: below().units.slice(0, 1) }));
    expect([one.best, one.weakest]).toEqual([[], []]);
  });

  it('that are not ranked stand apart, with the reason', () => {
    const apart = row('g', null, { unranked: 'incomplete', completeness: 0.5, echelon: null });
    const of = below({ units: [...below().units, { row: apart, previousScore: null }] });
    expect(zhOf(of)['below.unranked']).toBe(
      'g街道派出所：报送完整率低于考核办法的最低要求，不参加排名。',
    );
    expect(standingOf(of).weakest.map(({ unit }) => unit.code)).not.toContain('g');
  });
});

describe('the stations', () => {
  const station = (
    code: string,
    value: number | null,
    interval: [number, number] | null,
    submitted = 30,
  ): StationFigures => ({
    unit: { code, name: `${code}街道`, level: 'station', parent: 'county' },
    completeness: { expected: 30, submitted, onTime: submitted },
    time: { numerator: 1, denominator: 2, value, interval, note: null },
  });
  const STATIONS = [
    station('a', 0.9, [0.88, 0.92]),
    station('b', 0.79, [0.76, 0.82], 27),
    station('c', 0.7, [0.66, 0.74], 20),
    station('d', 0.8, [0.78, 0.82]),
    station('e', null, null),
  ];
  const unit = { name: '舞钢市', level: 'county' };

  it('are held against the target and the average, as far as they can be told from them', () => {
    const times = stationTimes(STATIONS, 0.81, 0.8, 0.85);
    expect(times).toMatchObject({
      ...{ stations: 4, below: 2, unsure: 1, above: 1, under: 1, alike: 2 },
      values: [
        { value: 0.7, isBelow: true },
        { value: 0.79, isBelow: false },
        { value: 0.8, isBelow: false },
        { value: 0.9, isBelow: false },
      ],
      items: [
        { unit: { code: 'c' }, distinguishable: true },
        { unit: { code: 'b' }, distinguishable: false },
      ],
    });
    const section = stationsSection(times, incompleteOf(STATIONS, 0.8), unit);
    expect(section.sentences.map(({ words }) => words.zh)).toEqual([
      '4个派出所中，2个在社区工作时间占比未达到80%：c街道派出所（70.0%）、b街道派出所（79.0%），其中1个与80%无显著差别。',
      '与全市平均水平（81.0%）相比，1个派出所明显偏高，1个明显偏低，2个无显著差别。',
      '2个派出所报送不全：c街道派出所（66.7%）、b街道派出所（90.0%），其中1个完整率低于80%，不参加排名。',
    ]);
  });

  it('are each marked below the target, also those that are not listed', () => {
    const many = Array.from({ length: 60 }, (_, place) =>
      station(String(place).padStart(2, '0'), 0.5, [0.4, 0.6]),
    );
    const times = stationTimes(many, 0.5, 0.8, null);
    expect(times).toMatchObject({ stations: 60, below: 60, items: { length: 50 } });
    expect(times?.values.filter(({ isBelow }) => isBelow)).toHaveLength(60);
  });

  it('may all be as they should', () => {
    const good = STATIONS.slice(0, 1);
    const section = stationsSection(
      stationTimes(good, 0.9, 0.8, null),
      incompleteOf(good, 0.8),
      unit,
    );
    expect(section.sentences.map(({ words }) => words.zh)).toEqual([
      '1个派出所在社区工作时间占比均达到80%。',
      '各派出所每日均已报送。',
    ]);
    expect(stationTimes([station('e', null, null)], null, 0.8, null)).toBeNull();
  });

  it('are named five at most, and listed fifty at most', () => {
    const many = Array.from({ length: 60 }, (_, at) => station(`s${at}`, 0.5, [0.4, 0.6], 1));
    const times = stationTimes(many, 0.5, 0.8, null);
    expect([times?.below, times?.items.length]).toEqual([60, 50]);
    const section = stationsSection(times, incompleteOf(many, 0.8), unit);
    expect(section.sentences[0]?.words.zh).toMatch(/^60个派出所中，60个.*（50\.0%）等。$/);
    expect(section.sentences[0]?.words.zh.match(/街道/g)).toHaveLength(5);
  });
});
