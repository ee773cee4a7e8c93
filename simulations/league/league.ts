import type { PastFigures, UnitFigures } from '../../shared/scorecards/figures.ts';
import {
  type Judge,
  roundScore,
  type Scoring,
  scoringOf,
  totalOf,
} from '../../shared/scoring/model.ts';
import { BUILT_IN, DEFAULT_SCHEME, nameOf, type Scheme } from '../../shared/scoring/scheme.ts';
import { Random } from '../../shared/statistics/random.ts';
import { ranksOf } from '../../shared/statistics/ranks.ts';
import { Columns, Drawing } from '../../shared/uncertainty/drawing.ts';
import { drawScores } from '../../shared/uncertainty/draws.ts';
import { fitPriors } from '../../shared/uncertainty/priors.ts';
import { leftOut, rankField } from '../../shared/uncertainty/rank-field.ts';
import { drawFigures, trueValue } from './figures.ts';
import { drawTruth, type Station, stationsOf, type Truth } from './population.ts';

const HISTORY_MONTHS = 12;

/** Of the stations by true rank, so many at each end are the outer 5 %. */
const TAIL = 0.025;

export interface LeagueOptions {
  readonly seed: string;
  readonly stations: number;
  /** Draws of every score. */
  readonly draws: number;
  /** Of the period that is ranked: 1, or 3 for a quarter. Its history is of months. */
  readonly months: number;
}

/** What one repetition shows: shares of stations, and mean errors of ranks. */
export interface Outcome {
  /** Stations whose 95 % rank interval meets their true ranks. */
  readonly coverage: number;
  /** The same of the outer 5 % by true rank. */
  readonly tailCoverage: number;
  /** Mean |rank − true rank| by printed scores. */
  readonly raw: number;
  /** The same by expected rank. */
  readonly shrunken: number;
}

function baseline(): Scheme {
  const scheme = BUILT_IN.find((known) => nameOf(known) === DEFAULT_SCHEME);
  if (!scheme) throw new Error(`${DEFAULT_SCHEME} does not come with the system`);
  return scheme;
}

/** The score of the true values, by the same points and weights as the printed one. */
function trueScore({ kpis, dropped }: Scoring, truth: Truth, figures: UnitFigures): number {
  const known = kpis.map((kpi) => ({ ...kpi, value: trueValue(kpi.id, truth, figures) }));
  return roundScore(totalOf({ kpis: known, dropped }) ?? 0);
}

/** A period of every station, each with a performance drawn anew. */
function playPeriod(stations: readonly Station[], months: number, random: Random) {
  return stations.map((station) => {
    const truth = drawTruth(station, random);
    return { truth, figures: drawFigures(station, truth, months, random) };
  });
}

const meanOf = (values: readonly number[]) =>
  values.reduce((total, value) => total + value, 0) / values.length;

const share = (marks: readonly boolean[]) => marks.filter(Boolean).length / marks.length;

/**
 * A year of months and the period that is ranked, drawn from a population; priors fitted on the
 * year, scores made by the code that scores stations.
 */
function season(repetition: number, { seed, stations: count, months }: LeagueOptions) {
  const stations = stationsOf(count, new Random(`${seed} stations`));
  const random = new Random(`${seed} repetition ${repetition}`);
  const history = Array.from({ length: HISTORY_MONTHS }, (_, month): PastFigures => {
    const units = playPeriod(stations, 1, random).map(({ figures }) => figures);
    return {
      period: `2024-${String(month + 1).padStart(2, '0')}`,
      revision: 1,
      units: new Map(units.map((figures) => [figures.unit.code, figures])),
    };
  });
  const priors = fitPriors(
    history,
    new Map(),
    stations.map(({ unit }) => unit),
  );
  const judge: Judge = { scheme: baseline(), goalposts: {}, months };
  const units = playPeriod(stations, months, random).map(({ truth, figures }) => {
    const scoring = scoringOf(figures, judge);
    const printed = roundScore(totalOf(scoring) ?? 0);
    return { figures, scoring, adjustment: 0, printed, truth };
  });
  return { priors, units };
}

/** The share of stations of which the middle 95 % of a KPI's draws hold its true value. */
export function valueCoverage(kpi: string, repetition: number, options: LeagueOptions): number {
  const { priors, units } = season(repetition, options);
  const left = leftOut(options.draws);
  const columns = new Columns(options.draws);
  const covered = units.flatMap(({ figures, scoring, truth }) => {
    const among = scoring.kpis.map(({ id }) => id);
    if (!among.includes(kpi)) return [];
    const random = new Random(`${options.seed} ${repetition} ${figures.unit.code}`);
    const drawn = new Drawing(figures, priors, random, columns).valuesOf(kpi, among)?.toSorted();
    const value = trueValue(kpi, truth, figures);
    return [value >= (drawn?.[left] ?? 1) && value <= (drawn?.[options.draws - 1 - left] ?? 0)];
  });
  return share(covered);
}

/**
 * One repetition: a season, its scores drawn and ranked by the code that ranks stations; what came
 * out is held against the true ranks.
 */
export function play(repetition: number, options: LeagueOptions): Outcome {
  const { seed, stations: count, draws } = options;
  const { priors, units } = season(repetition, options);
  const drawn = drawScores(units, priors, { seed: `${seed} ${repetition}`, draws });
  const places = units.map((_, place) => place);
  const ranks = rankField(drawn, places);

  const truths = units.map(({ scoring, truth, figures }) => trueScore(scoring, truth, figures));
  const best = ranksOf(truths, 'best');
  const worst = ranksOf(truths, 'worst');
  const middle = ranksOf(truths, 'middle');
  const covered = ranks.map(
    ({ interval: [from, to] }, place) => from <= (worst[place] ?? 0) && to >= (best[place] ?? 0),
  );
  const isOuter = (place: number) => {
    const rank = middle[place] ?? 0;
    return rank <= TAIL * count || rank > count - TAIL * count;
  };
  const errorOf = (values: readonly number[]) =>
    meanOf(ranksOf(values, 'middle').map((rank, place) => Math.abs(rank - (middle[place] ?? 0))));
  return {
    coverage: share(covered),
    tailCoverage: share(covered.filter((_, place) => isOuter(place))),
    raw: errorOf(units.map(({ printed }) => printed)),
    shrunken: errorOf(ranks.map(({ expected }) => -expected)),
  };
}
