import type { FigureUnit } from '../../shared/scorecards/figures.ts';
import type { Random } from '../../shared/statistics/random.ts';
import { betaAround, gammaAround } from './counts.ts';

/** A made-up station: what it is, as far as its data depend on it. */
export interface Station {
  readonly unit: FigureUnit;
  readonly officers: number;
  readonly grids: number;
  readonly households: number;
  /** Disputes, items and hazards to be expected in a month. */
  readonly disputes: number;
  readonly items: number;
  readonly hazards: number;
  /** People asked in each survey. */
  readonly respondents: number;
}

/** A station's true performance in a period: what its data scatter around. */
export interface Truth {
  /** Shares of time in the community, diverted, at the desk and elsewhere. */
  readonly time: readonly number[];
  /** How alike its officers are: the precision of their own shares. */
  readonly officersAlike: number;
  /** The share of grids that are visited, and of days after the first on which those are. */
  readonly coverage: number;
  readonly presence: number;
  readonly resolved: number;
  readonly escalated: number;
  readonly inTown: number;
  readonly inVillage: number;
  readonly days: number;
  readonly quota: number;
  /** A month's, a household, person and 10,000 people. */
  readonly visits: number;
  readonly publicity: number;
  readonly services: number;
  readonly hazardsFixed: number;
  readonly itemsClosed: number;
  readonly awareness: number;
  readonly satisfaction: number;
  readonly safety: number;
}

const AREAS = ['urban', 'rural'] as const;

/** By third of population: people of a grid's station, officers, grids. */
const THIRDS = [
  { population: 15_000, officers: 4, grids: 8, disputes: 7, items: 8 },
  { population: 35_000, officers: 7, grids: 16, disputes: 14, items: 16 },
  { population: 80_000, officers: 12, grids: 28, disputes: 30, items: 40 },
] as const;

/** Stations small and large, in the six peer groups; the same ones in every repetition. */
export function stationsOf(count: number, random: Random): Station[] {
  return Array.from({ length: count }, (_, index) => {
    const third = index % 3;
    const area = AREAS[Math.floor(index / 3) % 2] ?? 'rural';
    const typical = THIRDS[third] ?? THIRDS[1];
    const size = 0.7 + 0.6 * random.uniform();
    const code = `41${String(index + 1).padStart(7, '0')}000`;
    const population = Math.round(typical.population * size);
    const peerGroup = `station-${area}-${third + 1}`;
    const parent = '410000000000';
    return {
      unit: { code, name: code, level: 'station', parent, area, population, peerGroup },
      officers: Math.max(2, Math.round(typical.officers * size)),
      grids: Math.max(3, Math.round(typical.grids * size)),
      households: Math.round(population / 3),
      disputes: typical.disputes * size,
      items: typical.items * size,
      hazards: (typical.items * size) / 2,
      respondents: 40 + random.integer(120),
    };
  });
}

/** A station's performance in a period, drawn from its peers' population. */
export function drawTruth({ unit }: Station, random: Random): Truth {
  const urban = unit.area === 'urban';
  const share = (mean: number, precision: number) => betaAround(random, mean, precision);
  const time = new Float64Array(4);
  const community = urban ? 0.74 : 0.78;
  random.dirichlet(
    [community, 0.11, 0.08, 1 - community - 0.19].map((mean) => mean * 30),
    time,
  );
  return {
    time: [...time],
    officersAlike: 25 + 35 * random.uniform(),
    coverage: share(0.95, 30),
    presence: share(urban ? 0.6 : 0.5, 15),
    resolved: share(0.94, 40),
    escalated: share(0.25, 8),
    inTown: share(0.92, 40),
    inVillage: share(urban ? 0.7 : 0.8, 15),
    days: 2 + gammaAround(random, 8, 4),
    quota: share(0.5, 6),
    visits: gammaAround(random, 0.15, 6),
    publicity: gammaAround(random, 0.05, 6),
    services: gammaAround(random, 15, 6),
    hazardsFixed: share(0.88, 20),
    itemsClosed: share(0.9, 20),
    awareness: share(0.78, 40),
    satisfaction: share(0.88, 60),
    safety: share(0.9, 60),
  };
}
