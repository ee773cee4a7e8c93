import { kpiOf } from '../kpis/catalogue.ts';
import type { UnitFigures } from '../scorecards/figures.ts';
import {
  type BetaPrior,
  betaPosterior,
  type GammaPrior,
  normalPosterior,
} from '../statistics/empirical-bayes.ts';
import type { Random } from '../statistics/random.ts';
import { type CaseMeasure, caseFormOf, caseRateOf } from './cases.ts';
import { type Priors, TIME_KPIS, timeOf, VALUE_KPIS } from './priors.ts';
import { compositionOf, outcomeOf } from './stages.ts';
import {
  fromTriangle,
  inverseOf,
  type Matrix,
  plus,
  product,
  rootOf,
  submatrix,
} from './symmetric.ts';

/** H. Jeffreys, 1946: what is as good as nothing to know of a share. */
const JEFFREYS: BetaPrior = { a: 0.5, b: 0.5 };

/** So many attempts to draw within bounds, then the bound itself is taken. */
const ATTEMPTS = 100;

/** Columns of draws by name, kept from unit to unit so that drawing allocates nothing. */
export class Columns {
  readonly draws: number;
  readonly #columns = new Map<string, Float64Array>();

  constructor(draws: number) {
    this.draws = draws;
  }

  column(name: string): Float64Array {
    let column = this.#columns.get(name);
    if (!column) {
      column = new Float64Array(this.draws);
      this.#columns.set(name, column);
    }
    return column;
  }
}

/** Posterior mean and root of the covariance of some of the time shares. */
interface TimePosterior {
  readonly mean: readonly number[];
  readonly root: Matrix;
}

/**
 * Draws of one unit's true KPI values from their posterior, given the priors of its peer group.
 * KPIs that share rows are drawn together. The draws depend on the random stream, the unit's
 * figures and the order in which KPIs are asked for, and on nothing else.
 */
export class Drawing {
  readonly #figures: UnitFigures;
  readonly #priors: Priors;
  readonly #random: Random;
  readonly #columns: Columns;
  readonly #drawn = new Set<string>();

  constructor(figures: UnitFigures, priors: Priors, random: Random, columns: Columns) {
    this.#figures = figures;
    this.#priors = priors;
    this.#random = random;
    this.#columns = columns;
  }

  get #group() {
    return this.#priors.groups[this.#figures.unit.peerGroup];
  }

  /**
   * Draws of a KPI's value; undefined where it is counted, not sampled. `among` are all the KPIs
   * that will be asked for. The array is the unit's until the next unit is drawn.
   */
  valuesOf(kpi: string, among: readonly string[]): Float64Array | undefined {
    const composition = compositionOf(kpi);
    if (composition) {
      const [first, second] = composition.stages;
      const one = this.#share(first);
      if (!composition.compose || second === undefined) return one;
      const out = this.#columns.column(`kpi ${kpi}`);
      composition.compose(one, this.#share(second), out, this.#figures.kpis);
      return out;
    }
    if (caseFormOf(kpi)) return this.#case(kpi);
    if (TIME_KPIS.includes(kpi)) return this.#time(kpi, among);
    return kpiOf(kpi)?.sampling.kind === 'counted' ? undefined : this.#value(kpi);
  }

  /** The column of that name, filled on first use. */
  #once(name: string, fill: (out: Float64Array) => void): Float64Array {
    const column = this.#columns.column(name);
    if (!this.#drawn.has(name)) {
      this.#drawn.add(name);
      fill(column);
    }
    return column;
  }

  #share(stage: string): Float64Array {
    return this.#once(`share ${stage}`, (out) => {
      const { successes, trials } = outcomeOf(stage, this.#figures.kpis);
      const prior = this.#group?.shares[stage] ?? JEFFREYS;
      const { a, b } = betaPosterior(prior, successes, trials);
      this.#random.fillBeta(out, a, b);
    });
  }

  #rate(measure: CaseMeasure, when: 'now' | 'before'): Float64Array {
    return this.#once(`rate ${measure} ${when}`, (out) => {
      const priors = this.#priors.cases[this.#figures.unit.peerGroup];
      const posterior: GammaPrior | null = caseRateOf(this.#figures, measure, when, priors);
      if (posterior) this.#random.fillGamma(out, posterior.shape, posterior.rate);
      else out.fill(Number.NaN);
    });
  }

  #case(kpi: string): Float64Array | undefined {
    const form = caseFormOf(kpi);
    if (!form) return undefined;
    const out = this.#columns.column(`kpi ${kpi}`);
    const over = this.#rate(form.kind === 'clearance' ? 'criminal_solved' : form.measure, 'now');
    if (form.kind === 'rate') {
      const factor = 10_000 * this.#figures.exposure.days;
      for (let i = 0; i < out.length; i++) out[i] = (over[i] as number) * factor;
      return out;
    }
    const change = form.kind === 'change';
    const under = change ? this.#rate(form.measure, 'before') : this.#rate('criminal_filed', 'now');
    const less = change ? 1 : 0;
    for (let i = 0; i < out.length; i++) out[i] = (over[i] as number) / (under[i] as number) - less;
    return out;
  }

  /** A value whose error is nearly normal. */
  #value(kpi: string): Float64Array | undefined {
    const how = VALUE_KPIS.get(kpi);
    const figure = this.#figures.kpis[kpi];
    if (!how || !figure || figure.value === null) return undefined;
    const prior = this.#group?.values[kpi];
    const span = how.grows ? this.#figures.exposure.days : 1;
    const [least, most] = how.bounds;
    // One grid or day tells no error: that of a share is at most that of a single yes or no.
    const widest = most === 1 ? Math.sqrt(figure.value * (1 - figure.value)) : 0;
    const error =
      prior?.noise == null ? (figure.error ?? widest) : Math.sqrt(prior.noise / figure.denominator);
    const posterior = prior
      ? normalPosterior(
          { mean: prior.mean * span, variance: prior.variance * span * span },
          figure.value,
          error,
        )
      : { mean: figure.value, error };
    const out = this.#columns.column(`kpi ${kpi}`);
    const random = this.#random;
    const { mean, error: spread } = posterior;
    for (let i = 0; i < out.length; i++) {
      let value = mean + spread * random.normal();
      for (let attempt = 1; (value < least || value > most) && attempt < ATTEMPTS; attempt++) {
        value = mean + spread * random.normal();
      }
      out[i] = Math.min(most, Math.max(least, value));
    }
    return out;
  }

  /** The shares of time that count, as one normal distribution within 0 and 1. */
  #time(kpi: string, among: readonly string[]): Float64Array | undefined {
    const places = TIME_KPIS.flatMap((id, place) => (among.includes(id) ? [place] : []));
    const columns = places.map((place) => this.#columns.column(`kpi ${TIME_KPIS[place]}`));
    const own = columns[places.indexOf(TIME_KPIS.indexOf(kpi))];
    if (!own || this.#drawn.has('time')) return own;
    this.#drawn.add('time');
    const posterior = this.#timePosterior(places);
    if (!posterior) return undefined;
    const means = Float64Array.from(posterior.mean);
    const root = Float64Array.from(posterior.root.flat());
    drawWithin(this.#random, means, root, columns);
    return own;
  }

  #timePosterior(places: readonly number[]): TimePosterior | undefined {
    const time = timeOf(this.#figures);
    if (!time) return undefined;
    const { shares, minutes } = time;
    const prior = this.#group?.time;
    const ownError = this.#figures.timeCovariance;
    const error = prior
      ? fromTriangle(prior.noise.map((noise) => noise / minutes))
      : ownError
        ? fromTriangle(ownError)
        : // One officer: no share varies more than a single yes or no.
          shares.map((p, row) => shares.map((_, column) => (row === column ? p * (1 - p) : 0)));
    if (!prior) {
      return {
        mean: places.map((place) => shares[place] ?? 0),
        root: rootOf(submatrix(error, places)),
      };
    }
    const between = fromTriangle(prior.covariance);
    const gain = product(between, inverseOf(plus(between, error)));
    const surprise = shares.map((share, index) => share - (prior.mean[index] ?? 0));
    const mean = prior.mean.map(
      (value, row) =>
        value + surprise.reduce((sum, off, column) => sum + off * (gain[row]?.[column] ?? 0), 0),
    );
    const covariance = plus(between, product(gain, between), -1);
    return {
      mean: places.map((place) => mean[place] ?? 0),
      root: rootOf(submatrix(covariance, places)),
    };
  }
}

/** Fills the columns with draws of a normal distribution, truncated to 0 and 1 in each. */
function drawWithin(
  random: Random,
  means: Float64Array,
  root: Float64Array,
  columns: readonly Float64Array[],
): void {
  const size = columns.length;
  const noise = new Float64Array(size);
  const draw = new Float64Array(size);
  const count = columns[0]?.length ?? 0;
  for (let i = 0; i < count; i++) {
    for (let attempt = 0, within = false; !within && attempt < ATTEMPTS; attempt++) {
      within = true;
      for (let k = 0; k < size; k++) noise[k] = random.normal();
      for (let k = 0; k < size; k++) {
        let value = means[k] as number;
        for (let j = 0; j < size; j++)
          value += (root[k * size + j] as number) * (noise[j] as number);
        draw[k] = value;
        within = within && value >= 0 && value <= 1;
      }
    }
    for (let k = 0; k < size; k++) {
      (columns[k] as Float64Array)[i] = Math.min(1, Math.max(0, draw[k] as number));
    }
  }
}
