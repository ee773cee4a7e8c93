/** Queues as the cloud's own services reach them: in this process, but not past the policies. */
import type { Queue } from '../../services/sqs/queues.ts';
import type { Actor, Permissions } from '../permissions/permissions.ts';

/** The queue of an ARN, in this process and without the SDK. */
export type QueueOf = (arn: string) => Queue;

/** The policies say no: what the cloud would do for its user is not done. */
export class NotAllowed extends Error {
  override readonly name = 'NotAllowed';
}

/** Sends as the actor; durable when it resolves, rejects with NotAllowed. */
export type Send = (actor: Actor, queueArn: string, body: string) => Promise<void>;

export function createSend(queueOf: QueueOf, { refusal }: Pick<Permissions, 'refusal'>): Send {
  return async (actor, queueArn, body) => {
    const reason = refusal(actor, { action: 'sqs:SendMessage', resource: queueArn });
    if (reason !== undefined) throw new NotAllowed(reason);
    await queueOf(queueArn).send(body);
  };
}
