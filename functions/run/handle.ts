import type { MessageQueue } from '../../shared/ports.ts';
import { type ExecutePorts, executeRun, type RunEnded } from '../../shared/scorecards/execute.ts';
import {
  type RunPorts,
  type RunStarted,
  runMessageSchema,
  scheduledPeriod,
  startRun,
} from '../../shared/scorecards/runs.ts';

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

/**
 * Handles one message of the run queue: does the run that it names, or starts the one that a
 * schedule means. Throws where the message must come again; a failed run's message must not
 * vanish either, so that it ends in the dead-letter queue, where somebody looks.
 */
export async function handleRunMessage(
  ports: ExecutePorts & Pick<RunPorts, 'newId'> & { readonly queue: MessageQueue },
  { body, deliveries }: RunMessage,
): Promise<Handled> {
  const message = runMessageSchema.parse(JSON.parse(body));
  if ('run' in message) {
    const ended = await executeRun(ports, message.run, deliveries >= MOST_DELIVERIES);
    if (ended === 'failed') throw new Error(`run ${message.run} has failed`);
    return { did: 'run', run: message.run, ended };
  }
  const { kind } = message;
  const period = scheduledPeriod(kind, ports.clock());
  if (!period) return { did: 'nothing', kind };
  const { outcome } = await startRun(ports, { period, by: 'schedule' });
  return { did: 'start', kind, period, outcome };
}
