import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { type BulkPorts, processFile } from '../../shared/submissions/bulk.ts';
import { uploadsOf } from './events.ts';
import { withSpool } from './spool.ts';

/** As much of a logger as is needed here. */
export interface Log {
  info(message: string, details: Record<string, unknown>): void;
  warn(message: string, details: Record<string, unknown>): void;
  error(message: string, details: Record<string, unknown>): void;
}

/**
 * Handles messages of the inbox queue. A message whose files could not be received because a
 * store failed is reported as failed, so that it comes again; one that can never succeed (its
 * object is gone, or it is no notification) is noted and done with.
 */
export function createInbox(
  ports: BulkPorts,
  log: Log,
): (event: SQSEvent) => Promise<SQSBatchResponse> {
  return async (event) => {
    const batchItemFailures: { itemIdentifier: string }[] = [];
    for (const { messageId, body } of event.Records) {
      const uploads = uploadsOf(body);
      if (!uploads) {
        log.warn('a message that tells of no upload', { messageId });
        continue;
      }
      try {
        for (const { key, event: upload } of uploads) {
          const state = await withSpool((spool) => processFile(ports, key, upload, spool));
          if (!state) {
            log.warn('no bulk file to receive', { messageId });
            continue;
          }
          // The name of a file that was dropped into the bucket could say anything.
          const { unit, lines, accepted, unchanged, refused, fault } = state;
          log.info('bulk file received', {
            ...{ messageId, unit, state: state.state, lines, accepted, unchanged, refused, fault },
          });
        }
      } catch (error) {
        log.error('bulk file to be tried again', { messageId, error });
        batchItemFailures.push({ itemIdentifier: messageId });
      }
    }
    return { batchItemFailures };
  };
}
