import type { MessageQueue, ObjectStore } from '../../shared/ports.ts';
import { type ExecutePorts, executeRun, type RunEnded } from '../../shared/scorecards/execute.ts';
import {
  findRun,
  type RunPorts,
  type RunStarted,
  runMessageSchema,
  scheduledPeriod,
  startRun,
} from '../../shared/scorecards/runs.ts';
import { type Act, tellBegun, tellEnded, trailId } from '../../shared/trail/trail.ts';
import { SCHEDULE } from '../../shared/trail/words.ts';

/** A message as the queue delivers it: its body, and how often it has been delivered. */
export interface RunMessage {
  readonly body: string;
  readonly deliveries: number;
}

/** What the queue delivers a message at most; `infra/` sets the queue to the same. */
export const MOST_DELIVERIES = 3;

export type Handled =
  | { readonly did: 'run'; readonly run: string; readonly ended: RunEnded }
  | {
      readonly did: 'start';
      readonly kind: 'monthly' | 'daily';
      readonly period: string;
      readonly outcome: RunStarted['outcome'];
    }
  | { readonly did: 'nothing'; readonly kind: 'monthly' | 'daily' };

export type HandlePorts = ExecutePorts &
  Pick<RunPorts, 'newId'> & { readonly queue: MessageQueue; readonly trail: ObjectStore };

/**
 * Handles one message of the run queue: does the run that it names, or starts the one that a
 * schedule means. Throws where the message must come again; a failed run's message must not
 * vanish either, so that it ends in the dead-letter queue, where somebody looks.
 */
export async function handleRunMessage(
  ports: HandlePorts,
  { body, deliveries }: RunMessage,
): Promise<Handled> {
  const message = runMessageSchema.parse(JSON.parse(body));
  if ('run' in message) {
    const ended = await executeRun(ports, message.run, deliveries >= MOST_DELIVERIES).finally(() =>
      tellRunEnded(ports, message.run),
    );
    if (ended === 'failed') throw new Error(`run ${message.run} has failed`);
    return { did: 'run', run: message.run, ended };
  }
  const { kind } = message;
  const period = scheduledPeriod(kind, ports.clock());
  if (!period) return { did: 'nothing', kind };
  const act: Act = {
    ...{ at: ports.clock(), id: trailId('start', period, String(ports.clock())) },
    ...{ account: SCHEDULE, role: null, unit: null, act: 'run_started', requestId: null },
    what: { period },
  };
  await tellBegun(ports.trail, act);
  const started = await startRun(ports, { period, by: SCHEDULE });
  const { outcome } = started;
  await tellEnded(
    ports.trail,
    act,
    started.outcome === 'started'
      ? { outcome: 'done', what: { id: started.run.id } }
      : { outcome: 'refused', code: started.outcome },
  );
  return { did: 'start', kind, period, outcome };
}

/** Tells the trail how a run has ended; told again it stands there once. */
async function tellRunEnded({ items, trail }: HandlePorts, id: string): Promise<void> {
  const run = await findRun(items, id);
  if (!run || run.endedAt === null) return;
  const { period, revision, scheme, requestedBy: account, error } = run;
  const what = { id, period, scheme, ...(revision !== null && { revision }) };
  await tellEnded(
    trail,
    {
      ...{ at: run.endedAt, id: trailId('end', id), account, role: null, unit: null },
      ...{ act: 'run_ended', what, requestId: null },
    },
    run.state === 'succeeded'
      ? { outcome: 'done' }
      : { outcome: 'failed', ...(error && { code: error.code }) },
  );
}
