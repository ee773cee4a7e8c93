/** Bringing a schedule's input to its target with the rights of its role. */
import { policyOf } from '../permissions.ts';
import type { CloudDescription, Schedule } from '../template/description.ts';
import type { Asynchronous } from './asynchronous.ts';
import type { QueueOf } from './queues.ts';

/**
 * Resolves with true when the queue has the message or the function has done its work (or has
 * failed for good, which its own failure path tells), with false where stopping came before. An
 * input that the role may not deliver goes to the schedule's dead letters; where it has none,
 * the promise rejects.
 */
export function createDelivery(options: {
  readonly description: Pick<CloudDescription, 'roles'>;
  readonly queueOf: QueueOf;
  readonly asynchronous: Asynchronous;
}): (schedule: Schedule) => Promise<boolean> {
  const { description, queueOf, asynchronous } = options;

  return async (schedule) => {
    const { targetArn, input, deadLetterArn } = schedule;
    const [, , service = '', , , ...resource] = targetArn.split(':');
    const action = service === 'lambda' ? 'lambda:InvokeFunction' : 'sqs:SendMessage';
    const role = description.roles.find(({ arn }) => arn === schedule.roleArn);
    const allows = policyOf(role?.grants ?? []);
    if (!allows({ service, action, resource: resource.join(':') })) {
      if (!deadLetterArn) throw new Error(`${schedule.name} may not ${action} on ${targetArn}`);
      await queueOf(deadLetterArn).send(input);
      return true;
    }
    if (service === 'lambda') return asynchronous.invoke(targetArn, input);
    await queueOf(targetArn).send(input);
    return true;
  };
}
