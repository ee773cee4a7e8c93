import type { Queue } from '../../services/sqs/queues.ts';

/** The queue of an ARN, in this process and without the SDK. */
export type QueueOf = (arn: string) => Queue;
