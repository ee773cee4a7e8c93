import type { UnitFigures } from '../scorecards/figures.ts';
import {
  type BetaPrior,
  betaPosterior,
  type GammaPrior,
  normalPosterior,
} from '../statistics/empirical-bayes.ts';
import type { Random } from '../statistics/random.ts';
import {
  type CaseMeasure,
  type Cell,
  caseFormOf,
  caseRateOf,
  cellsOf,
  type When,
} from './cases.ts';
import { type Priors, timeOf } from './priors.ts';
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
import { errorOf, observe, TIME_KPIS, VALUE_KPIS } from './values.ts';

/** H. Jeffreys, 1946: what is as good as nothing to know of a share. */
const JEFFREYS: BetaPrior = { a: 0.5, b: 0.5 };

const NOTHING: GammaPrior = { shape: 0, rate: 0 };

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
  readonly #redrawn: boolean;
  readonly #drawn = new Set<string>();

  /** `redrawn`: the values that would be printed instead (`DrawOptions`). */
  constructor(
    figures: UnitFigures,
    priors: Priors,
    random: Random,
    columns: Columns,
    redrawn = false,
  ) {
    this.#figures = figures;
    this.#priors = priors;
    this.#random = random;
    this.#columns = columns;
    this.#redrawn = redrawn;
  }

  get #group() {
    return this.#redrawn ? undefined : this.#priors.groups[this.#figures.unit.peerGroup];
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
    return VALUE_KPIS.includes(kpi) ? this.#value(kpi) : undefined;
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

  /**
   * Draws of a rate a person-day. A gamma of the posterior's shape is the sum of one of each case
   * and one of the prior's share: cases that two measures count are drawn once for both.
   */
  #rate(measure: CaseMeasure, when: When): Float64Array {
    return this.#once(`rate ${measure} ${when}`, (out) => {
      const prior = this.#priors.cases[this.#figures.unit.peerGroup];
      const known = this.#redrawn ? undefined : prior;
      const posterior = caseRateOf(this.#figures, measure, when, known);
      if (!posterior) {
        out.fill(Number.NaN);
        return;
      }
      const cells = cellsOf(this.#figures.kpis, measure, when);
      const counted = cells.reduce((total, { count }) => total + count, 0);
      const rest = posterior.shape - counted;
      if (rest > 0) this.#random.fillGamma(out, rest, 1);
      else out.fill(0);
      for (const cell of cells) {
        const cases = this.#cases(cell, when);
        for (let i = 0; i < out.length; i++) out[i] = (out[i] as number) + (cases[i] as number);
      }
      // What is drawn anew is shrunken as the printed value is; else the posterior has the prior.
      const added = (this.#redrawn && prior?.[measure]) || NOTHING;
      const rate = posterior.rate + added.rate;
      for (let i = 0; i < out.length; i++) out[i] = ((out[i] as number) + added.shape) / rate;
    });
  }

  #cases({ name, count }: Cell, when: When): Float64Array {
    return this.#once(`cases ${name} ${when}`, (out) => {
      this.#random.fillGamma(out, count, 1);
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

  /** A value whose error is nearly normal; presence is that among the visited × their share. */
  #value(kpi: string): Float64Array | undefined {
    const observed = observe(kpi, this.#figures);
    if (!observed) return undefined;
    const prior = this.#group?.values[kpi];
    const error = errorOf(observed, prior?.noise);
    const { value, span, bounds } = observed;
    const posterior = prior ? normalPosterior(prior, value, error) : { mean: value, error };
    const out = this.#columns.column(`kpi ${kpi}`);
    const random = this.#random;
    const [least, most] = bounds;
    const mean = posterior.mean * span;
    const spread = posterior.error * span;
    for (let i = 0; i < out.length; i++) {
      let drawn = mean + spread * random.normal();
      for (let attempt = 1; (drawn < least || drawn > most) && attempt < ATTEMPTS; attempt++) {
        drawn = mean + spread * random.normal();
      }
      out[i] = Math.min(most, Math.max(least, drawn));
    }
    if (kpi === 'grid_presence') {
      const visited = this.#share('grid_coverage');
      for (let i = 0; i < out.length; i++) out[i] = (out[i] as number) * (visited[i] as number);
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
    const peers = prior && varies(prior.noise) ? prior.noise.map((noise) => noise / minutes) : null;
    const alone = varies(this.#figures.timeCovariance) ? this.#figures.timeCovariance : null;
    const known = peers ?? alone;
    const error = known ? fromTriangle(known) : blindCovariance(shares);
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

/** Whether a covariance is more than what rounding leaves where all officers are alike. */
function varies(triangle: readonly number[] | null): boolean {
  const [aa = 0, , , bb = 0, , cc = 0] = triangle ?? [];
  return aa + bb + cc > 1e-12;
}

/** Of time shares of which no spread is known: one officer, of whom half a one more of each kind. */
function blindCovariance(shares: readonly number[]): Matrix {
  const smooth = shares.map((share) => (share + 0.5) / (1 + 0.5 * (shares.length + 1)));
  return smooth.map((p, row) => smooth.map((q, column) => (row === column ? p * (1 - p) : -p * q)));
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
