/**
 * The made-up character of each city that joins when the pilot is rolled out, so that a map, a
 * distribution and a ranking have something to show. The names are real, the characters and every
 * number that follows from them are invented.
 */
import type { Random } from './random.ts';
import { type Character, PLAIN } from './stations.ts';

/** How a city departs from the plain one, and then single stations of it, in their order. */
interface City {
  readonly usual: Partial<Character>;
  /** Criminal cases against the plain city. */
  readonly cases?: number;
  readonly stations?: readonly Partial<Character>[];
}

const CITIES: Readonly<Record<string, City>> = {
  // The capital: duty shifts and campaigns.
  '410100000000': {
    usual: { inCommunity: 0.785, diverted: 0.78, effort: 1.05, survey: 0.86 },
    cases: 1.7,
  },
  '410200000000': { usual: { inCommunity: 0.83 }, cases: 1.1 },
  '410300000000': { usual: { inCommunity: 0.885, effort: 1.25, survey: 0.92 }, cases: 0.9 },
  '410500000000': { usual: { inCommunity: 0.815, effort: 0.9 } },
  // The model city.
  '410600000000': {
    usual: { inCommunity: 0.9, resolution: 0.998, days: 2.2, effort: 1.3, survey: 0.93 },
    cases: 0.6,
  },
  '410700000000': { usual: { inCommunity: 0.845 }, cases: 1.2 },
  '410800000000': { usual: { inCommunity: 0.835, days: 3.4 } },
  // Desk work rather than diversion.
  '410900000000': { usual: { inCommunity: 0.8, diverted: 0.35, survey: 0.85 } },
  // One of its stations makes its numbers up.
  '411000000000': {
    usual: { inCommunity: 0.87, effort: 1.1 },
    stations: [
      {},
      { inCommunity: 0.965, resolution: 1, days: 0, late: 0, missing: 0, habit: 'games' },
    ],
  },
  '411100000000': { usual: { inCommunity: 0.86, effort: 1.1, survey: 0.9 }, cases: 0.8 },
  '411200000000': { usual: { inCommunity: 0.765, diverted: 0.8, effort: 0.85 } },
  // Officers are out, but disputes are left lying.
  '411300000000': {
    usual: { inCommunity: 0.845, resolution: 0.89, days: 7.5, survey: 0.82 },
    cases: 1.1,
  },
  // Sends late; one station needs nine days to begin.
  '411400000000': {
    usual: { inCommunity: 0.81, late: 0.16, effort: 0.9 },
    stations: [{}, {}, { startsAfter: 9 }],
  },
  // Misses days.
  '411500000000': { usual: { inCommunity: 0.84, late: 0.05, missing: 0.06 } },
  '411600000000': {
    usual: { inCommunity: 0.735, diverted: 0.7, resolution: 0.965, effort: 0.75, survey: 0.8 },
    cases: 1.3,
  },
  '411700000000': { usual: { inCommunity: 0.855, effort: 0.95 } },
  '419000000000': { usual: { inCommunity: 0.88, effort: 1.15, survey: 0.91 }, cases: 0.7 },
};

/** Cases against the plain city. */
export const casesOf = (city: string): number => CITIES[city]?.cases ?? 1;

/** The character of a city's station: the city's, a little better or worse, or one of its own. */
export function characterIn(city: string, position: number, random: Random): Character {
  const { usual, stations = [] } = CITIES[city] ?? { usual: {} };
  const plain = { ...PLAIN, ...usual };
  const near = (value: number, spread: number, most = Number.POSITIVE_INFINITY) =>
    Math.min(most, value + spread * random.normal());
  return {
    ...plain,
    inCommunity: near(plain.inCommunity, 0.014, 0.93),
    resolution: near(plain.resolution, 0.006, 0.999),
    effort: near(plain.effort, 0.06),
    survey: near(plain.survey, 0.015, 0.96),
    ...stations[position],
  };
}
