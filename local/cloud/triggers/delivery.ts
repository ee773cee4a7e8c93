/** Bringing a schedule's input to its target with the rights of its role. */
import type { Permissions } from '../permissions/permissions.ts';
import type { Schedule } from '../template/description.ts';
import type { Asynchronous } from './asynchronous.ts';
import { NotAllowed, type Send } from './queues.ts';

/**
 * Resolves with true when the queue has the message or the function has done its work (or has
 * failed for good, which its own failure path tells), with false where stopping came before. An
 * input that the role may not deliver goes to the schedule's dead letters; where it has none or
 * the role may not send there either, the promise rejects.
 */
export function createDelivery(options: {
  readonly permissions: Pick<Permissions, 'refusal'>;
  readonly send: Send;
  readonly asynchronous: Asynchronous;
}): (schedule: Schedule) => Promise<boolean> {
  const { permissions, send, asynchronous } = options;

  return async (schedule) => {
    const { targetArn, input, deadLetterArn, roleArn } = schedule;
    const actor = { service: 'scheduler.amazonaws.com', roleArn, sourceArn: schedule.groupArn };
    try {
      if (!targetArn.includes(':lambda:')) {
        await send(actor, targetArn, input);
        return true;
      }
      const act = { action: 'lambda:InvokeFunction', resource: targetArn };
      const reason = permissions.refusal(actor, act);
      if (reason !== undefined) throw new NotAllowed(reason);
    } catch (error) {
      if (!(error instanceof NotAllowed) || !deadLetterArn) throw error;
      await send(actor, deadLetterArn, input);
      return true;
    }
    return asynchronous.invoke(targetArn, input);
  };
}
