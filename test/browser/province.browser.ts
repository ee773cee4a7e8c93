import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RankingRow } from '../../shared/scorecards/card.ts';
import { readHenanDivisions } from '../../shared/units/divisions.ts';
import { MONTH, Province } from '../support/province.ts';
import { PROVINCE } from '../support/served.ts';

const RANKING = `/v1/rankings/${MONTH}?within=${PROVINCE}&limit=200`;

const isRanked = ({ rank }: RankingRow) => rank !== null;

const scoresOf = (rows: readonly RankingRow[]) =>
  rows.flatMap(({ score }) => (score.value === null ? [] : [score.value]));

describe('the whole province', () => {
  let province: Province;
  let stations: readonly RankingRow[];
  beforeAll(async () => {
    province = await Province.start();
    stations = await province.askAll('reviewer', PROVINCE, `${RANKING}&level=station`);
  }, 600_000);
  afterAll(() => province?.dispose());

  it('is ranked: the pages hold each of its 2,586 stations once, in order', () => {
    const townships = readHenanDivisions().filter(({ level }) => level === 'township');
    expect(stations).toHaveLength(2586);
    expect(new Set(stations.map(({ unit }) => unit.code))).toEqual(
      new Set(townships.map(({ code }) => code)),
    );
    const ranked = stations.filter(isRanked);
    expect(ranked.length).toBeGreaterThan(2300);
    expect(stations.slice(0, ranked.length)).toEqual(ranked);
    const scores = scoresOf(ranked);
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
    expect(ranked.map(({ rank }) => rank)).toEqual(
      scores.map((score) => scores.indexOf(score) + 1),
    );
  });

  it('spreads: scores, intervals and peer groups; and some stations are incomplete', () => {
    const incomplete = stations.filter(({ unranked }) => unranked === 'incomplete');
    expect(incomplete.length).toBeGreaterThan(30);
    expect(incomplete.length).toBeLessThan(200);
    expect(incomplete.every(({ completeness }) => (completeness ?? 1) < 0.8)).toBe(true);
    const ranked = stations.filter(isRanked);
    const [high = 0, low = 0] = scoresOf(
      [0.05, 0.95].flatMap((share) => ranked.at(share * ranked.length) ?? []),
    );
    expect(high - low).toBeGreaterThan(15);
    expect(new Set(stations.map(({ peerGroup }) => peerGroup)).size).toBe(6);
    const widths = ranked.flatMap(({ interval }) => (interval ? [interval[1] - interval[0]] : []));
    expect(Math.min(...widths)).toBeLessThan(ranked.length / 4);
    expect(Math.max(...widths)).toBeGreaterThan(ranked.length / 2);
  });

  it('has 18 cities, of which some are told apart', async () => {
    const cities = await province.askAll<RankingRow>('viewer', PROVINCE, `${RANKING}&level=city`);
    expect(cities).toHaveLength(18);
    const apart = cities.filter(({ distinguishable }) => distinguishable);
    expect(apart.length).toBeGreaterThan(2);
    expect(apart.length).toBeLessThan(16);
  });

  it('tells a viewer what can be told of single stations, which is not their position', async () => {
    const { body } = await province.ask<{
      positions: string;
      rankability: number;
      items: RankingRow[];
    }>('viewer', PROVINCE, 'GET', `${RANKING}&level=station`);
    expect(body.positions).toBe('withheld');
    expect(body.rankability).toBeLessThan(0.7);
    expect(body.items).toHaveLength(200);
    expect(body.items.every(({ rank, echelon }) => rank === null && echelon === 'first')).toBe(
      true,
    );
  });
});
