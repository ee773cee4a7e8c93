import { z } from 'zod';
import { type Day, dayAt, monthOf, shanghaiTime } from '../calendar/day.ts';
import { parsePeriod, periodBefore, spanOf } from '../calendar/period.ts';
import { holderOf, type Lease, releaseWrite, takeWrite } from '../lease.ts';
import type { Clock, Item, ItemKey, ItemTable, MessageQueue } from '../ports.ts';
import { nameOf, type Scheme } from '../scoring/scheme.ts';
import { schemeBook } from '../scoring/schemes.ts';
import type { ReferenceBook } from '../units/book.ts';
import { periodKey, periodOf, revisionOf } from './periods.ts';

/** The steps of a run, in order. */
export const STEPS = ['compact', 'query', 'flag', 'score', 'rank', 'write', 'draft'] as const;
/** A trial run writes nothing, */
const WRITING: readonly string[] = ['write', 'draft'];
/** and one of known figures asks the lake nothing. */
const ASKING: readonly string[] = ['compact', 'query', 'flag'];
export type StepName = (typeof STEPS)[number];

const stepSchema = z.object({
  name: z.enum(STEPS),
  state: z.enum(['waiting', 'running', 'done', 'failed']),
  /** Units of work: days of a city, queries, units, items. */
  done: z.int(),
  of: z.int(),
  startedAt: z.string().nullable(),
  endedAt: z.string().nullable(),
});

export type Step = Readonly<z.infer<typeof stepSchema>>;

const pastSchema = z.object({ period: z.string(), revision: z.int() });

const runSchema = z.object({
  id: z.string(),
  period: z.string(),
  state: z.enum(['running', 'succeeded', 'failed']),
  /** The revision that its cards are written under; null for a trial run, which writes none. */
  revision: z.int().nullable(),
  scheme: z.string(),
  /** The revision whose figures are scored again, as they were known then; null: from the lake. */
  knownIn: z.int().nullable(),
  dryRun: z.boolean(),
  /** Who asked for it: an account, or `schedule`. */
  requestedBy: z.string(),
  /** Milliseconds since 1970; every card says it was computed then. */
  startedAt: z.number(),
  endedAt: z.number().nullable(),
  steps: z.array(stepSchema),
  stopRequested: z.boolean(),
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
  /** What the figures were computed from, once known. */
  inputs: z
    .object({
      first: z.string(),
      last: z.string(),
      asOf: z.string(),
      /** Version of each kind of reference data in force at the end of the period. */
      reference: z.record(z.string(), z.int()),
      /** The published revisions that the cards are compared with, */
      previous: pastSchema.nullable(),
      yearAgo: pastSchema.nullable(),
      /** and those of the months before, which tell what is usual. */
      history: z.array(pastSchema),
      /** Entries of the ledger that counted, by id. */
      ledger: z.array(z.string()),
    })
    .nullable(),
});

export type Run = Readonly<z.infer<typeof runSchema>>;

/** What a message of the run queue asks for. */
export const runMessageSchema = z.union([
  z.object({ run: z.string() }),
  z.object({ kind: z.enum(['monthly', 'daily']) }),
]);

export interface RunPorts {
  readonly items: ItemTable;
  readonly queue: MessageQueue;
  readonly book: () => Promise<ReferenceBook>;
  readonly clock: Clock;
  /** Eight or so random letters and digits. */
  readonly newId: () => string;
}

export interface RunRequest {
  readonly period: string;
  readonly scheme?: string | undefined;
  readonly dryRun?: boolean | undefined;
  /** Score this revision's figures again, as known then, in place of what the lake says now. */
  readonly knownIn?: number | undefined;
  readonly by: string;
}

export type RunStarted =
  | { readonly outcome: 'started'; readonly run: Run }
  | { readonly outcome: 'run_in_progress'; readonly run: string }
  | { readonly outcome: 'invalid_period' }
  /** None of its days is over. */
  | { readonly outcome: 'future_period' }
  | { readonly outcome: 'unknown_scheme' }
  | { readonly outcome: 'unknown_revision' };

/** A run's id begins with its period, so that the id alone finds the item. */
const runKey = (id: string): ItemKey => ({ pk: `RUNS#${id.split('.')[0]}`, sk: id });

export const leaseOf = ({ period, id }: Pick<Run, 'period' | 'id'>): Lease => ({
  name: `RUN#${period}`,
  owner: id,
});

/** The run as an item; runs of all periods stand together in the index, by their start. */
export function runItem(run: Run): Item {
  return { ...runKey(run.id), pk1: 'RUNS', sk1: `${run.startedAt}#${run.id}`, ...run };
}

/** The run of that id, if there is one. */
export async function findRun(items: ItemTable, id: string): Promise<Run | undefined> {
  const item = await items.get(runKey(id));
  return item && runSchema.parse(item);
}

/** Runs of all periods, the latest first. */
export async function listRuns(
  items: ItemTable,
  page: { readonly limit: number; readonly cursor?: string },
): Promise<{ readonly items: Run[]; readonly next: string | null }> {
  const { items: found, next } = await items.query({
    index: 'index1',
    pk: 'RUNS',
    descending: true,
    ...page,
  });
  return { items: found.map((item) => runSchema.parse(item)), next };
}

/** The write that changes a run; it fails where the run has ended. */
export function runWrite(id: string, set: Partial<Run>) {
  return {
    update: runKey(id),
    set: set as Record<string, Item[string]>,
    condition: { attribute: 'state', equals: 'running' },
  } as const;
}

/** The write that ends a run as failed. */
export function failWrite(run: Run, code: string, message: string, now: number) {
  const steps = run.steps.map((step) =>
    step.state === 'running'
      ? { ...step, state: 'failed' as const, endedAt: shanghaiTime(now) }
      : step,
  );
  return runWrite(run.id, { state: 'failed', endedAt: now, error: { code, message }, steps });
}

function stepsOf({ dryRun, knownIn }: RunRequest): StepName[] {
  return STEPS.filter(
    (name) =>
      !(dryRun && WRITING.includes(name)) && !(knownIn !== undefined && ASKING.includes(name)),
  );
}

function newRun(ports: RunPorts, request: RunRequest, scheme: string, revision: number): Run {
  const startedAt = ports.clock();
  return {
    id: `${request.period}.${startedAt.toString(36).padStart(9, '0')}-${ports.newId()}`,
    period: request.period,
    state: 'running',
    revision: request.dryRun ? null : revision,
    scheme,
    knownIn: request.knownIn ?? null,
    dryRun: request.dryRun ?? false,
    requestedBy: request.by,
    startedAt,
    endedAt: null,
    steps: stepsOf(request).map((name) => ({
      name,
      state: 'waiting',
      done: 0,
      of: 0,
      startedAt: null,
      endedAt: null,
    })),
    stopRequested: false,
    error: null,
    inputs: null,
  };
}

/** The scheme that was named, or the one that the province judges by on the day. */
async function schemeOfRun(
  ports: RunPorts,
  name: string | undefined,
  day: Day,
): Promise<Scheme | undefined> {
  const schemes = await schemeBook(ports.items);
  if (name !== undefined) return schemes.named(name);
  const tree = (await ports.book()).unitsOn(day);
  const province = tree.units.find(({ level }) => level === 'province');
  return schemes.judging(province?.code ?? '', tree, day);
}

/**
 * Takes a period for a run, gives the run its revision and hands it to the run function. Two
 * runs of one period at once are impossible: the second is told which one is under way.
 */
export async function startRun(ports: RunPorts, request: RunRequest): Promise<RunStarted> {
  const { items, clock } = ports;
  const period = parsePeriod(request.period);
  if (!period) return { outcome: 'invalid_period' };
  const span = spanOf(period, dayAt(clock()));
  if (!span) return { outcome: 'future_period' };
  const known =
    request.knownIn === undefined ? null : await revisionOf(items, period.id, request.knownIn);
  if (known === undefined) return { outcome: 'unknown_revision' };
  const scheme = await schemeOfRun(ports, request.scheme ?? known?.scheme, span.last);
  if (!scheme) return { outcome: 'unknown_scheme' };
  for (;;) {
    const holder = await holderOf(items, `RUN#${period.id}`, clock());
    if (holder) return { outcome: 'run_in_progress', run: holder };
    const { lastRevision } = await periodOf(items, period.id);
    const run = newRun(ports, request, nameOf(scheme), lastRevision + 1);
    const taken = await items.transact([
      takeWrite(leaseOf(run), clock()),
      { put: runItem(run), condition: { absent: true } },
      {
        update: periodKey(period.id),
        set: { lastRevision: lastRevision + (run.dryRun ? 0 : 1) },
        condition: { attribute: 'lastRevision', lessThan: lastRevision + 1 },
      },
    ]);
    if (!taken) continue;
    try {
      await ports.queue.send(JSON.stringify({ run: run.id }));
    } catch (fault) {
      // Nobody would ever work on it.
      const failed = failWrite(run, 'not_queued', 'the run could not be queued', clock());
      await items.transact([failed, releaseWrite(leaseOf(run))]);
      throw fault;
    }
    return { outcome: 'started', run };
  }
}

export type RunStopped = 'stopping' | 'ended' | 'unknown_run';

/**
 * Asks a run to stop: it does at its next step of progress. One that nobody works on any more
 * ends here.
 */
export async function stopRun(items: ItemTable, id: string, now: number): Promise<RunStopped> {
  const run = await findRun(items, id);
  if (!run) return 'unknown_run';
  if (run.state !== 'running') return 'ended';
  await items.transact([runWrite(id, { stopRequested: true })]);
  if ((await holderOf(items, leaseOf(run).name, now)) !== id) {
    await items.transact([failWrite(run, 'stopped', 'stopped on request', now)]);
    await items.transact([releaseWrite(leaseOf(run))]);
  }
  return 'stopping';
}

/** The period that a schedule means today; undefined where there is nothing to run. */
export function scheduledPeriod(kind: 'monthly' | 'daily', now: number): string | undefined {
  const month = parsePeriod(monthOf(dayAt(now)));
  if (!month) return undefined;
  if (kind === 'monthly') return periodBefore(month);
  return spanOf(month, dayAt(now)) && month.id;
}
