import { dayAt } from '../calendar/day.ts';
import { parsePeriod, periodBefore, type Span, spanOf, yearBefore } from '../calendar/period.ts';
import { forEachOf } from '../concurrency.ts';
import { QUERIES } from '../kpis/catalogue.ts';
import type { Measures } from '../kpis/evaluate.ts';
import { queryParameters } from '../kpis/parameters.ts';
import { type QueryRows, rollUp } from '../kpis/roll-up.ts';
import { bind } from '../kpis/statement.ts';
import { compact, type KeepLake, LakeBusy, type LakePorts, withLake } from '../lake/compact.ts';
import { citiesOf, writeReferenceTables } from '../lake/reference.ts';
import { releaseLease, releaseWrite, takeLease } from '../lease.ts';
import { type QueryEngine, QueryFailed, type QueryResult } from '../ports.ts';
import { type Scheme, schemeNamed } from '../scoring/scheme.ts';
import { activitiesOf } from '../submissions/contract.ts';
import type { ReferenceBook } from '../units/book.ts';
import { REFERENCE_KINDS } from '../units/kinds.ts';
import { buildCard, type Past, type PastCard } from './build.ts';
import type { Card } from './card.ts';
import { periodKey, periodOf, revisionItem } from './periods.ts';
import { Ended, Progress } from './progress.ts';
import { rankAll } from './ranking.ts';
import { failWrite, findRun, leaseOf, type Run, runWrite } from './runs.ts';
import { itemsOf, pastCards } from './store.ts';

export interface ExecutePorts extends LakePorts {
  readonly engine: QueryEngine;
  readonly book: () => Promise<ReferenceBook>;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

/** What became of a message that asked for a run. */
export type RunEnded = 'succeeded' | 'stopped' | 'failed' | 'superseded' | 'unknown_run';

const QUERIES_AT_ONCE = 4;
const LAKE_POLL_MILLISECONDS = 500;
/** Provisional cards are forgotten after so long. */
const PROVISIONAL_SECONDS = 62 * 86_400;

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

/** Rows of a measure query: the first column is the unit, each other one a measure. */
function measureRows(result: QueryResult): QueryRows['rows'] {
  const [, ...names] = result.columns;
  return result.rows.map(([unit, ...cells]) => {
    const measures: Record<string, number> = {};
    names.forEach((name, index) => {
      const cell = cells[index];
      if (cell !== null && cell !== undefined) measures[name] = Number(cell);
    });
    return { unit: unit ?? '', measures };
  });
}

async function queryMeasures(
  ports: ExecutePorts,
  run: Run,
  scheme: Scheme,
  span: Span,
  advance: (done: number, of: number) => Promise<void>,
): Promise<QueryRows[]> {
  const period = parsePeriod(run.period);
  if (!period) throw new Error(`run ${run.id} has no period`);
  const parameters = queryParameters(period, span, {
    community: activitiesOf('community'),
    diverted: activitiesOf('diverted'),
    desk: activitiesOf('desk'),
    eight_major: scheme.eightMajor,
  });
  const results = new Map<string, QueryRows>();
  await forEachOf(QUERIES, QUERIES_AT_ONCE, async (query) => {
    const bound = bind(query.sql, parameters);
    const result = await ports.engine.query(bound.statement, bound.parameters);
    results.set(query.name, { query, rows: measureRows(result) });
    await advance(results.size, QUERIES.length);
  });
  // In the catalogue's order, whichever came first: sums of floating point depend on it.
  return QUERIES.flatMap(({ name }) => results.get(name) ?? []);
}

interface PastRevision {
  readonly period: string;
  readonly revision: number;
}

/** The published revision of an earlier period, as it is when the run begins. */
async function publishedRevision(
  ports: ExecutePorts,
  period: string,
): Promise<PastRevision | null> {
  const { publishedRevision: revision } = await periodOf(ports.items, period);
  return revision === 0 ? null : { period, revision };
}

async function inputsOf(
  ports: ExecutePorts,
  run: Run,
  span: Span,
  book: ReferenceBook,
): Promise<NonNullable<Run['inputs']>> {
  const period = parsePeriod(run.period);
  if (!period) throw new Error(`run ${run.id} has no period`);
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
    previous: await publishedRevision(ports, periodBefore(period)),
    yearAgo: await publishedRevision(ports, yearBefore(period)),
  };
}

async function loadPast(
  ports: ExecutePorts,
  units: readonly string[],
  past: PastRevision | null,
): Promise<ReadonlyMap<string, PastCard>> {
  return past ? pastCards(ports.items, units, past.period, past.revision) : new Map();
}

function pastOf(previous: PastCard | undefined, yearAgo: PastCard | undefined): Past {
  return { ...(previous ? { previous } : {}), ...(yearAgo ? { yearAgo } : {}) };
}

async function perform(ports: ExecutePorts, run: Run, progress: Progress): Promise<void> {
  const { items } = ports;
  const period = parsePeriod(run.period);
  const scheme = schemeNamed(run.scheme);
  const span = period && spanOf(period, dayAt(run.startedAt));
  if (!period || !scheme || !span) throw new Error(`run ${run.id} names no period or scheme`);
  const { book, inputs, results } = await withFreeLake(
    ports,
    run.id,
    () => progress.step('compact', 0, async () => {}),
    async (keep) => {
      // Read within: what is queried is what the inputs name.
      const book = await ports.book();
      await progress.step('compact', 0, async (advance) => {
        await compact(ports, citiesOf(book), keep, ({ done, of }) => advance(done, of));
        await writeReferenceTables(ports.objects, book);
      });
      // A run taken up again compares with what was published when it was first begun.
      const inputs = run.inputs ?? (await inputsOf(ports, run, span, book));
      await items.transact([runWrite(run.id, { inputs })]);
      const results = await progress.step('query', QUERIES.length, (advance) =>
        queryMeasures(ports, run, scheme, span, async (done, of) => {
          await keep();
          await advance(done, of);
        }),
      );
      return { book, inputs, results };
    },
  );

  const { units } = book.unitsOn(span.last);
  const codes = units.map(({ code }) => code);
  const { cards, rankings } = await progress.step('score', units.length, async () => {
    const successions = book.successionsOn(span.last);
    const measures: ReadonlyMap<string, Measures> = rollUp(units, results, (station) =>
      successions.successorOn(station, span.last),
    );
    const previous = await loadPast(ports, codes, inputs.previous);
    const yearAgo = await loadPast(ports, codes, inputs.yearAgo);
    const built: Card[] = units.map((unit) =>
      buildCard({
        period,
        scheme,
        monthsGone: Number(span.last.slice(5, 7)),
        unit,
        measures: measures.get(unit.code) ?? {},
        past: pastOf(previous.get(unit.code), yearAgo.get(unit.code)),
      }),
    );
    return rankAll(built, previous);
  });
  const { revision } = run;
  if (revision === null) {
    await items.transact([
      runWrite(run.id, { state: 'succeeded', endedAt: ports.clock() }),
      releaseWrite(leaseOf(run)),
    ]);
    return;
  }

  const expires = span.over ? undefined : Math.floor(run.startedAt / 1000) + PROVISIONAL_SECONDS;
  const written = itemsOf(period.id, revision, cards, rankings, expires);
  await progress.step('write', written.length, async (advance) => {
    const batch = 500;
    for (let from = 0; from < written.length; from += batch) {
      await items.putAll(written.slice(from, from + batch));
      await advance(Math.min(from + batch, written.length), written.length);
    }
  });

  const record = {
    revision,
    run: run.id,
    scheme: run.scheme,
    computedAt: run.startedAt,
    provisional: !span.over,
    units: cards.length,
  };
  // Begun only where nobody has asked to stop; then the cards, the pointer and the run's end
  // come at once.
  await progress.begin('draft', 1);
  const ended = await items.transact([
    { put: revisionItem(period.id, record, expires) },
    {
      update: periodKey(period.id),
      set: span.over ? { draftRevision: revision } : { provisionalRevision: revision },
    },
    runWrite(run.id, {
      state: 'succeeded',
      endedAt: ports.clock(),
      steps: progress.ended('draft'),
    }),
    releaseWrite(leaseOf(run)),
  ]);
  if (!ended) throw new Ended('superseded');
}

async function fail(ports: ExecutePorts, id: string, code: string, message: string) {
  const run = await findRun(ports.items, id);
  if (run?.state !== 'running') return;
  await ports.items.transact([failWrite(run, code, message, ports.clock())]);
  await releaseLease(ports.items, leaseOf(run));
}

/**
 * Does a run from compaction to draft. Stopped at any point and begun again it gives the same
 * cards: everything is computed anew from the lake and written under the same revision. A fault
 * is thrown so that the message comes back; with `lastAttempt`, or where the engine refused a
 * query, the run is also marked as failed.
 */
export async function executeRun(
  ports: ExecutePorts,
  id: string,
  lastAttempt: boolean,
): Promise<RunEnded> {
  const run = await findRun(ports.items, id);
  if (!run) return 'unknown_run';
  if (run.state === 'succeeded') return 'succeeded';
  if (run.state === 'failed') return run.error?.code === 'stopped' ? 'stopped' : 'failed';
  if (!(await takeLease(ports.items, leaseOf(run), ports.clock))) {
    await fail(ports, id, 'superseded', 'another run of the period took over');
    return 'superseded';
  }
  const progress = new Progress(ports, run);
  try {
    await perform(ports, run, progress);
    return 'succeeded';
  } catch (fault) {
    if (fault instanceof Ended) {
      await fail(ports, id, fault.as, `${fault.as} before its end`);
      return fault.as;
    }
    if (fault instanceof QueryFailed || lastAttempt) {
      const message = fault instanceof Error ? fault.message : 'unknown fault';
      await fail(ports, id, fault instanceof QueryFailed ? 'query_failed' : 'fault', message);
    }
    throw fault;
  }
}
