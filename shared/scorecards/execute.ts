import { RowsExpired } from '../lake/compact.ts';
import { releaseLease, releaseWrite, takeLease } from '../lease.ts';
import { QueryFailed } from '../ports.ts';
import { PROVISIONAL_SECONDS } from '../retention.ts';
import { type ExecutePorts, figuresOfLake, type Gathered } from './gather.ts';
import { judge } from './judge.ts';
import { figuresOfRevision } from './known.ts';
import { periodKey, revisionItem } from './periods.ts';
import { Ended, Progress } from './progress.ts';
import { failWrite, findRun, leaseOf, type Run, runWrite } from './runs.ts';
import { keepRevision } from './write.ts';

export type { ExecutePorts } from './gather.ts';

/** What became of a message that asked for a run. */
export type RunEnded = 'succeeded' | 'stopped' | 'failed' | 'superseded' | 'unknown_run';

async function perform(ports: ExecutePorts, run: Run, progress: Progress): Promise<void> {
  const { items } = ports;
  const work = (figures: Gathered) => judge(run, figures, progress);
  const { gathered, doubts, result } =
    run.knownIn === null
      ? await figuresOfLake(ports, run, progress, work)
      : await figuresOfRevision(ports, run, run.knownIn, work);
  if (run.revision === null) {
    await items.transact([
      runWrite(run.id, { state: 'succeeded', endedAt: ports.clock() }),
      releaseWrite(leaseOf(run)),
    ]);
    return;
  }
  const { over } = gathered.span;
  const expires = over ? undefined : Math.floor(run.startedAt / 1000) + PROVISIONAL_SECONDS;
  await keepRevision(ports, run.revision, { gathered, doubts, result }, expires, progress);
  const record = {
    revision: run.revision,
    run: run.id,
    scheme: run.scheme,
    computedAt: run.startedAt,
    provisional: !over,
    units: result.cards.length,
    rankability: Object.fromEntries(result.rankability),
  };
  // Begun only where nobody has asked to stop; then the cards, the pointer and the run's end
  // come at once.
  await progress.begin('draft', 1);
  const ended = await items.transact([
    { put: revisionItem(run.period, record, expires) },
    {
      update: periodKey(run.period),
      set: over ? { draftRevision: run.revision } : { provisionalRevision: run.revision },
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

/** Faults that another attempt would meet again have codes of their own. */
function codeOf(fault: unknown): 'query_failed' | 'rows_expired' | 'fault' {
  if (fault instanceof QueryFailed) return 'query_failed';
  return fault instanceof RowsExpired ? 'rows_expired' : 'fault';
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
    const code = codeOf(fault);
    if (code !== 'fault' || lastAttempt) {
      const message = fault instanceof Error ? fault.message : 'unknown fault';
      await fail(ports, id, code, message);
    }
    throw fault;
  }
}
