import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { MessageQueue, ObjectStore } from '../../shared/ports.ts';
import {
  type BulkPorts,
  type Delivery,
  type Processed,
  processFile,
} from '../../shared/submissions/bulk.ts';
import type { BulkState } from '../../shared/submissions/bulk-state.ts';
import { tellEnded, trailId } from '../../shared/trail/trail.ts';
import { loggable } from '../faults.ts';
import { uploadsOf } from './events.ts';

/** What the queue delivers a message at most; `infra/` sets the queue to the same. */
export const MOST_DELIVERIES = 5;

/** As much of a logger as is needed here. */
export interface Log {
  info(message: string, details: Record<string, unknown>): void;
  warn(message: string, details: Record<string, unknown>): void;
  error(message: string, details: Record<string, unknown>): void;
}

export interface InboxPorts extends BulkPorts {
  /** The queue that the messages come from: work that takes longer than a call goes on by it. */
  readonly queue: MessageQueue;
  /** What is written there can neither be changed nor deleted. */
  readonly trail: ObjectStore;
}

/**
 * Handles messages of the inbox queue. Throws where files could not be received because a store
 * failed, so that the message comes again; one that another call is at comes again without an
 * error; one that can never succeed (its object is gone, or it is no notification) is noted and
 * done with. Where the time of the call does not suffice, the same message is sent anew.
 */
export function createInbox(
  ports: InboxPorts,
  log: Log,
): (
  event: SQSEvent,
  context: Pick<Context, 'getRemainingTimeInMillis'>,
) => Promise<SQSBatchResponse> {
  /** Whether the message is done with. */
  async function handle(record: SQSRecord, timeLeft: () => number): Promise<boolean> {
    const { messageId, body } = record;
    const uploads = uploadsOf(body);
    if (!uploads) {
      log.warn('a message that tells of no upload', { messageId });
      return true;
    }
    const count = Number(record.attributes.ApproximateReceiveCount);
    const delivery: Delivery = {
      ...{ message: messageId, count, isLast: count >= MOST_DELIVERIES, timeLeft },
      sendAgain: () => ports.queue.send(body),
    };
    for (const upload of uploads) {
      const processed = await processFile(ports, upload, delivery);
      note(log, messageId, processed);
      // Where this fails the message comes again, finds the file at its end, and tells of it then.
      if (processed.outcome === 'ended') await tell(ports.trail, processed.state);
      if (processed.outcome === 'superseded') return false;
      // The message sent anew tells of the others, too.
      if (processed.outcome === 'handed_over') return true;
    }
    return true;
  }

  return async (event, context) => {
    const batchItemFailures: { itemIdentifier: string }[] = [];
    for (const record of event.Records) {
      const { messageId } = record;
      try {
        const isDone = await handle(record, () => context.getRemainingTimeInMillis());
        if (!isDone) batchItemFailures.push({ itemIdentifier: messageId });
      } catch (fault) {
        // Thrown, so that it counts among the function's errors; a call has one message (infra/).
        const error = loggable(fault);
        log.error('bulk file to be tried again', { messageId, error });
        throw error;
      }
    }
    return { batchItemFailures };
  };
}

/** One entry a file: of its lines the results and the ledger tell. */
function tell(trail: ObjectStore, state: BulkState): Promise<void> {
  const { id, account, role, unit, lines, accepted, unchanged, refused, fault } = state;
  // The name of a file that was dropped into the bucket could say anything.
  const named = id.includes('/') ? {} : { id };
  return tellEnded(
    trail,
    {
      ...{ at: state.savedAt, id: trailId('bulk', id, state.event ?? ''), account, role, unit },
      ...{ act: 'bulk_received', requestId: null },
      what: { ...named, lines, accepted, unchanged, refused },
    },
    fault ? { outcome: 'failed', code: fault } : { outcome: 'done' },
  );
}

function note(log: Log, messageId: string, processed: Processed): void {
  const { outcome } = processed;
  if (outcome === 'superseded') {
    log.warn('bulk file taken up by another call', { messageId });
  } else if (outcome === 'ignored') {
    log.warn('no bulk file to receive', { messageId, why: processed.why });
  } else {
    // The name of a file that was dropped into the bucket could say anything.
    const { unit, state, lines, accepted, unchanged, refused, fault, hops } = processed.state;
    const details = { unit, state, lines, accepted, unchanged, refused, fault, hops };
    log.info(outcome === 'ended' ? 'bulk file received' : 'bulk file handed over', {
      ...{ messageId, ...details },
    });
  }
}
