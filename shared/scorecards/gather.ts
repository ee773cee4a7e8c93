import { dayAt, daysBetween } from '../calendar/day.ts';
import {
  lastDayOf,
  monthsBefore,
  monthsIn,
  type Period,
  parsePeriod,
  type Span,
  spanOf,
} from '../calendar/period.ts';
import { type Manifest, queryManifest } from '../evidence/manifest.ts';
import { FLAGS } from '../flags/catalogue.ts';
import { QUERIES } from '../kpis/catalogue.ts';
import { rollUp } from '../kpis/roll-up.ts';
import {
  compact,
  type KeepLake,
  LakeBusy,
  type LakePorts,
  requireOfficerRows,
  withLake,
} from '../lake/compact.ts';
import { citiesOf, writeReferenceTables } from '../lake/reference.ts';
import type { QueryEngine } from '../ports.ts';
import { type LedgerEntry, ledgerOf } from '../review/ledger.ts';
import type { Goalposts } from '../scoring/model.ts';
import type { Scheme } from '../scoring/scheme.ts';
import { schemeBook } from '../scoring/schemes.ts';
import { fitPriors, type Priors } from '../uncertainty/priors.ts';
import type { ReferenceBook } from '../units/book.ts';
import { REFERENCE_KINDS } from '../units/kinds.ts';
import { type Doubts, doubtsOf } from './doubts.ts';
import type { FigureUnit, PastFigures, UnitFigures } from './figures.ts';
import { goalpostsOf, loadPast, PRIOR_MONTHS, pastRevisions } from './history.ts';
import { caseHistoryOf, measure } from './measure.ts';
import { peerGroups } from './peers.ts';
import type { Progress } from './progress.ts';
import { queryMeasures, runParameters } from './queries.ts';
import { type Run, runWrite } from './runs.ts';

export interface ExecutePorts extends LakePorts {
  readonly engine: QueryEngine;
  readonly book: () => Promise<ReferenceBook>;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

/** Everything that a revision is computed from, by value. */
export interface Gathered {
  readonly period: Period;
  readonly span: Span;
  readonly inputs: NonNullable<Run['inputs']>;
  readonly figures: readonly UnitFigures[];
  readonly schemeFor: (unit: string) => Scheme;
  readonly goalposts: Goalposts;
  readonly priors: Priors;
  /** Months that the period spans; of one not over, the part that is gone. */
  readonly months: number;
  readonly ledger: ReadonlyMap<string, readonly LedgerEntry[]>;
  readonly past: Awaited<ReturnType<typeof loadPast>>;
  readonly manifest: Manifest;
}

/** Figures, doubts, and what was made of the figures. */
export interface Worked<T> {
  readonly gathered: Gathered;
  readonly doubts: Doubts;
  readonly result: T;
}

const LAKE_POLL_MILLISECONDS = 500;

/** Does `work` with the lake to itself, after waiting until it is free. */
async function withFreeLake<T>(
  ports: ExecutePorts,
  owner: string,
  waiting: () => Promise<void>,
  work: (keep: KeepLake) => Promise<T>,
): Promise<T> {
  for (;;) {
    try {
      return await withLake(ports, owner, work);
    } catch (fault) {
      if (!(fault instanceof LakeBusy)) throw fault;
      await waiting();
      await ports.sleep(LAKE_POLL_MILLISECONDS);
    }
  }
}

/** Units in force at the end of the period, with what decides their peers. */
function figureUnits(
  book: ReferenceBook,
  span: Span,
  population: (unit: string) => number,
): FigureUnit[] {
  const units = book.unitsOn(span.last).units.map((unit) => {
    const { code, name, level, parent, area } = unit;
    return { code, name, level, parent, area, population: population(code) };
  });
  const groups = peerGroups(units);
  return units.map((unit) => ({ ...unit, peerGroup: groups.get(unit.code) ?? unit.level }));
}

/** The period's own days that are gone, as a share of all of them. */
function elapsedOf(period: Period, span: Span): number {
  const whole = daysBetween(span.first, lastDayOf(period)) + 1;
  return (daysBetween(span.first, span.last) + 1) / whole;
}

async function inputsOf(
  ports: ExecutePorts,
  period: Period,
  span: Span,
  book: ReferenceBook,
  ledger: Gathered['ledger'],
): Promise<NonNullable<Run['inputs']>> {
  return {
    first: span.first,
    last: span.last,
    asOf: span.asOf,
    reference: Object.fromEntries(
      REFERENCE_KINDS.flatMap((kind) => {
        const version = book.versionOn(kind, span.last);
        return version ? [[kind, version.version]] : [];
      }),
    ),
    ...(await pastRevisions(ports.items, period)),
    ledger: [...ledger.values()].flat().map(({ id }) => id),
  };
}

/** Loads every earlier revision that the inputs name. */
export function pastOf(
  ports: ExecutePorts,
  { previous, yearAgo, history }: NonNullable<Run['inputs']>,
) {
  const named = [previous, yearAgo, ...history].filter((revision) => revision !== null);
  const once = new Map(named.map((revision) => [revision.period, revision]));
  return loadPast(ports.objects, [...once.values()]);
}

/** The published months of the twelve before the period. */
function priorMonths(inputs: NonNullable<Run['inputs']>, period: Period, past: Gathered['past']) {
  const months = new Set(monthsBefore(period, PRIOR_MONTHS));
  return inputs.history.flatMap(({ period: id }): PastFigures[] => {
    const found = months.has(id) ? past.get(id) : undefined;
    return found ? [found] : [];
  });
}

/** A run's schemes: the one that it was asked to take, and those of jurisdictions of their own. */
export async function schemesOf(ports: ExecutePorts, run: Run, knownAt?: number) {
  const schemes = await schemeBook(ports.items, knownAt);
  const asked = schemes.named(run.scheme) ?? (await schemeBook(ports.items)).named(run.scheme);
  if (!asked) throw new Error(`run ${run.id} names no scheme`);
  return { schemes, asked };
}

/** Both results; where either failed, its fault, once both have ended. */
async function bothOf<A, B>(one: Promise<A>, other: Promise<B>): Promise<[A, B]> {
  await Promise.allSettled([one, other]);
  return Promise.all([one, other]);
}

/**
 * Compacts the lake, asks it for every figure, and puts the figures together for `work`; while
 * that is going on here, the engine looks for flags.
 */
export async function figuresOfLake<T>(
  ports: ExecutePorts,
  run: Run,
  progress: Progress,
  work: (gathered: Gathered) => Promise<T>,
): Promise<Worked<T>> {
  const period = parsePeriod(run.period);
  const span = period && spanOf(period, dayAt(run.startedAt));
  if (!period || !span) throw new Error(`run ${run.id} names no period`);
  const { schemes, asked } = await schemesOf(ports, run);
  return withFreeLake(
    ports,
    run.id,
    () => progress.step('compact', 0, async () => {}),
    async (keep) => {
      // Read within: what is queried is what the inputs name.
      const book = await ports.book();
      await progress.step('compact', 0, async (advance) => {
        await compact(ports, citiesOf(book), keep, ({ done, of }) => advance(done, of));
        await requireOfficerRows(ports, citiesOf(book), span.first, span.last);
        await writeReferenceTables(ports.objects, book);
      });
      const tree = book.unitsOn(span.last);
      const schemeFor = (unit: string) => schemes.judging(unit, tree, span.last, asked);
      const root = tree.units.find(({ level }) => level === 'province');
      const scheme = root ? schemeFor(root.code) : asked;
      const ledger = await ledgerOf(ports.items, period.id);
      // A run taken up again compares with what was published when it was first begun.
      const inputs = run.inputs ?? (await inputsOf(ports, period, span, book, ledger));
      await ports.items.transact([runWrite(run.id, { inputs })]);
      const parameters = runParameters(period, span, scheme);
      const { results, manifest } = await progress.step(
        'query',
        QUERIES.length + 1,
        async (advance) => {
          const told = async (done: number) => {
            await keep();
            await advance(done, QUERIES.length + 1);
          };
          const results = await queryMeasures(ports.engine, parameters, told);
          const manifest = await queryManifest(ports.engine, { span, parameters, book });
          return { results, manifest };
        },
      );
      const successions = book.successionsOn(span.last);
      const measures = rollUp(tree.units, results, (station) =>
        successions.successorOn(station, span.last),
      );
      const units = figureUnits(book, span, (code) => measures.get(code)?.population ?? 0);
      const baseDays = daysBetween(span.baseFirst, span.baseLast) + 1;
      const cases = new Map(
        units.map(({ code }) => [code, caseHistoryOf(measures.get(code) ?? {}, baseDays)]),
      );
      const past = await pastOf(ports, inputs);
      const priors = fitPriors(priorMonths(inputs, period, past), cases, units);
      const exposure = {
        days: daysBetween(span.first, span.last) + 1,
        daysBefore: daysBetween(span.previousFirst, span.previousLast) + 1,
      };
      const figures = units.map((unit) =>
        measure({
          unit,
          exposure,
          measures: measures.get(unit.code) ?? {},
          monthsGone: Number(span.last.slice(5, 7)),
          casePriors: priors.cases[unit.peerGroup],
        }),
      );
      const elapsed = elapsedOf(period, span);
      const judging = new Set([scheme, ...units.map(({ code }) => schemeFor(code))]);
      const goalposts = goalpostsOf(
        [...judging],
        figures,
        past.get(inputs.yearAgo?.period ?? ''),
        elapsed,
      );
      const gathered: Gathered = {
        ...{ period, span, inputs, figures, schemeFor, goalposts, priors, ledger, past, manifest },
        months: monthsIn(period) * elapsed,
      };
      const doubting = progress.step('flag', FLAGS.length + 1, (advance) =>
        doubtsOf(
          ports,
          { run, period, parameters, scheme, figures, inputs, past },
          async (done) => {
            await keep();
            await advance(done, FLAGS.length + 1);
          },
        ),
      );
      const [doubts, result] = await bothOf(doubting, work(gathered));
      return { gathered, doubts, result };
    },
  );
}
