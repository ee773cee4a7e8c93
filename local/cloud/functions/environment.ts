/** One execution environment of a function: a thread that has its bundle loaded. */
import { Worker } from 'node:worker_threads';
import type { FunctionDefinition } from '../template/description.ts';
import type { FunctionLog } from './log.ts';
import type { FunctionError, InvokeMessage, WorkerMessage, WorkerSettings } from './protocol.ts';

export type InvocationResult =
  | { readonly ok: true; readonly payload: string }
  | { readonly ok: false; readonly error: FunctionError };

export interface Environment {
  /** Whether it takes calls; one that timed a call out or broke down takes no more. */
  readonly usable: boolean;
  /** Whether its thread still runs. */
  readonly alive: boolean;
  call(requestId: string, payload: string): Promise<InvocationResult>;
  /** Ends the thread at once; calls under way fail. */
  terminate(): Promise<void>;
}

/** Lambda gives initialization 10 seconds; a busy machine of two cores may need more. */
const LOADING_LIMIT_MS = 60_000;
/**
 * Room for new objects. V8 would take 128 MB of it for a busy thread, and all functions share the
 * memory of one machine here.
 */
const YOUNG_GENERATION_MB = 16;

interface Call {
  readonly message: InvokeMessage;
  readonly settle: (result: InvocationResult) => void;
  timer: NodeJS.Timeout | undefined;
}

/** Starts the thread; it ends by itself when it is no longer usable and its calls are done. */
export function startEnvironment(
  definition: FunctionDefinition,
  environment: Readonly<Record<string, string>>,
  clockOffset: SharedArrayBuffer,
  log: FunctionLog,
): Environment {
  const calls = new Map<string, Call>();
  let loaded = false;
  let usable = true;
  let alive = true;
  const settings: WorkerSettings = {
    codeDir: definition.codeDir,
    handler: definition.handler,
    clockOffset,
  };
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    name: definition.name,
    workerData: settings,
    env: environment,
    execArgv: [],
    stdout: true,
    stderr: true,
    resourceLimits: {
      maxOldGenerationSizeMb: definition.memoryMb,
      maxYoungGenerationSizeMb: YOUNG_GENERATION_MB,
    },
  });
  worker.stdout.on('data', (chunk: Buffer) => log.write(chunk));
  worker.stderr.on('data', (chunk: Buffer) => log.write(chunk));

  const loading = setTimeout(
    () => breakDown('Runtime.InitTimeout', 'Loading took too long'),
    LOADING_LIMIT_MS,
  );

  function settle(requestId: string, result: InvocationResult): void {
    const call = calls.get(requestId);
    if (!call) return;
    clearTimeout(call.timer);
    calls.delete(requestId);
    if (!result.ok) log.write(failureLine(requestId, result.error));
    call.settle(result);
    if (!usable && calls.size === 0) void worker.terminate();
  }

  function failAll(error: FunctionError): void {
    usable = false;
    clearTimeout(loading);
    for (const requestId of [...calls.keys()]) settle(requestId, { ok: false, error });
  }

  function breakDown(errorType: string, errorMessage: string): void {
    failAll({ errorType, errorMessage, trace: [] });
    void worker.terminate();
  }

  /** A thread cannot stop one call of several: the others finish, then the thread ends. */
  function timeOut({ requestId }: InvokeMessage): void {
    usable = false;
    const errorMessage = `Task timed out after ${definition.timeoutSeconds}.00 seconds`;
    settle(requestId, {
      ok: false,
      error: { errorType: 'Sandbox.Timedout', errorMessage, trace: [] },
    });
  }

  function dispatch(call: Call): void {
    call.timer = setTimeout(() => timeOut(call.message), call.message.timeoutMs);
    worker.postMessage(call.message);
  }

  worker.on('message', (message: WorkerMessage) => {
    switch (message.kind) {
      case 'loaded':
        loaded = true;
        clearTimeout(loading);
        for (const call of calls.values()) dispatch(call);
        break;
      case 'answered':
        settle(message.requestId, { ok: true, payload: message.payload });
        break;
      case 'failed':
        if (message.requestId) settle(message.requestId, { ok: false, error: message.error });
        else {
          failAll(message.error);
          void worker.terminate();
        }
    }
  });
  worker.on('error', (error: unknown) => {
    failAll(
      error instanceof Error
        ? {
            errorType: 'code' in error ? String(error.code) : error.name,
            errorMessage: error.message,
            trace: (error.stack ?? '').split('\n'),
          }
        : { errorType: 'Runtime.Unknown', errorMessage: String(error), trace: [] },
    );
  });
  worker.on('exit', (code) => {
    alive = false;
    failAll({
      errorType: 'Runtime.ExitError',
      errorMessage: `Runtime exited with error: exit status ${code}`,
      trace: [],
    });
  });

  return {
    get usable() {
      return usable;
    },
    get alive() {
      return alive;
    },
    call(requestId, payload) {
      return new Promise((resolve) => {
        const call: Call = {
          message: {
            requestId,
            payload,
            timeoutMs: definition.timeoutSeconds * 1000,
            functionName: definition.name,
            functionArn: definition.arn,
            memoryMb: definition.memoryMb,
          },
          settle: resolve,
          timer: undefined,
        };
        calls.set(requestId, call);
        if (loaded) dispatch(call);
      });
    },
    async terminate() {
      usable = false;
      await worker.terminate();
    },
  };
}

function failureLine(requestId: string, error: FunctionError): string {
  const trace = error.trace.slice(1).map((line) => `${line}\n`);
  return `ERROR RequestId: ${requestId} ${error.errorType}: ${error.errorMessage}\n${trace.join('')}`;
}
