/** A queue as a function's event source. */
import { createHash } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { z } from 'zod';
import type { Queue, ReceivedMessage } from '../../services/sqs/queues.ts';
import type { InvocationResult } from '../functions/environment.ts';
import type { Permissions } from '../permissions/permissions.ts';
import type { EventSource, FunctionDefinition } from '../template/description.ts';
import { TemplateError } from '../template/intrinsics.ts';

export interface PollerOptions {
  readonly source: EventSource;
  readonly queue: Queue;
  readonly invoke: (functionName: string, payload: string) => Promise<InvocationResult>;
  readonly region: string;
}

export interface Poller {
  /** Takes no more messages and resolves when the calls under way have ended. */
  stop(): Promise<void>;
}

/** So many calls at once: the machine has few cores, and the functions share a thread each. */
const LANES = 2;
const WAIT_SECONDS = 20;
/**
 * A message stays hidden for as long as its call lasts, however the clock is turned meanwhile. The
 * call always ends here, and after a crash the next start shows every message again; so this is
 * not the queue's visibility timeout, which on AWS guards against calls that are lost.
 */
const IN_HAND_SECONDS = 10 * 365 * 86_400;
const OUTAGE_PAUSE_MS = 1000;
const LONGEST_PAUSE_SECONDS = 60;

const failuresSchema = z.object({
  batchItemFailures: z.array(z.object({ itemIdentifier: z.string().min(1) })).nullish(),
});

/**
 * Takes messages and calls the function with them. What it has done is deleted; what it has not
 * comes back after a pause that doubles, until the queue's redrive policy sets it aside.
 */
export function startPoller(options: PollerOptions): Poller {
  const { source, queue } = options;
  const stopping = new AbortController();

  async function lane(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        await takeTurn();
      } catch (error) {
        // The store failed, a full disk for one: it may recover, and the messages are still there.
        console.error(error);
        await setTimeout(OUTAGE_PAUSE_MS);
      }
    }
  }

  async function takeTurn(): Promise<void> {
    const messages = await queue.receive({
      max: source.batchSize,
      waitSeconds: WAIT_SECONDS,
      visibilityTimeout: IN_HAND_SECONDS,
      signal: stopping.signal,
    });
    if (messages.length > 0) await handle(messages);
  }

  async function handle(messages: readonly ReceivedMessage[]): Promise<void> {
    const event = { Records: messages.map((message) => toRecord(message, options)) };
    const result = await options.invoke(source.functionName, JSON.stringify(event));
    const failed = failedMessages(result, messages, source.reportsItemFailures);
    await Promise.all(
      messages.map(({ messageId, receiptHandle, receiveCount }) =>
        failed.has(messageId)
          ? queue.changeVisibility(receiptHandle, pauseAfter(receiveCount))
          : queue.delete(receiptHandle),
      ),
    );
  }

  const lanes = Array.from({ length: LANES }, lane);
  return {
    async stop() {
      stopping.abort();
      await Promise.all(lanes);
    },
  };
}

/** 1, 2, 4 … seconds: an outage passes without the user waiting for a queue's long timeout. */
function pauseAfter(attempts: number): number {
  return Math.min(2 ** (attempts - 1), LONGEST_PAUSE_SECONDS);
}

/** The messages to come back. An answer that names unknown ones, or none well, means them all. */
export function failedMessages(
  result: InvocationResult,
  messages: readonly Pick<ReceivedMessage, 'messageId'>[],
  reportsItemFailures: boolean,
): ReadonlySet<string> {
  const all = new Set(messages.map(({ messageId }) => messageId));
  if (!result.ok) return all;
  if (!reportsItemFailures) return new Set();
  const answer: unknown = JSON.parse(result.payload);
  if (answer === null) return new Set();
  const parsed = failuresSchema.safeParse(answer);
  if (!parsed.success) return all;
  const named = (parsed.data.batchItemFailures ?? []).map(({ itemIdentifier }) => itemIdentifier);
  return named.every((id) => all.has(id)) ? new Set(named) : all;
}

/**
 * Throws TemplateError where a function's role may not take messages from its event source: Lambda
 * looks when it is made, too. That a message comes back sooner is this poller's own doing.
 */
export function requirePolling(
  functions: readonly Pick<FunctionDefinition, 'name' | 'arn' | 'roleArn'>[],
  { refusal }: Pick<Permissions, 'refusal'>,
  { functionName, queueArn }: EventSource,
): void {
  const definition = functions.find(({ name }) => name === functionName);
  if (!definition) throw new TemplateError(`there is no function ${functionName}`);
  const { roleArn, arn } = definition;
  for (const action of ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes']) {
    const actor = { service: 'lambda.amazonaws.com', roleArn, sourceArn: arn };
    const reason = refusal(actor, { action, resource: queueArn });
    if (reason !== undefined)
      throw new TemplateError(`the event source of ${functionName}: ${reason}`);
  }
}

function toRecord(message: ReceivedMessage, { source, region }: PollerOptions): object {
  return {
    messageId: message.messageId,
    receiptHandle: message.receiptHandle,
    body: message.body,
    attributes: {
      ApproximateReceiveCount: String(message.receiveCount),
      SentTimestamp: String(message.sentAt),
      ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt),
    },
    messageAttributes: {},
    md5OfBody: createHash('md5').update(message.body).digest('hex'),
    eventSource: 'aws:sqs',
    eventSourceARN: source.queueArn,
    awsRegion: region,
  };
}
