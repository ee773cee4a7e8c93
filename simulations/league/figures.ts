import { KPIS } from '../../shared/kpis/catalogue.ts';
import type { Kpi } from '../../shared/kpis/definition.ts';
import { evaluate, type Measures } from '../../shared/kpis/evaluate.ts';
import type { SampledFigure, UnitFigures } from '../../shared/scorecards/figures.ts';
import { clusterCovariances, ratioOfClusters } from '../../shared/statistics/clusters.ts';
import type { Random } from '../../shared/statistics/random.ts';
import { betaAround, binomial, gammaAround, poisson } from './counts.ts';
import type { Station, Truth } from './population.ts';

/** Days of a month. */
const DAYS = 30;
const TIME_PARTS = ['community', 'diverted', 'desk'] as const;

/** Adds an amount to a measure. */
type Add = (measure: string, amount: number) => void;

/** Officers spend their minutes as their station does, each by habits of their own. */
function addTime({ officers }: Station, truth: Truth, months: number, random: Random, add: Add) {
  const { time, officersAlike } = truth;
  const shapes = time.map((share) => share * officersAlike);
  const shares = new Float64Array(shapes.length);
  for (let officer = 0; officer < officers; officer++) {
    random.dirichlet(shapes, shares);
    const working = Math.round(gammaAround(random, 9600 * months, 40));
    const minutes = TIME_PARTS.map((_, part) => working * (shares[part] ?? 0));
    add('time_officers', 1);
    add('working_minutes', working);
    add('working_working', working * working);
    TIME_PARTS.forEach((part, index) => {
      const own = minutes[index] ?? 0;
      add(`${part}_minutes`, own);
      add(`working_${part}`, working * own);
      for (let other = index; other < TIME_PARTS.length; other++) {
        add(`${part}_${TIME_PARTS[other]}`, own * (minutes[other] ?? 0));
      }
    });
  }
}

/** A grid that is visited is so on one day at least: coverage and presence come from its days. */
function addPresence({ grids }: Station, truth: Truth, period: number, random: Random, add: Add) {
  add('grids', grids);
  add('grid_days', grids * period);
  add('days_days', grids * period * period);
  for (let grid = 0; grid < grids; grid++) {
    if (random.uniform() >= truth.coverage) continue;
    const days = 1 + binomial(random, period - 1, betaAround(random, truth.presence, 8));
    add('grids_covered', 1);
    add('grid_days_present', days);
    add('present_present', days * days);
    add('days_present', days * period);
  }
}

function addDisputes(station: Station, truth: Truth, months: number, random: Random, add: Add) {
  const opened = poisson(random, station.disputes * months);
  const resolved = binomial(random, opened, truth.resolved);
  const inTown = binomial(random, resolved, truth.inTown);
  add('disputes_opened', opened);
  add('disputes_resolved', resolved);
  add('disputes_escalated', binomial(random, opened - resolved, truth.escalated));
  add('settled_in_town', inTown);
  add('settled_in_village', binomial(random, inTown, truth.inVillage));
  for (let dispute = 0; dispute < resolved; dispute++) {
    const days = poisson(random, gammaAround(random, truth.days, 2));
    add('days_to_resolution', days);
    add('days_to_resolution_squared', days * days);
  }
  add('quota_officers', station.officers);
  add('officers_on_quota', binomial(random, station.officers, truth.quota));
}

/** Work of every day, some days more than others. */
function addWork(measure: string, ofMonth: number, period: number, random: Random, add: Add) {
  let sum = 0;
  let squares = 0;
  for (let day = 0; day < period; day++) {
    const done = poisson(random, gammaAround(random, ofMonth / DAYS, 3));
    sum += done;
    squares += done * done;
  }
  add(measure, sum);
  add(`${measure}_variance`, (period * squares - sum * sum) / (period - 1));
}

function addItems(station: Station, truth: Truth, months: number, random: Random, add: Add) {
  const hazards = poisson(random, station.hazards * months);
  const others = poisson(random, station.items * months);
  const fixed = binomial(random, hazards, truth.hazardsFixed);
  add('hazards_raised', hazards);
  add('hazards_closed', fixed);
  add('items_raised', hazards + others);
  add('items_closed', fixed + binomial(random, others, truth.itemsClosed));
}

/** A station's data of so many months, as the queries would add them up. */
function measuresOf(station: Station, truth: Truth, months: number, random: Random): Measures {
  const days = DAYS * months;
  const { unit, households, respondents } = station;
  const measures: Record<string, number> = { population: unit.population, households };
  const add: Add = (measure, amount) => {
    measures[measure] = (measures[measure] ?? 0) + amount;
  };
  addTime(station, truth, months, random, add);
  addPresence(station, truth, days, random, add);
  addDisputes(station, truth, months, random, add);
  addWork('household_visits', truth.visits * households, days, random, add);
  addWork('people_reached', truth.publicity * unit.population, days, random, add);
  addWork('services_delivered', (truth.services * unit.population) / 10_000, days, random, add);
  addItems(station, truth, months, random, add);
  for (const kind of ['awareness', 'satisfaction', 'safety'] as const) {
    const asked = respondents * months;
    add(`${kind}_respondents`, asked);
    add(`${kind}_positive`, binomial(random, asked, truth[kind]));
  }
  return measures;
}

/** The standard error of a value, by the same formulas as on a scorecard. */
function errorOf({ sampling, form }: Kpi, numerator: number, denominator: number, m: Measures) {
  const of = (name: string) => m[name] ?? 0;
  switch (sampling.kind) {
    case 'clusters': {
      const { n, yy, xy, xx } = sampling;
      const sums = { n: of(n), yy: of(yy), xy: of(xy), xx: of(xx) };
      return ratioOfClusters({ ...sums, y: numerator, x: denominator }).error;
    }
    case 'days':
      return ((form === 'per_10k' ? 10_000 : 1) / denominator) * Math.sqrt(of(sampling.variance));
    case 'mean': {
      if (denominator < 2) return null;
      const spread = of(sampling.squares) - (numerator * numerator) / denominator;
      return Math.sqrt(Math.max(0, spread) / (denominator - 1) / denominator);
    }
    default:
      return null;
  }
}

/** The KPIs that are simulated: those of a station whose value chance moves and a scheme judges. */
const SIMULATED = KPIS.filter(
  ({ id, sampling, restricted, better }) =>
    sampling.kind !== 'counted' &&
    !restricted &&
    better !== null &&
    id !== 'records_change' &&
    !id.startsWith('leader'),
);

/**
 * A station's figures of so many months, drawn around its true performance, which like the habits
 * of its officers and on its grids is the same in all of them. Intervals of values, which ranks do
 * not need, are left out.
 */
export function drawFigures(
  station: Station,
  truth: Truth,
  months: number,
  random: Random,
): UnitFigures {
  const days = DAYS * months;
  const measures = measuresOf(station, truth, months, random);
  const kpis = Object.fromEntries(
    SIMULATED.map((kpi): [string, SampledFigure] => {
      const figure = evaluate(kpi, measures);
      const error =
        figure.value === null ? null : errorOf(kpi, figure.numerator, figure.denominator, measures);
      return [kpi.id, { ...figure, interval: null, error, shrunken: null }];
    }),
  );
  return {
    unit: station.unit,
    completeness: { expected: days, submitted: days, onTime: days },
    kpis,
    timeCovariance: timeCovarianceOf(measures),
    exposure: { days, daysBefore: days },
  };
}

function timeCovarianceOf(measures: Measures): readonly number[] | null {
  const of = (name: string) => measures[name] ?? 0;
  return clusterCovariances({
    n: of('time_officers'),
    x: of('working_minutes'),
    xx: of('working_working'),
    y: TIME_PARTS.map((part) => of(`${part}_minutes`)),
    xy: TIME_PARTS.map((part) => of(`working_${part}`)),
    yy: TIME_PARTS.flatMap((row, place) =>
      TIME_PARTS.slice(place).map((column) => of(`${row}_${column}`)),
    ),
  });
}

/** The true value of a KPI. Of what was raised the figures say how much was hazards. */
export function trueValue(kpi: string, truth: Truth, { kpis, exposure }: UnitFigures): number {
  const { days } = exposure;
  const months = days / DAYS;
  switch (kpi) {
    case 'time_in_community':
      return truth.time[0] ?? 0;
    case 'diverted_time':
      return truth.time[1] ?? 0;
    case 'desk_time':
      return truth.time[2] ?? 0;
    case 'grid_coverage':
      return truth.coverage;
    case 'grid_presence':
      return (truth.coverage * (1 + (days - 1) * truth.presence)) / days;
    case 'dispute_resolution_rate':
      return truth.resolved;
    case 'dispute_days':
      return truth.days;
    case 'settled_in_village':
      return truth.inTown * truth.inVillage;
    case 'settled_in_town':
      return truth.inTown;
    case 'officers_on_quota':
      return truth.quota;
    case 'household_visit_rate':
      return truth.visits * months;
    case 'publicity_reach':
      return truth.publicity * months;
    case 'services_per_10k':
      return truth.services * months;
    case 'follow_up_rate': {
      const items = kpis.follow_up_rate?.denominator ?? 0;
      const hazards = (kpis.hazard_fix_rate?.denominator ?? 0) / items;
      return hazards * truth.hazardsFixed + (1 - hazards) * truth.itemsClosed;
    }
    case 'hazard_fix_rate':
      return truth.hazardsFixed;
    case 'awareness_rate':
      return truth.awareness;
    case 'satisfaction_rate':
      return truth.satisfaction;
    case 'safety_rate':
      return truth.safety;
    default:
      throw new Error(`${kpi} is not simulated`);
  }
}
