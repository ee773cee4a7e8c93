/**
 * The inside of a function's thread: turns its clock with the cloud's, loads the bundle as
 * Lambda's Node runtime does, and answers calls. Several may be under way at once.
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import type { FunctionError, InvokeMessage, WorkerMessage, WorkerSettings } from './protocol.ts';

type Handler = (event: unknown, context: object) => unknown;

const settings = workerData as WorkerSettings;
const port = parentPort;
if (!port) throw new Error('this module runs in a thread only');

turnClock(new BigInt64Array(settings.clockOffset));
try {
  const handler = load(settings);
  port.on('message', (message: InvokeMessage) => void answer(handler, message));
  say({ kind: 'loaded' });
} catch (error) {
  say({ kind: 'failed', requestId: undefined, error: describe(error) });
}

function say(message: WorkerMessage): void {
  port?.postMessage(message);
}

/** `Date` in this thread runs with the cloud's clock. */
function turnClock(offset: BigInt64Array): void {
  const RealDate = Date;
  const now = () => RealDate.now() + Number(Atomics.load(offset, 0));
  const turned = new Proxy(RealDate, {
    construct: (target, args, newTarget) =>
      Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
    apply: (target) => new target(now()).toString(),
    get: (target, property) => (property === 'now' ? now : Reflect.get(target, property)),
  });
  RealDate.prototype.constructor = turned;
  globalThis.Date = turned;
}

function load({ codeDir, handler }: WorkerSettings): Handler {
  const dot = handler.lastIndexOf('.');
  const file = join(codeDir, `${handler.slice(0, dot)}.js`);
  const exported: unknown = createRequire(file)(file)[handler.slice(dot + 1)];
  if (typeof exported !== 'function') {
    throw Object.assign(new Error(`${handler} is undefined or not exported`), {
      name: 'Runtime.HandlerNotFound',
    });
  }
  return exported as Handler;
}

async function answer(handler: Handler, message: InvokeMessage): Promise<void> {
  const { requestId } = message;
  const deadline = performance.now() + message.timeoutMs;
  try {
    const result = await handler(JSON.parse(message.payload), {
      awsRequestId: requestId,
      functionName: message.functionName,
      functionVersion: '$LATEST',
      invokedFunctionArn: message.functionArn,
      memoryLimitInMB: String(message.memoryMb),
      logGroupName: `/aws/lambda/${message.functionName}`,
      logStreamName: 'local',
      callbackWaitsForEmptyEventLoop: false,
      getRemainingTimeInMillis: () => Math.max(0, Math.round(deadline - performance.now())),
    });
    say({ kind: 'answered', requestId, payload: JSON.stringify(result) ?? 'null' });
  } catch (error) {
    say({ kind: 'failed', requestId, error: describe(error) });
  }
}

function describe(error: unknown): FunctionError {
  if (!(error instanceof Error)) {
    return { errorType: typeof error, errorMessage: String(error), trace: [] };
  }
  return {
    errorType: error.name,
    errorMessage: error.message,
    trace: (error.stack ?? '').split('\n'),
  };
}
