/** Calls whose caller does not wait: tried again by the cloud's clock, set aside in the end. */
import { randomUUID } from 'node:crypto';
import type { TurnableClock } from '../clock.ts';
import type { InvocationResult } from '../functions/environment.ts';
import type { Functions } from '../functions/functions.ts';
import type { FunctionDefinition } from '../template/description.ts';
import { NotAllowed, type Send } from './queues.ts';

/** Lambda waits so long before the second and the third attempt. */
const PAUSES_MS = [60_000, 120_000];

export interface Asynchronous {
  /**
   * Resolves with true when the function has done it or the last attempt has failed and been
   * reported, with false where `stop` came before.
   */
  invoke(function_: string, payload: string): Promise<boolean>;
  /** Gives up waiting for further attempts. */
  stop(): void;
}

export function createAsynchronous(options: {
  readonly functions: Functions;
  readonly send: Send;
  readonly clock: TurnableClock;
}): Asynchronous {
  const { functions, send, clock } = options;
  const stopping = new AbortController();

  /** As the function's role; what it may not tell is lost, as it is on AWS, and the log says so. */
  async function tell({ roleArn, arn }: FunctionDefinition, queueArn: string, body: string) {
    try {
      await send({ service: 'lambda.amazonaws.com', roleArn, sourceArn: arn }, queueArn, body);
    } catch (error) {
      if (!(error instanceof NotAllowed)) throw error;
      console.error(error);
    }
  }

  return {
    async invoke(function_, payload) {
      const definition = functions.definition(function_);
      const { retries, onFailureArn, deadLetterArn } = definition.asynchronous;
      for (let attempt = 1; !stopping.signal.aborted; attempt += 1) {
        const result = await functions.invoke(function_, payload);
        if (result.ok) return true;
        if (attempt > retries) {
          if (deadLetterArn) await tell(definition, deadLetterArn, payload);
          if (onFailureArn) {
            const record = failureRecord(definition, payload, result, attempt, clock.now());
            await tell(definition, onFailureArn, record);
          }
          return true;
        }
        const pause = PAUSES_MS[attempt - 1] ?? PAUSES_MS.at(-1) ?? 0;
        await clock.waitUntil(clock.now() + pause, stopping.signal);
      }
      return false;
    },
    stop: () => stopping.abort(),
  };
}

/** What Lambda tells a destination of a failure. */
function failureRecord(
  { arn }: FunctionDefinition,
  payload: string,
  result: InvocationResult & { readonly ok: false },
  attempts: number,
  now: number,
): string {
  const { errorType, errorMessage, trace } = result.error;
  return JSON.stringify({
    version: '1.0',
    timestamp: new Date(now).toISOString(),
    requestContext: {
      requestId: randomUUID(),
      functionArn: `${arn}:$LATEST`,
      condition: 'RetriesExhausted',
      approximateInvokeCount: attempts,
    },
    requestPayload: JSON.parse(payload) as unknown,
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
    responsePayload: { errorType, errorMessage, trace },
  });
}
